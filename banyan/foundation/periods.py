"""Stretches of time as the office names them: months, quarters, halves of a contract, or from a day to a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from banyan.foundation.refusal import Refused, noop

#: Years that anything of an agency's work can lie in; another one is a slip of the hand, and may leave the calendar.
_A_YEAR = "(?:19|20|21)[0-9]{2}"
_MONTH = re.compile(rf"^({_A_YEAR})-(0[1-9]|1[0-2])$")
_QUARTER = re.compile(rf"^({_A_YEAR})-Q([1-4])$")
_HALF = re.compile(rf"^({_A_YEAR})-H([12])$")
_YEAR = re.compile(rf"^({_A_YEAR})$")
_DAY = re.compile(rf"^{_A_YEAR}-[0-9]{{2}}-[0-9]{{2}}$")
_RANGE = re.compile(rf"^({_A_YEAR}-[0-9]{{2}}-[0-9]{{2}})\.\.({_A_YEAR}-[0-9]{{2}}-[0-9]{{2}})$")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both days included. A period that ends before it starts is refused."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Refused({"": noop("A period cannot end before it starts.")}, code="bad_period")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def days(self) -> int:
        """How many days it has, first and last included."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def months(self) -> Iterator[Period]:
        """The calendar months it touches, each whole, in order."""
        day = self.start.replace(day=1)
        while day <= self.end:
            yield month_of(day)
            day = add_months(day, 1)


def day_of(text: str) -> date:
    """The day "2025-12-31". Raises ValueError for another text and for a year that no work lies in (before 1900, from
    2200 on): the first and the last day of the calendar have no month before and after them.
    """
    if _DAY.match(text) is None:
        raise ValueError(text)
    return date.fromisoformat(text)


def month(text: str) -> Period:
    """The calendar month "2025-10". Refuses other texts."""
    found = _MONTH.match(text)
    if found is None:
        raise _unreadable()
    return month_of(date(int(found.group(1)), int(found.group(2)), 1))


def month_of(day: date) -> Period:
    """The calendar month in which the day lies."""
    start = day.replace(day=1)
    return Period(start, add_months(start, 1) - timedelta(days=1))


def quarter(text: str) -> Period:
    """The calendar quarter "2025-Q4". Refuses other texts."""
    found = _QUARTER.match(text)
    if found is None:
        raise _unreadable()
    start = date(int(found.group(1)), 3 * int(found.group(2)) - 2, 1)
    return Period(start, add_months(start, 3) - timedelta(days=1))


def quarter_of(day: date) -> str:
    """How the quarter of a day is written: 2025-Q4 for a day in November."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def half(text: str, contract_start: date) -> Period:
    """The half "2025-H1" of the contract year that begins in 2025 on the day and month of `contract_start`."""
    found = _HALF.match(text)
    if found is None:
        raise _unreadable()
    year_start = _anniversary(contract_start, int(found.group(1)))
    start = add_months(year_start, 6 * (int(found.group(2)) - 1))
    return Period(start, add_months(start, 6) - timedelta(days=1))


def parse_period(text: str, contract_start: date | None = None) -> Period:
    """The period a person writes: 2025, 2025-10, 2025-Q4, 2025-H1 or 2025-04-01..2025-09-30.

    A half is one of the contract year and is refused without `contract_start`; anything else is refused.
    """
    text = text.strip().upper()
    if _MONTH.match(text):
        return month(text)
    if _QUARTER.match(text):
        return quarter(text)
    if _YEAR.match(text):
        return _days(text + "-01-01", text + "-12-31")
    if _HALF.match(text):
        return half(text, _known(contract_start))
    found = _RANGE.match(text)
    if found is None:
        raise _unreadable()
    return _days(*found.groups())


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), the last of the month where there is no such day."""
    years, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month_index + 1, min(day.day, _length(years, month_index + 1)))


def months_between(earlier: date, later: date) -> int:
    """How many full months lie between two days; negative when `later` comes first."""
    if later < earlier:
        return -months_between(later, earlier)
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if add_months(earlier, months) <= later else months - 1


def years_between(earlier: date, later: date) -> int:
    """Full years, as age is counted: who was born on 29 February turns a year older on 1 March otherwise."""
    years = later.year - earlier.year
    return years if (later.month, later.day) >= (earlier.month, earlier.day) else years - 1


def share_elapsed(period: Period, on: date) -> Decimal:
    """How much of the period has passed at the end of the day: 0 before it, 1 from its last day on."""
    passed = (on - period.start).days + 1
    return Decimal(min(max(passed, 0), period.days)) / Decimal(period.days)


def _length(year: int, month_number: int) -> int:
    following = date(year + month_number // 12, month_number % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _anniversary(day: date, year: int) -> date:
    return add_months(day, 12 * (year - day.year))


def _days(first: str, last: str) -> Period:
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise _unreadable() from None


def _known(contract_start: date | None) -> date:
    if contract_start is None:
        words = noop("A half belongs to a contract year; name the project whose contract is meant.")
        raise Refused({"period": words}, code="bad_period")
    return contract_start


def _unreadable() -> Refused:
    words = noop("Write a period as 2025-10, 2025-Q4, 2025-H1 or 2025-04-01..2025-09-30.")
    return Refused({"period": words}, code="bad_period")
