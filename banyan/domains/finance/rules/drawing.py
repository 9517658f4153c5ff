"""Where the lines and bars of the money charts stand, in units of their own small drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.domains.finance.rules.rush import first_days
from banyan.foundation.periods import Period, add_months

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 400, 210, 34, 22, 10, 58
BARS = 96
_YUAN = Decimal(1)
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Point:
    """A mark on an axis: where, and what stands there."""

    at: int
    label: str


@dataclass(frozen=True)
class End:
    """What a line comes to, written at its end in 10,000 yuan."""

    kind: str
    x: int
    y: int
    label: str


@dataclass(frozen=True)
class Curve:
    """Spending over a contract year: `planned` and `spent` are polylines; axes in 10,000 yuan and months.

    `top` is the amount at the upper edge, `figures` what the lines are drawn from: month, plan and spending by its end.
    """

    planned: str
    spent: str
    forecast: str
    months: tuple[Point, ...]
    amounts: tuple[Point, ...]
    today: int
    top: Decimal
    ends: tuple[End, ...]
    figures: tuple[tuple[date, Decimal, Decimal | None], ...]


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
    step = (WIDTH - LEFT - RIGHT) // len(months)
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
        top,
        tuple(_ends(planned, spent, end, seat, height)),
        tuple(
            (month, plan, spent[at] if at < len(spent) else None)
            for at, (month, plan) in enumerate(zip(months, planned, strict=True))
        ),
    )


def _ends(
    planned: Sequence[Decimal],
    spent: Sequence[Decimal],
    end: Decimal,
    seat: Sequence[int],
    height: Callable[[Decimal], int],
) -> Iterator[End]:
    """Plan and pace at the end of the year, spending where it stands; labels keep their distance."""
    yield End("planned", seat[-1] + 3, height(planned[-1]), _in_ten_thousands(planned[-1]))
    if spent and len(spent) < len(seat):
        pace = height(end)
        apart = pace - height(planned[-1])
        yield End(
            "pace",
            seat[-1] + 3,
            pace + (12 - abs(apart) if abs(apart) < 12 else 0),
            _in_ten_thousands(end.quantize(_YUAN)),
        )
    if spent:
        yield End("spent", seat[len(spent) - 1] + 3, height(spent[-1]) + 12, _in_ten_thousands(spent[-1]))


def level(amount: Decimal, top: Decimal, height: int = BARS) -> int:
    """Where an amount stands in the drawing of bars."""
    return height - int(max(amount, ZERO) / top * (height - 18))


def bars(
    by_month: Mapping[date, Decimal], tail_months: int, height: int = BARS, *, top: Decimal | None = None
) -> tuple[Bar, ...]:
    """A bar a month; the last ones are those watched for a rush. `top` is the amount of the tallest bar."""
    top = top or max([*by_month.values(), Decimal(1)])
    step = WIDTH // max(len(by_month), 1)
    found = []
    for index, (month, amount) in enumerate(by_month.items()):
        tall = height - level(amount, top, height)
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
    return f"{(amount / 10_000).quantize(Decimal('0.01')).normalize():f}"


def _line(points: Sequence[tuple[int, Decimal]], height: object) -> str:
    return " ".join(f"{x},{height(amount)}" for x, amount in points)  # type: ignore[operator]


def _stepped(points: Sequence[tuple[int, Decimal]], step: int, height: object) -> str:
    corners = [(place, amount) for x, amount in points for place in (x - step, x)]
    return _line(corners, height)
