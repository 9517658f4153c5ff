"""Stakeholders and the contacts with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.periods import Period, add_months
from banyan.foundation.refusal import Refused, noop


@dataclass(frozen=True)
class Quarter:
    """One quarter of the year as a column: its name and its days."""

    number: int
    period: Period


def quarters(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a calendar year."""
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)]
    return tuple(
        Quarter(place + 1, Period(start, add_months(start, 3) - timedelta(days=1)))
        for place, start in enumerate(starts)
    )


def quarter_of(day: date) -> int:
    """The quarter a day lies in, 1 to 4."""
    return (day.month - 1) // 3 + 1


def contact_tone(count: int, wanted: int, quarter: Period, known_since: date | None, today: date) -> str:
    """How many contacts of a quarter look: enough is quiet, too few in a quarter that is over is a breach."""
    if quarter.start > today or (known_since is not None and known_since > quarter.end):
        return "na"
    if count >= wanted:
        return "ok"
    return "breach" if quarter.end < today else "attn"


def check_stakeholder(agreement: str, agreed_from: date | None, agreed_until: date | None) -> None:
    """An agreement has a first day; days without an agreement mean nothing."""
    if agreement.strip() and agreed_from is None:
        raise Refused({"agreed_from": noop("Say from which day the agreement holds.")}, clause="R9.2.2")
    if not agreement.strip() and (agreed_from or agreed_until):
        raise Refused({"agreement": noop("Name the agreement that these days belong to.")}, clause="R9.2.2")


def check_contact(held_on: date, today: date, next_step: str, next_due: date | None) -> None:
    """A contact has happened; a next step has a day, and a day has a step."""
    if held_on > today:
        raise Refused({"held_on": noop("This day has not come yet.")})
    if next_step.strip() and next_due is None:
        raise Refused({"next_due": noop("Say until when the next step is to be done.")}, clause="R3.2.5")
    if next_due is not None and not next_step.strip():
        raise Refused({"next_step": noop("Say what is to be done until that day.")}, clause="R3.2.5")
    if next_due is not None and next_due < held_on:
        raise Refused({"next_due": noop("The next step cannot be due before the contact.")})


def agreement_runs_out(until: date | None, today: date, warn_days: int) -> bool:
    """Whether an agreement ends within so many days, or has ended."""
    return until is not None and (until - today).days <= warn_days


def counted(days: Iterable[date], period: Period) -> int:
    """How many of the days lie in the period."""
    return sum(1 for day in days if day in period)
