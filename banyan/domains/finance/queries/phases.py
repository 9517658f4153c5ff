"""The planned months of a budget, for writing them and for putting it into effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Budget, BudgetLine, BudgetPhase
from banyan.domains.finance.queries.frames import phases_of, year_of
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.rush import first_days


def phases_in(budget: Budget) -> dict[str, dict[date, Decimal]]:
    """Item → first of month → yuan. Asked inside deeds."""
    found: dict[str, dict[date, Decimal]] = {}
    rows = BudgetPhase.everything.filter(line__budget=budget).values_list("line__code", "month", "amount")
    for code, month, amount in rows:
        found.setdefault(code, {})[month] = amount
    return found


@dataclass(frozen=True)
class PhaseCell:
    """What is planned of an item for one month, and what its box on the sheet is called."""

    name: str
    month: date
    amount: Decimal | None


@dataclass(frozen=True)
class PhaseRow:
    """One item with what is planned for each month; empty months are None."""

    line: BudgetLine
    cells: tuple[PhaseCell, ...]

    def shown(self, typed: Mapping[str, str]) -> list[tuple[PhaseCell, Any]]:
        """Each month with what stands in its box: as it was typed where the sheet came back."""
        return [(cell, typed.get(cell.name, cell.amount)) for cell in self.cells]

    @property
    def planned(self) -> Decimal:
        return sum((cell.amount for cell in self.cells if cell.amount), ZERO)

    @property
    def differs(self) -> bool:
        """Planned, and not to the whole amount."""
        return bool(self.planned) and self.planned != self.line.amount


def phase_sheet(budget: Budget, by: Actor, on: date) -> tuple[list[date], list[PhaseRow]]:
    """The months of the contract year, and every expense with its plan."""
    year = year_of(budget.project, budget.effective_on or on)
    months = first_days(year.start, year.end)
    planned = phases_of(budget, by)
    lines = BudgetLine.objects.visible_to(by).filter(budget=budget, side=BudgetLine.Side.EXPENSE)
    rows = [
        PhaseRow(line, tuple(_cell(line.code, month, planned) for month in months))
        for line in lines.order_by("position")
    ]
    return months, rows


def _cell(code: str, month: date, planned: Mapping[str, Mapping[date, Decimal]]) -> PhaseCell:
    return PhaseCell(f"{code}-{month:%Y-%m}", month, planned.get(code, {}).get(month))
