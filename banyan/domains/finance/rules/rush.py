"""Money burned at the end of a year (P4.9): how much of it falls into the last months, and what an even year would show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.finance.rules.budget import percent
from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.foundation.periods import Period, add_months

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass(frozen=True)
class Rush:
    """Amounts in yuan, shares in per cent; None where nothing was spent.

    `index` compares the share of the last months with an even year (1 = even), `week_ratio` the last seven days
    with a mean week.
    """

    total: Decimal
    tail: Decimal
    tail_share: Decimal | None
    index: Decimal | None
    week: Decimal
    week_share: Decimal | None
    week_ratio: Decimal | None
    by_month: tuple[tuple[date, Decimal], ...]


def rush(
    entries: Iterable[Entry], year: Period, until: date, tail_months: int, *, posted: bool = False
) -> Rush:
    """Spending by the day it was used, or with `posted` by the day of its voucher, from the start of the year to `until`."""
    last = min(until, year.end)

    def day(entry: Entry) -> date:
        return entry.on if posted else entry.event_day

    used = [entry for entry in entries if entry.spent and year.start <= day(entry) <= last]
    by_month = dict.fromkeys(first_days(year.start, last), ZERO)
    for entry in used:
        by_month[day(entry).replace(day=1)] += entry.spent
    total = sum(by_month.values(), ZERO)
    tail = sum(list(by_month.values())[-tail_months:], ZERO)
    week = sum((entry.spent for entry in used if day(entry) > last - timedelta(days=7)), ZERO)
    return Rush(
        total, tail, percent(tail, total), _index(tail, total, tail_months, len(by_month)),
        week, percent(week, total), _week_ratio(week, total, (last - year.start).days + 1), tuple(by_month.items()),
    )  # fmt: skip


def first_days(start: date, end: date) -> list[date]:
    """The first of every month that a stretch of days touches."""
    days = [start.replace(day=1)]
    while (following := add_months(days[-1], 1)) <= end:
        days.append(following)
    return days


def _index(tail: Decimal, total: Decimal, tail_months: int, elapsed: int) -> Decimal | None:
    """Tail share over the share that these months are of those gone by."""
    if not total or elapsed <= tail_months:
        return None
    return (tail / total * elapsed / tail_months).quantize(_CENT, ROUND_HALF_UP)


def _week_ratio(week: Decimal, total: Decimal, days: int) -> Decimal | None:
    return (week / (total / days * 7)).quantize(_TENTH, ROUND_HALF_UP) if total else None


def warns_early(spent: Decimal, budget: Decimal, elapsed: int, months: int, limit: Decimal) -> bool:
    """At two thirds of the year: what is left would have to be spent `limit` times as fast as so far."""
    left = months - elapsed
    if not 0 < left <= months // 3 or budget <= spent:
        return False
    return spent == ZERO or (budget - spent) / left / (spent / elapsed) > limit


def adjusted(found: Rush, planned: Sequence[Decimal], tail_months: int) -> Decimal | None:
    """The share of the last months over the share that the plan gives them: 1 where the plan itself is seasonal.

    `planned` is what each month that is over had to spend, yuan. None where nothing was spent or planned.
    """
    whole, tail = sum(planned, ZERO), sum(planned[-tail_months:], ZERO)
    if not found.total or not tail or len(planned) <= tail_months:
        return None
    return (found.tail / found.total / (tail / whole)).quantize(_CENT, ROUND_HALF_UP)


def tone(index: Decimal | None, amber: Decimal, red: Decimal) -> str:
    """breach above the red line, attn above the amber one, else nothing."""
    if index is None or index <= amber:
        return ""
    return "breach" if index > red else "attn"


def by_department(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """Spending lines by the department that used the money; quotas are by department."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.is_spending:
            found.setdefault(entry.department, []).append(entry)
    return {name: tuple(lines) for name, lines in found.items()}
