"""Whether activity money is burned at the end of the year: by month, by department, beside plan and late instalments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.urls import reverse

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Receivable
from banyan.domains.finance.queries.execution import Execution
from banyan.domains.finance.rules import drawing
from banyan.domains.finance.rules import rush as rules
from banyan.domains.finance.rules.budget import Item
from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.domains.finance.rules.funds import late_days
from banyan.domains.finance.rules.phasing import due_by
from banyan.foundation.periods import month_of


@dataclass(frozen=True)
class MonthRow:
    """A month: what was used in it, what was booked in it, what the plan gave it, and its bar; yuan."""

    month: date
    used: Decimal
    posted: Decimal
    planned: Decimal
    bar: drawing.Bar
    plan_y: int


@dataclass(frozen=True)
class DepartmentRow:
    """A department's activity money, its rush index and the one set against the plan."""

    name: str
    rush: rules.Rush
    adjusted: Decimal | None
    tone: str


@dataclass(frozen=True)
class RushPage:
    """Everything that the page about the rush shows; `lines` are those of the last months, the largest first."""

    by_posting: bool
    rush: rules.Rush
    adjusted: Decimal | None
    tone: str
    months: tuple[MonthRow, ...]
    departments: tuple[DepartmentRow, ...]
    late: tuple[tuple[Receivable, int], ...]
    lines: tuple[tuple[Entry, str], ...]


def rush_page(found: Execution, by: Actor, *, posted: bool) -> RushPage:
    """By the day of use, or by the day of the voucher; one statement besides the execution's own."""
    frame = found.frame
    used = [entry for entry in found.entries if entry.item in frame.activity_items]
    seen = rules.rush(used, frame.year, found.on, frame.tail_months, posted=posted)
    items = [item for item in found.items if item.code in frame.activity_items]
    planned = _planned(found, items)
    index = rules.adjusted(seen, planned, frame.tail_months)
    return RushPage(
        posted, seen, index, rules.tone(seen.index, frame.rush_amber, frame.rush_red),
        tuple(_months(found, used, seen, planned)), tuple(_departments(found, used, items, posted)),
        tuple(late_instalments(found.project, by, found.on)), tuple(_lines(found, used, seen, posted)),
    )  # fmt: skip


def late_instalments(project: Any, by: Actor, today: date) -> list[tuple[Receivable, int]]:
    """Instalments of a project that came late, or are late, with the days. One statement."""
    rows = Receivable.objects.visible_to(by).filter(project=project).order_by("due_on", "number")
    every = ((each, late_days(each.due_on, each.received_on, today)) for each in rows)
    return [(each, days) for each, days in every if days]


def _planned(found: Execution, items: Sequence[Item]) -> list[Decimal]:
    """What each month gone had to spend on these items."""
    year, last = found.frame.year, min(found.on, found.frame.year.end)
    firsts = rules.first_days(year.start, last)
    due = [
        sum((due_by(i, year, month_of(first).end, found.phases.get(i.code, {})) for i in items), ZERO)
        for first in firsts
    ]
    return [later - earlier for earlier, later in pairwise([ZERO, *due])]


def _months(
    found: Execution, used: Sequence[Entry], seen: rules.Rush, planned: Sequence[Decimal]
) -> Iterable[MonthRow]:
    frame = found.frame
    by_use = rules.rush(used, frame.year, found.on, frame.tail_months).by_month
    by_post = rules.rush(used, frame.year, found.on, frame.tail_months, posted=True).by_month
    top = max([*(amount for _month, amount in seen.by_month), *planned, Decimal(1)])
    bars = drawing.bars(dict(seen.by_month), frame.tail_months, top=top)
    for (month, used_in), (_month, posted_in), plan, bar in zip(by_use, by_post, planned, bars, strict=True):
        yield MonthRow(month, used_in, posted_in, plan, bar, drawing.level(plan, top))


def _departments(
    found: Execution, used: Sequence[Entry], items: Sequence[Item], posted: bool
) -> Iterable[DepartmentRow]:
    """Quotas are by department, so the rush is as well; who uses the money, by the voucher."""
    frame = found.frame
    grouped = rules.by_department(used)
    for name, lines in sorted(grouped.items()):
        seen = rules.rush(lines, frame.year, found.on, frame.tail_months, posted=posted)
        plan = _planned(found, [item for item in items if item.department == name])
        adjusted = rules.adjusted(seen, plan, frame.tail_months)
        yield DepartmentRow(name, seen, adjusted, rules.tone(seen.index, frame.rush_amber, frame.rush_red))


def _lines(
    found: Execution, used: Sequence[Entry], seen: rules.Rush, posted: bool
) -> Iterable[tuple[Entry, str]]:
    months = {month for month, _amount in seen.by_month[-found.frame.tail_months :]}
    tail = [e for e in used if e.spent and (e.on if posted else e.event_day).replace(day=1) in months]
    for entry in sorted(tail, key=lambda each: (-each.spent, each.on, each.voucher)):
        page = found.pages.get(entry.voucher)
        yield entry, reverse("finance.voucher.detail", args=(page,)) if page else ""
