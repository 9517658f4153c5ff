"""By when something is due in a case; the numbers are dated settings and come in as arguments."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from banyan.domains.services.rules.cases.stages import OVER, Facts, stage

AddWorkdays = Callable[[date, int], date]


@dataclass(frozen=True)
class Limits:
    """Deadlines as valid on a day: working days, months, hours, and the least contact by grade in days."""

    intake: int = 3
    assessment: int = 10
    plan: int = 5
    consent: int = 3
    agreement: int = 5
    record: int = 3
    review_months: int = 3
    follow_up_months: tuple[int, ...] = (1, 3)
    crisis_hours: int = 72
    contact_days: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Due:
    """A paper that is due: its kind, the last good day, and the day it is counted from."""

    kind: str
    on: date
    since: date


def next_papers(
    facts: Facts, limits: Limits, later: AddWorkdays, crisis_at: datetime | None = None
) -> list[Due]:
    """What the file waits for now, with the day on which it is due. A crisis sets one clock for all papers."""
    if stage(facts) in OVER:
        return []
    if facts.is_crisis and crisis_at is not None and facts.accepted_on:
        return _crisis_papers(facts, crisis_at, limits.crisis_hours)
    waits = (
        ("intake", facts.inquired_on, facts.accepted_on, limits.intake),
        ("assessment", facts.accepted_on, facts.assessed_on, limits.assessment),
        ("plan", facts.assessed_on, facts.planned_on, limits.plan),
        ("consent", facts.accepted_on, facts.consented_on, limits.consent),
        ("agreement", facts.planned_on, facts.agreed_on, limits.agreement),
    )
    found = [Due(kind, later(since, days), since) for kind, since, done, days in waits if since and not done]
    return found + _review(facts, limits.review_months)


def _crisis_papers(facts: Facts, crisis_at: datetime, hours: int) -> list[Due]:
    day = (crisis_at + timedelta(hours=hours)).date()
    papers = (
        ("assessment", facts.assessed_on), ("plan", facts.planned_on), ("consent", facts.consented_on),
        ("agreement", facts.agreed_on),
    )  # fmt: skip
    return [Due(kind, day, crisis_at.date()) for kind, done in papers if not done]


def _review(facts: Facts, months: int) -> list[Due]:
    since = max(filter(None, (facts.planned_on, facts.reviewed_on, facts.evaluated_on)), default=None)
    if not facts.began or since is None:
        return []
    return [Due("review", months_after(since, months), since)]


def follow_ups_due(closed_on: date, done: int, months: tuple[int, ...]) -> list[date]:
    """The days of the follow-ups that are still to be made; `done` of them were made."""
    return [months_after(closed_on, each) for each in sorted(months)[done:]]


def contact_due(last_on: date, grade: str, limits: Limits) -> date | None:
    """The last good day for the next contact of a case of this grade; None where none is asked for."""
    days = dict(limits.contact_days).get(grade)
    return None if days is None else last_on + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
