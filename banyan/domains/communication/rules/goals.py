"""Three questions a year on the centre's goals: who may answer, what may be shown, and what it says (P2.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from banyan.domains.communication.rules.judging import ATTENTION, GOOD, Verdict
from banyan.foundation.refusal import Refused, noop, sentence

CLAUSE = "P2.7"
QUESTIONS = (
    noop("I know the centre's goals of this year and could tell them to a colleague."),
    noop("I think these goals are the right ones for the people we work for."),
    noop("My own daily work contributes to these goals."),
)
SCORES = (5, 4, 3, 2, 1)
LONGEST_DAYS = 60


def check_round(opens_on: date, closes_on: date, today: date, eligible: int, smallest: int) -> None:
    """A round opens today or later, lasts two months at most, and enough people are asked for a result to be shown."""
    if opens_on < today:
        raise Refused({"opens_on": noop("The questions cannot open in the past.")}, clause=CLAUSE)
    if closes_on < opens_on:
        raise Refused({"closes_on": noop("The questions cannot close before they open.")}, clause=CLAUSE)
    if (closes_on - opens_on).days > LONGEST_DAYS:
        words = noop("The questions stay open for %(days)s days at most.")
        raise Refused({"closes_on": sentence(words, days=LONGEST_DAYS)}, clause=CLAUSE)
    if eligible < smallest:
        words = noop(
            "Fewer than %(smallest)s people work here on that day, so no result could be shown without telling on somebody."
        )
        raise Refused({"": sentence(words, smallest=smallest)}, clause=CLAUSE)


def check_answer(today: date, opens_on: date, closes_on: date, is_staff: bool, has_answered: bool) -> None:
    """Everybody of the staff answers once, while the questions are open."""
    if not opens_on <= today <= closes_on:
        words = noop("The questions are open from %(first)s to %(last)s.")
        raise Refused({"": sentence(words, first=opens_on, last=closes_on)}, clause=CLAUSE)
    if not is_staff:
        raise Refused({"": noop("Only the staff of this centre is asked.")}, clause=CLAUSE)
    if has_answered:
        raise Refused(
            {"": noop("You have answered already; everybody answers once.")},
            clause=CLAUSE,
            way_out=noop("Nobody can see or change what you answered."),
        )


def check_scores(scores: Sequence[int]) -> None:
    """All three questions get a score of 1 to 5."""
    if len(scores) != len(QUESTIONS) or any(score not in SCORES for score in scores):
        raise Refused({"": noop("Give each of the three questions a score of 1 to 5.")}, clause=CLAUSE)


def check_may_close(closes_on: date, today: date, answered: int, eligible: int) -> None:
    """The round is closed when its last day is over, or when everybody has answered."""
    if today <= closes_on and answered < eligible:
        words = noop("The questions are open until %(day)s; the result is shown afterwards.")
        raise Refused({"": sentence(words, day=closes_on)}, clause=CLAUSE)


def mean(counts: Mapping[int, int], smallest: int) -> Decimal | None:
    """The mean score of one question to two places; None when fewer than `smallest` answered it."""
    people = sum(counts.values())
    if people < max(smallest, 1):
        return None
    total = sum(score * number for score, number in counts.items())
    return (Decimal(total) / people).quantize(Decimal("0.01"))


def overall(means: Sequence[Decimal | None]) -> Decimal | None:
    """The mean of the three questions; None as soon as one of them is hidden."""
    known = [each for each in means if each is not None]
    if len(known) < len(QUESTIONS):
        return None
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.01"))


def judge(
    now: Decimal | None, before: Decimal | None, answered: int, asked: int, most_fall: Decimal
) -> Verdict:
    """A year in which too few answered, or whose mean fell by more than `most_fall`, wants attention."""
    parts = {"answered": answered, "asked": asked}
    if now is None:
        words = noop("%(answered)s of %(asked)s answered: too few to show a result")
        return ATTENTION, sentence(words, **parts)
    if before is not None and before - now > most_fall:
        words = noop("%(answered)s of %(asked)s answered, mean %(mean)s after %(before)s the time before")
        return ATTENTION, sentence(words, **parts, mean=now, before=before)
    return GOOD, sentence(noop("%(answered)s of %(asked)s answered, mean %(mean)s"), **parts, mean=now)


def missed_year(newest: int | None, on: date) -> int | None:
    """The last year that was over by a day and had no round; a centre that never asked is reminded at the end of a year."""
    is_last_day = (on.month, on.day) == (12, 31)
    over = on.year if is_last_day else on.year - 1
    if newest is None:
        return over if is_last_day else None
    return over if newest < over else None


def not_asked(year: int) -> Verdict:
    """A year is over and nobody asked the staff."""
    return ATTENTION, sentence(noop("In %(year)s the staff was not asked about the goals."), year=year)
