"""The year ruler: months of a contract year, which of them are frozen, its milestones, and where today stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Milestone:
    label: str
    on: date


@dataclass(frozen=True)
class Month:
    number: int
    frozen: bool
    milestones: tuple[str, ...]


@dataclass(frozen=True)
class Ruler:
    """What the page needs to draw the ruler; `share` is the elapsed share of the year in percent."""

    start: date
    end: date
    months: tuple[Month, ...]
    day: int
    days: int
    share: Decimal

    @property
    def place(self) -> str:
        """The class that puts the time mark in its place."""
        return f"p{int(self.share.to_integral_value(ROUND_HALF_UP))}"

    @property
    def early(self) -> bool:
        """In the first weeks the word today stands right of the mark, or it would leave the page."""
        return self.share < 10

    @property
    def frozen_count(self) -> int:
        return sum(month.frozen for month in self.months)


def year_ruler(
    start: date,
    end: date,
    today: date,
    frozen_until: date | None = None,
    milestones: Iterable[Milestone] = (),
) -> Ruler:
    """The ruler of a contract year (both days included), read on the given day."""
    days = (end - start).days + 1
    day = min(max((today - start).days + 1, 0), days)
    share = (Decimal(100 * day) / days).quantize(Decimal("0.1"), ROUND_HALF_UP)
    marks = tuple(milestones)
    months = tuple(_month(first, frozen_until, marks) for first in _first_days(start, end))
    return Ruler(start, end, months, day, days, share)


def _first_days(start: date, end: date) -> Iterable[date]:
    first = start.replace(day=1)
    while first <= end:
        yield first
        first = _next_month(first)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _month(first: date, frozen_until: date | None, milestones: tuple[Milestone, ...]) -> Month:
    last = _next_month(first) - timedelta(days=1)
    within = tuple(mark.label for mark in milestones if first <= mark.on <= last)
    return Month(first.month, frozen_until is not None and last <= frozen_until, within)
