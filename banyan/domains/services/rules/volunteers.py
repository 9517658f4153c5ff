"""Volunteers: who may join, hours between coming and leaving, stars, insurance on a day, and skills that fit a need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.services.rules.ages import age_on
from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

_HOUR, _CENT = Decimal(60), Decimal("0.01")


def hours_of(minutes: Iterable[int]) -> Decimal:
    """Minutes as hours with two decimals."""
    return (Decimal(sum(minutes)) / _HOUR).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Papers:
    """What lies in the file of somebody who wants to serve."""

    born_on: date | None
    agreed_on: date | None
    guardian_agreed_on: date | None


def check_may_join(papers: Papers, today: date, adult_from: int) -> None:
    """Nobody serves without having been told and having agreed; a minor's guardian agrees too (R7.1.3, R7.1.4)."""
    problems: dict[str, str | Sentence] = {}
    if papers.agreed_on is None:
        problems["agreed_on"] = noop("Say on which day they were told what it is about and agreed.")
    elif papers.agreed_on > today:
        problems["agreed_on"] = noop("This day has not come yet.")
    if is_minor(papers.born_on, today, adult_from) and papers.guardian_agreed_on is None:
        problems["guardian_agreed_on"] = sentence(
            noop("Under %(age)s the guardian agrees too: say on which day."), age=adult_from
        )
    if problems:
        raise Refused(problems, clause="R7.1.3")


def is_minor(born_on: date | None, on: date, adult_from: int) -> bool:
    """Under age on a day; unknown birth is no reason to ask a guardian."""
    return born_on is not None and age_on(born_on, on) < adult_from


def check_cover(starts_on: date, ends_on: date) -> None:
    """Insurance has a first and a last day, in this order."""
    if ends_on < starts_on:
        raise Refused({"ends_on": noop("The insurance ends after it starts.")})


def check_leaves(on: date, registered_on: date | None, today: date) -> None:
    """Somebody leaves after they came, and not tomorrow."""
    if on > today or (registered_on is not None and on < registered_on):
        raise Refused({"on": noop("The day lies between joining and today.")})


def stars_for(hours: Decimal, table: Sequence[int]) -> int:
    """How many stars so many approved hours give, by the table of the day."""
    return sum(hours >= least for least in table)


def check_new_stars(earned: int, held: int, missing: Decimal | None) -> None:
    """Stars are an award: they are given once, and only upwards."""
    if earned > held:
        return
    if missing is None:
        raise Refused({"": noop("All stars have been given.")})
    raise Refused(
        {"": sentence(noop("%(hours)s more approved hours are needed for the next star."), hours=missing)}
    )


def to_next(hours: Decimal, table: Sequence[int]) -> Decimal | None:
    """Hours that the next star lacks; nothing when there is none above."""
    return next((Decimal(least) - hours for least in table if hours < least), None)


def skills(said: str) -> list[str]:
    """The skills in a line, however they were separated."""
    for mark in "，,;；|/ ":
        said = said.replace(mark, "、")
    return [each for each in said.split("、") if each]


def check_fits(skill: str, said: str) -> None:
    """A volunteer is sent to a family for something they can do (W6.5)."""
    if skill not in skills(said):
        raise Refused(
            {"volunteer": sentence(noop("This volunteer has not named the skill: %(skill)s."), skill=skill)},
            clause="W6.5", way_out=noop("Choose somebody who has it, or write the skill down with the volunteer first."),
        )  # fmt: skip


@dataclass(frozen=True)
class Able:
    """A volunteer as far as a need is concerned."""

    key: int
    skills: str
    community: str
    trained: bool
    insured: bool
    busy: int


def fitting(skill: str, community: str, able: Iterable[Able]) -> list[Able]:
    """Those who have the skill: inducted and insured first, then neighbours, then the least busy."""
    found = [each for each in able if skill in skills(each.skills)]
    return sorted(
        found,
        key=lambda each: (
            not (each.trained and each.insured),
            each.community != community,
            each.busy,
            each.key,
        ),
    )


def inducted(trained_on: date | None, served_on: date, is_known: bool) -> Judged:
    """A first service comes after induction (R7.2.1)."""
    if not is_known:
        return ATTENTION, sentence(noop("the number on the sheet is not on the register of volunteers"))
    if trained_on is None:
        return BREACH, sentence(noop("served without having been inducted"))
    if trained_on > served_on:
        return BREACH, sentence(noop("served before being inducted on %(day)s"), day=trained_on.isoformat())
    return GOOD, sentence(noop("inducted before serving"))


def insured(covers: Iterable[tuple[date, date]], served_on: date) -> Judged:
    """A day of service lies inside the insurance (R7.3.3)."""
    if any(first <= served_on <= last for first, last in covers):
        return GOOD, sentence(noop("insured on the day of service"))
    return ATTENTION, sentence(noop("not insured on the day of service"))


def guarded(
    born_on: date | None, guardian_agreed_on: date | None, on: date, adult_from: int
) -> Judged | None:
    """A minor's guardian agreed (R7.1.4); nothing is said of those of age."""
    if not is_minor(born_on, on, adult_from):
        return None
    if guardian_agreed_on is None:
        return BREACH, sentence(noop("under age, and no guardian agreed"))
    return GOOD, sentence(noop("under age, the guardian agreed"))


def thanked(thanked_on: date | None) -> Judged:
    """Whoever leaves is thanked (R7.4.3)."""
    if thanked_on is None:
        return ATTENTION, sentence(noop("left, and nobody thanked them"))
    return GOOD, sentence(noop("left with thanks"))


def matched(asked_on: date, matched_on: date | None, until: date, days: int, fits: bool) -> Judged:
    """A family's need meets the skill of a volunteer in time (W6.5)."""
    late = ((matched_on or until) - asked_on).days - days
    if matched_on is None:
        if late > 0:
            return ATTENTION, sentence(
                noop("nobody with the skill for %(days)s days longer than set"), days=late
            )
        return GOOD, sentence(noop("asked for, in time"))
    if not fits:
        return ATTENTION, sentence(noop("matched with somebody who does not have the skill"))
    if late > 0:
        return ATTENTION, sentence(noop("matched %(days)s days late"), days=late)
    return GOOD, sentence(noop("matched in time with somebody who has the skill"))


def agreed(agreed_on: date | None, registered_on: date) -> Judged:
    """Told what it is about, and agreed, by the day of registration (R7.1.3)."""
    if agreed_on is None:
        return BREACH, sentence(noop("registered, and never said to have agreed"))
    if agreed_on > registered_on:
        return BREACH, sentence(noop("agreed only on %(day)s, after registering"), day=agreed_on.isoformat())
    return GOOD, sentence(noop("told and agreed"))


def won_in(ways: Sequence[str]) -> Judged:
    """Newcomers came in more ways than one (R7.1.2)."""
    known = {each for each in ways if each}
    if len(known) > 1:
        return GOOD, sentence(noop("%(people)s came in %(ways)s ways"), people=len(ways), ways=len(known))
    return ATTENTION, sentence(noop("%(people)s came, in no more than one known way"), people=len(ways))


def commended(was_given: bool) -> Judged:
    """Somebody was commended, or given stars, within a year (R7.3.4)."""
    if was_given:
        return GOOD, sentence(noop("commended within a year"))
    return ATTENTION, sentence(noop("nobody was commended within a year"))
