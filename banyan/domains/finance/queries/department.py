"""What a department may spend and has spent: for everybody who works in it (P4.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from banyan.core import door
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.finance.models import Budget, BudgetLine, VoucherLine
from banyan.domains.finance.queries.frames import phases_of, plain_item, year_of
from banyan.domains.finance.queries.releases import released_in, used_in
from banyan.domains.finance.rules.balances import ItemSum
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.phasing import due_by
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period

_HOUSE = system_actor("money of the own department")


@dataclass(frozen=True)
class DepartmentItem:
    """One item of the department: the year, and the month that runs; yuan."""

    item: ItemSum
    released: Decimal | None
    used: Decimal

    @property
    def left(self) -> Decimal:
        """What of this month's release is left."""
        return (self.released or ZERO) - self.used


@dataclass(frozen=True)
class DepartmentMoney:
    """The money of one department in one project."""

    unit: Any
    project: Any
    year: Period
    items: tuple[DepartmentItem, ...]

    @property
    def total(self) -> ItemSum:
        """Everything as one line."""
        every = [each.item for each in self.items]
        sums = (sum((getattr(item, name) for item in every), ZERO) for name in ("budget", "due", "spent"))
        return ItemSum("", "", "", self.unit.name, *sums)


def money_of_department(by: Actor, on: date) -> DepartmentMoney | None:
    """Execution of the department that a person works in: sums alone, so that nobody needs the right to the books."""
    unit = tree.current().units.get(by.person.unit_id) if by.person else None
    project = _project_at(unit) if unit and by.can(BudgetLine.permission("view"), unit) else None
    if unit is None or project is None:
        return None
    with door.opened("money of the own department"):
        year = year_of(project, on)
        lines = BudgetLine.everything.filter(budget__project=project, budget__state=Budget.State.EFFECTIVE)
        own = lines.filter(side=BudgetLine.Side.EXPENSE, department=unit.name).order_by("position")
        items = [plain_item(line) for line in own]
        spent, released, used = (
            _spent(project, year, on),
            released_in(project, on.replace(day=1)),
            used_in(project, on),
        )
        planned = _planned(project)
    return DepartmentMoney(
        unit,
        project,
        year,
        tuple(
            DepartmentItem(
                ItemSum(i.code, i.name, i.block, i.department, i.amount, due_by(i, year, on, planned.get(i.code, {})),
                        spent.get(i.code, ZERO)),
                released.get(i.code), used.get(i.code, ZERO),
            )
            for i in items
        ),
    )  # fmt: skip


def _project_at(unit: Any) -> Any | None:
    """The running project of the station that a department belongs to."""
    found = projects.projects_of(_HOUSE)
    return next((each for each in found.select_related("unit") if unit.path.startswith(each.unit.path)), None)


def _spent(project: Any, year: Period, on: date) -> dict[str, Decimal]:
    lines = VoucherLine.everything.filter(project=project, voucher__dated__range=(year.start, on)).exclude(
        item=""
    )
    spent = lines.filter(Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0))
    rows = spent.values_list("item").annotate(Sum("debit"), Sum("credit")).order_by()
    return {item: debit - credit for item, debit, credit in rows}


def _planned(project: Any) -> dict[str, dict[date, Decimal]]:
    budget = Budget.everything.filter(project=project, state=Budget.State.EFFECTIVE).first()
    return phases_of(budget, _HOUSE)
