"""Where the lines and bars of the money charts stand, in units of their own small drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.domains.finance.rules.rush import first_days
from banyan.foundation.periods import Period, add_months

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 400, 210, 34, 22, 10
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Point:
    """A mark on an axis: where, and what stands there."""

    at: int
    label: str


@dataclass(frozen=True)
class Curve:
    """Spending over a contract year: `planned` and `spent` are polylines; axes in 10,000 yuan and months."""

    planned: str
    spent: str
    forecast: str
    months: tuple[Point, ...]
    amounts: tuple[Point, ...]
    today: int


@dataclass(frozen=True)
class Bar:
    """One month's spending as a bar."""

    month: date
    amount: Decimal
    x: int
    y: int
    height: int
    is_tail: bool


def spent_by_month(entries: Sequence[Entry], year: Period, until: date) -> list[Decimal]:
    """What was spent by the end of each month gone, cumulated, yuan."""
    sums = dict.fromkeys(first_days(year.start, min(until, year.end)), ZERO)
    for entry in entries:
        if entry.is_spending and entry.on.replace(day=1) in sums:
            sums[entry.on.replace(day=1)] += entry.debit
    return _cumulated(list(sums.values()))


def curve(planned: Sequence[Decimal], spent: Sequence[Decimal], year: Period) -> Curve:
    """Plan as steps, spending as a line, its present pace dotted to the end of the year."""
    months = first_days(year.start, year.end)
    end = _pace(spent, len(months))
    top = _round_up(max([*planned, *spent, end, Decimal(1)]))
    step = (WIDTH - LEFT) // len(months)
    seat = [LEFT + step * (index + 1) for index in range(len(months))]

    def height(amount: Decimal) -> int:
        return int(HEIGHT - BOTTOM - amount / top * (HEIGHT - BOTTOM - TOP))

    steps = [(x, amount) for x, amount in zip(seat, planned, strict=False)]
    return Curve(
        _stepped(steps, step, height),
        _line([(LEFT, ZERO), *zip(seat, spent, strict=False)], height),
        _line([(seat[len(spent) - 1], spent[-1]), (seat[-1], end)], height) if spent else "",
        tuple(Point(x - step // 2, str(month.month)) for x, month in zip(seat, months, strict=True)),
        tuple(Point(height(top * part / 4), _in_ten_thousands(top * part / 4)) for part in range(5)),
        seat[len(spent) - 1] if spent else LEFT,
    )


def bars(by_month: Mapping[date, Decimal], tail_months: int, height: int = 96) -> tuple[Bar, ...]:
    """A bar a month; the last ones are those watched for a rush."""
    top = max([*by_month.values(), Decimal(1)])
    step = WIDTH // max(len(by_month), 1)
    found = []
    for index, (month, amount) in enumerate(by_month.items()):
        tall = int(amount / top * (height - 18))
        is_tail = index >= len(by_month) - tail_months
        found.append(Bar(month, amount, index * step + step // 2 - 8, height - tall, tall, is_tail))
    return tuple(found)


def ends_of_months(year: Period) -> list[date]:
    """The last day of every month of a year."""
    return [
        date.fromordinal(add_months(first, 1).toordinal() - 1) for first in first_days(year.start, year.end)
    ]


def _pace(spent: Sequence[Decimal], months: int) -> Decimal:
    return spent[-1] / len(spent) * months if spent else ZERO


def _cumulated(amounts: list[Decimal]) -> list[Decimal]:
    sums, running = [], ZERO
    for amount in amounts:
        running += amount
        sums.append(running)
    return sums


def _round_up(amount: Decimal) -> Decimal:
    unit = Decimal(10) ** (len(str(int(amount))) - 1)
    return next(step * unit for step in _STEPS if step * unit >= amount)


def _in_ten_thousands(amount: Decimal) -> str:
    return f"{(amount / 10_000).normalize():f}"


def _line(points: Sequence[tuple[int, Decimal]], height: object) -> str:
    return " ".join(f"{x},{height(amount)}" for x, amount in points)  # type: ignore[operator]


def _stepped(points: Sequence[tuple[int, Decimal]], step: int, height: object) -> str:
    corners = [(place, amount) for x, amount in points for place in (x - step, x)]
    return _line(corners, height)
