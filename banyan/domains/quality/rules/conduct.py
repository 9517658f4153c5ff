"""Rewards, sanctions and appeals; the appraisal of teams; relief; reports of breaches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from banyan.foundation.periods import add_months
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
SANCTION = "sanction"


@dataclass(frozen=True)
class Case:
    """A reward or sanction before it is decided, as the rules ask."""

    kind: str
    grade: str
    person: UUID
    manager: UUID | None
    manager_words: str
    heard: bool
    files: int


def check_grade(grade: str, grades: Sequence[str]) -> None:
    """Only grades of the list are given (R10.1.3)."""
    if grade not in grades:
        told = sentence(noop("This grade is not on the list: %(grades)s."), grades="、".join(grades))
        raise Refused({"grade": told}, clause="R10.1.3")


def check_decision(case: Case, decider: UUID | None, resolution: str) -> None:
    """A sanction needs evidence, hearing and a look at the manager; both kinds a resolution (R10.1.3, R2.2.4)."""
    if decider is None or decider == case.person:
        raise Refused({"": noop("Nobody decides about themselves.")}, clause="R10.1.3")
    if not resolution.strip():
        raise Refused(
            {"resolution": noop("Name the resolution by which the committee decided.")}, clause="R2.2.4"
        )
    if case.kind == SANCTION:
        _check_sanction(case)


def _check_sanction(case: Case) -> None:
    if not case.files:
        raise Refused(
            {"": noop("No evidence hangs on this sanction.")},
            clause="R10.1.3",
            way_out=noop("Attach what proves the facts under “Files”."),
        )
    if not case.heard:
        raise Refused(
            {"": noop("The person has not been heard; a sanction without a hearing is not decided.")},
            clause="R10.1.3",
            way_out=noop("Hear the person, or note that they declined, with “Note the hearing”."),
        )
    if case.manager is None or not case.manager_words.strip():
        raise Refused(
            {"manager": noop("Say what falls to the manager, even when it is nothing.")},
            clause="R10.1.3",
            way_out=noop("Name the manager and what was considered, then decide."),
        )


def check_appeal(by: UUID | None, person: UUID, today: date, until: date | None) -> None:
    """The person concerned may appeal, in time."""
    if by != person:
        raise Refused({"": noop("Only whom the decision concerns can appeal.")}, clause="R10.1.3")
    if until is not None and today > until:
        raise Refused(
            {"": sentence(noop("The time to appeal ended on %(day)s."), day=until)}, clause="R10.1.3"
        )


def check_appeal_answer(by: UUID | None, decider: UUID | None, person: UUID) -> None:
    """Somebody else than who decided answers an appeal."""
    if by is None or by in (decider, person):
        raise Refused({"": noop("Who decided does not answer the appeal.")}, clause="R10.1.3")


def check_still_open_to_appeal(today: date, until: date | None) -> None:
    """A decision is final once nobody can appeal any more."""
    if until is not None and today <= until:
        raise Refused(
            {"": sentence(noop("An appeal is possible until %(day)s."), day=until)}, clause="R10.1.3"
        )


def conduct_verdict(case: Case, resolution: str) -> tuple[str, Sentence]:
    """What a decided reward or sanction says of R10.1.3."""
    try:
        check_decision(case, UUID(int=0), resolution)
    except Refused as refused:
        return BREACH, next(iter(refused.problems.values()))
    return GOOD, sentence(noop("Decided by a resolution, with everything that belongs to it."))


def appraisal_verdict(last: date | None, begun: date, on: date, months: int) -> tuple[str, Sentence] | None:
    """Whether the team was appraised within so many months (R2.2.4); a young project has time."""
    since = add_months(on, -months)
    if last is not None and last >= since:
        return GOOD, sentence(noop("The team was appraised on %(day)s."), day=last)
    if begun > since:
        return None
    return BREACH, sentence(noop("The team was not appraised for %(months)s months."), months=months)


def due_year(on: date, days: int) -> int:
    """The last year whose quality work must be summed up on a day."""
    return on.year - 1 if date(on.year - 1, 12, 31) + timedelta(days=days) <= on else on.year - 2


def relief_verdict(ends_on: date, assessed_on: date | None, on: date, days: int) -> tuple[str, Sentence]:
    """Whether a measure of relief has its figure afterwards (P2.5)."""
    if assessed_on is not None and assessed_on <= on:
        return GOOD, sentence(noop("Measured before and after."))
    if on > ends_on + timedelta(days=days):
        return BREACH, sentence(noop("It ended on %(day)s and nobody measured what it brought."), day=ends_on)
    return GOOD, sentence(noop("Measured before; it is still running."))


def readers(candidates: Iterable[Iterable[int]], excluded: set[int], most: int) -> list[int]:
    """Who reads a report: the first circle in which somebody is left who is not named in it (R10.1.2)."""
    for circle in candidates:
        free = sorted(set(circle) - excluded)
        if free:
            return free[:most]
    raise Refused(
        {"": noop("Everybody who could read this report is named in it or wrote it.")},
        clause="R10.1.2",
        way_out=noop("Bring it to the supervisory board by letter."),
    )


def check_matter(matter: str) -> None:
    """A report says what happened."""
    if len(matter.strip()) < 10:
        raise Refused({"matter": noop("Say what happened, when and where.")}, clause="R10.1.2")


@dataclass(frozen=True)
class Reported:
    """A report of a breach as the control sees it: days alone. `looks` are the days on which the reporter's protection
    is looked at, each with the day on which somebody did.
    """

    received_on: date
    closed_on: date | None = None
    looks: tuple[tuple[date, date | None], ...] = ()


def report_verdict(
    report: Reported, start: date, on: date, days: int, look_days: int
) -> tuple[str, Sentence] | None:
    """What the days from `start` to `on` say of a report: answered in time, and its reporter looked after (R10.1.2).

    None where these days asked nothing: the time to answer still runs, or all was done before them.
    """
    wanted_by = report.received_on + timedelta(days=days)
    if report.closed_on is None or report.closed_on > on:
        return (BREACH, sentence(noop("A report is not answered in time."))) if on > wanted_by else None
    looks = [each for each in report.looks if each[1] is None or each[1] >= start]
    if any(_missed(due_on, done_on, on, look_days) for due_on, done_on in looks):
        return ATTENTION, sentence(
            noop("Nobody looked on its day whether the reporter of a breach came to harm.")
        )
    if report.closed_on >= start and report.closed_on > wanted_by:
        return ATTENTION, sentence(noop("A report was answered late."))
    if report.closed_on >= start or any(done_on and done_on <= on for _due, done_on in looks):
        return GOOD, sentence(noop("Reports were answered in time and their reporters looked after."))
    return None


def _missed(due_on: date, done_on: date | None, on: date, look_days: int) -> bool:
    """Nobody looked by the last good day, as far as a day knows."""
    last = due_on + timedelta(days=look_days)
    return on > last and (done_on is None or done_on > last)


def worst(said: Iterable[tuple[str, Sentence] | None]) -> tuple[str, Sentence] | None:
    """One answer for all reports, so that none of them can be told from it; None where nothing is to be said."""
    order = (BREACH, ATTENTION, GOOD)
    return min(filter(None, said), key=lambda each: order.index(each[0]), default=None)


def check_look(due_on: date, today: date, look_days: int) -> None:
    """Harm shows with time: a look long before its day is no look."""
    if today < due_on - timedelta(days=look_days):
        told = sentence(
            noop("The next look is due on %(day)s; what happens until then is not known yet."), day=due_on
        )
        raise Refused(
            {"": told},
            clause="R10.1.2",
            way_out=noop("It will lie on your desk when its time comes."),
            code="early",
        )


def protection_days(closed_on: date, months: Sequence[int]) -> list[date]:
    """The days on which the reporter's protection is looked at."""
    return [add_months(closed_on, int(each)) for each in months]
