"""The budget of a project beside its books: what was due, what was spent, what wants an explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import Budget
from banyan.domains.finance.queries.books import entries, lines_visible, voucher_pages
from banyan.domains.finance.queries.frames import budget_of, frame_of, items_of, phases_of
from banyan.domains.finance.queries.records import records_of
from banyan.domains.finance.rules import budget as rules
from banyan.domains.finance.rules.balances import ItemSum, spent_by_item
from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.domains.finance.rules.findings import Finding, Frame, Records, look
from banyan.domains.finance.rules.phasing import due_by
from banyan.domains.finance.rules.rush import Rush, rush


@dataclass(frozen=True)
class BlockSum:
    """A block of the budget with its items; `share` of everything spent in per cent, `verdict` by the contract."""

    name: str
    items: tuple[ItemSum, ...]
    share: Decimal | None
    limits: rules.Limits
    verdict: str

    @cached_property
    def budget(self) -> Decimal:
        return sum((item.budget for item in self.items), ZERO)

    @cached_property
    def due(self) -> Decimal:
        return sum((item.due for item in self.items), ZERO)

    @cached_property
    def spent(self) -> Decimal:
        return sum((item.spent for item in self.items), ZERO)

    @property
    def total(self) -> ItemSum:
        """The block as one line."""
        return ItemSum("", self.name, self.name, "", self.budget, self.due, self.spent)


@dataclass(frozen=True)
class Execution:
    """A project's money on a day."""

    project: Any
    on: date
    budget: Budget | None
    items: tuple[rules.Item, ...]
    entries: tuple[Entry, ...]
    frame: Frame
    blocks: tuple[BlockSum, ...]
    rush: Rush
    phases: Mapping[str, Mapping[date, Decimal]]
    pages: Mapping[str, Any]
    records: Records

    @property
    def is_phased(self) -> bool:
        """Whether somebody planned the months; otherwise they are even."""
        return bool(self.phases)

    @property
    def total(self) -> ItemSum:
        """Everything as one line."""
        sums = [block.total for block in self.blocks]
        return ItemSum(
            "", "", "", "", sum((s.budget for s in sums), ZERO), sum((s.due for s in sums), ZERO),
            sum((s.spent for s in sums), ZERO),
        )  # fmt: skip

    @cached_property
    def findings(self) -> list[Finding]:
        return look(self.entries, self.frame, self.records)

    @cached_property
    def concentration(self) -> rules.Concentration:
        return rules.concentration(item.amount for item in self.items if item.side == "income")


def execution_of(project: Any, by: Actor, on: date) -> Execution:
    """Budget and books of a project as the actor may see them, by the settings of the day."""
    budget = budget_of(project, by)
    items = items_of(budget, by)
    phases = phases_of(budget, by)
    lines = lines_visible(by, project=project, until=on)
    booked = entries(lines)
    frame = frame_of(project, items, on)
    spent = spent_by_item([entry for entry in booked if entry.on >= frame.year.start], on)
    sums = [_sum(item, frame, phases, spent) for item in items if item.side == "expense"]
    strays = [_stray(code, amount) for code, amount in spent.items() if code not in frame.budget and amount]
    for_activities = [entry for entry in booked if entry.item in frame.activity_items]
    return Execution(
        project, on, budget, tuple(items), tuple(booked), frame, tuple(_blocks([*sums, *strays], project, on)),
        rush(for_activities, frame.year, on, frame.tail_months), phases, voucher_pages(lines),
        records_of({project.public_id: booked}, {project.public_id: project.unit}, on)[project.public_id],
    )  # fmt: skip


def _sum(item: rules.Item, frame: Frame, phases: dict[str, Any], spent: dict[str, Decimal]) -> ItemSum:
    due = due_by(item, frame.year, frame.until, phases.get(item.code, {}))
    return ItemSum(
        item.code, item.name, item.block, item.department, item.amount, due, spent.get(item.code, ZERO)
    )


def _stray(code: str, amount: Decimal) -> ItemSum:
    return ItemSum(code, "", "", "", ZERO, ZERO, amount, is_in_budget=False)


def _blocks(items: Sequence[ItemSum], project: Any, on: date) -> Iterable[BlockSum]:
    agreed = limits_on(project.unit, on)
    grouped: dict[str, list[ItemSum]] = {}
    for item in items:
        grouped.setdefault(item.block, []).append(item)
    whole = sum((item.spent for item in items), ZERO)
    for name, some in grouped.items():
        share = rules.percent(sum((item.spent for item in some), ZERO), whole)
        limits = agreed.get(name, rules.Limits())
        verdict = "good" if share is None else limits.verdict(share)
        yield BlockSum(name, tuple(some), share, limits, verdict)


def limits_on(unit: Any, on: date) -> dict[str, rules.Limits]:
    """Block → lowest and highest share in per cent that the contract allows on a day."""
    table = value(settings.BLOCK_SHARES.key, on, unit)
    return {name: rules.Limits(_number(low), _number(high)) for name, low, high in table}


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
