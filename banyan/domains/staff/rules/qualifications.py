"""Certificates, probation and the yearly inquiry: what runs out, what has run out, and what is still to do."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ASSISTANT = "assistant"
SOCIAL_WORKER = "social_worker"
SENIOR = "senior"
LEVELS = (ASSISTANT, SOCIAL_WORKER, SENIOR)


@dataclass(frozen=True)
class RegistrationTerms:
    """The measure in force: length of a registration in years, class hours asked per level, months of warning."""

    years: int
    hours: dict[str, Decimal]
    alerts: tuple[int, ...]


@dataclass(frozen=True)
class Registration:
    """A certificate's registration on a day.

    `state` is "expired", "last_day", "alert" (within a warning), or "in_force"; `alert_months` the tightest
    warning reached; `hours_short` the class hours still missing for the next registration.
    """

    state: str
    starts_on: date
    ends_on: date
    days_left: int
    alert_months: int | None
    hours_short: Decimal


def add_months(day: date, months: int) -> date:
    """The same day so many months later or earlier; the last day of the month where there is none."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def registration(
    level: str, valid_until: date, hours: Decimal, on: date, terms: RegistrationTerms
) -> Registration:
    """Judge a registration; it is still in force on its last day."""
    days_left = (valid_until - on).days
    reached = [months for months in terms.alerts if on >= add_months(valid_until, -months)]
    tightest = min(reached, default=None)
    state = _state(days_left, tightest)
    return Registration(
        state=state,
        starts_on=add_months(valid_until + timedelta(days=1), -12 * terms.years),
        ends_on=valid_until,
        days_left=days_left,
        alert_months=tightest if days_left >= 0 else None,
        hours_short=max(Decimal(0), terms.hours.get(level, Decimal(0)) - hours),
    )


def probation_overdue(on_probation: bool, probation_ends_on: date | None, on: date) -> int:
    """Days since the probation should have been decided; 0 while it runs or when it is decided."""
    if not on_probation or probation_ends_on is None:
        return 0
    return max(0, (on - probation_ends_on).days)


def inquiry_due_on(last_inquiry_on: date | None, hired_on: date, months: int) -> date:
    """The day by which the no-crime inquiry has to be made: at hiring, then every so many months (art. 62)."""
    return hired_on if last_inquiry_on is None else add_months(last_inquiry_on, months)


def inquiry_overdue(last_inquiry_on: date | None, hired_on: date, on: date, months: int) -> int:
    """Days the no-crime inquiry is late; 0 when it is not."""
    return max(0, (on - inquiry_due_on(last_inquiry_on, hired_on, months)).days)


def at_least(level: str | None, wanted: str) -> bool:
    """Whether a professional level reaches the wanted one."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(wanted)


def incompatible_duties(
    duties: Collection[str], pairs: Collection[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The pairs of duties one person holds that must lie in two hands."""
    return tuple(pair for pair in pairs if pair[0] in duties and pair[1] in duties)


def duties_in_title(title: str, words: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The duties a post title speaks of, by the words that stand for each."""
    return frozenset(duty for duty, signs in words.items() if any(sign in title for sign in signs))


def _state(days_left: int, alert_months: int | None) -> str:
    if days_left < 0:
        return "expired"
    if days_left == 0:
        return "last_day"
    return "in_force" if alert_months is None else "alert"
