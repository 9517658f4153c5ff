"""What moves of budget and unplanned needs ask: the items in force, what is spent, the rules of the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from banyan.core.dated import value
from banyan.domains.finance import settings
from banyan.domains.finance.models import Budget, BudgetLine, MonthlyBudget, UnplannedNeed, VoucherLine
from banyan.domains.finance.queries.execution import limits_on
from banyan.domains.finance.queries.frames import plain_item, year_of
from banyan.domains.finance.queries.releases import standing_of
from banyan.domains.finance.queries.spending import left_of, lines_in_force
from banyan.domains.finance.rules.budget import Item, Limits
from banyan.domains.finance.rules.changes import MoveRules
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.monthly import first_of


def expenses_in_force(project: Any) -> list[Item]:
    """The expenses of the budget in force as plain values."""
    lines = BudgetLine.everything.filter(budget__project=project, budget__state=Budget.State.EFFECTIVE)
    return [plain_item(line) for line in lines.filter(side=BudgetLine.Side.EXPENSE).order_by("position")]


def spent_on(project: Any, item: str, on: date) -> Decimal:
    """What the books of the contract year show as spent on an item, yuan."""
    year = year_of(project, on)
    lines = VoucherLine.everything.filter(
        project=project, item=item, voucher__dated__range=(year.start, year.end)
    )
    spent = lines.filter(Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0))
    sums = spent.aggregate(Sum("debit"), Sum("credit"))
    return (sums["debit__sum"] or ZERO) - (sums["credit__sum"] or ZERO)


def free_of(project: Any, item: str, on: date) -> Decimal:
    """What of an item is neither spent, claimed nor held by an advance, nor released for this month or one to come."""
    lines = lines_in_force(project, [item])
    left = left_of(lines, project, on).get(item, ZERO)
    months = MonthlyBudget.everything.filter(
        project=project, month__gte=first_of(on), state=MonthlyBudget.State.RELEASED
    )
    promised = ZERO
    for month in months.values_list("month", flat=True):
        standing = standing_of(project, item, month)
        promised += max((standing.released or ZERO) - standing.used, ZERO)
    return min(left, lines[item].amount - spent_on(project, item, on) - promised) if item in lines else ZERO


def move_rules(unit: Any, on: date) -> MoveRules:
    """What moves are allowed on a day."""
    return MoveRules(
        Decimal(str(value(settings.MOVE_PERCENT.key, on, unit))),
        frozenset(value(settings.PERSONNEL_BLOCKS.key, on, unit)),
        bool(value(settings.PERSONNEL_MAY_LEAVE.key, on, unit)),
    )


def limits_of(project: Any, on: date) -> dict[str, Limits]:
    """Block → floor and cap that the contract sets on a day."""
    return limits_on(project.unit, on)


def contingency_left(project: Any, on: date) -> Decimal:
    """What the contingency items have left: budget − spent − granted to needs and not spent by their lines yet."""
    blocks = value(settings.CONTINGENCY_BLOCKS.key, on, project.unit)
    items = [item for item in expenses_in_force(project) if item.block in blocks]
    spent = sum((spent_on(project, item.code, on) for item in items), ZERO)
    granted = UnplannedNeed.everything.filter(project=project, way=UnplannedNeed.Way.CONTINGENCY)
    promised = granted.aggregate(Sum("granted"))["granted__sum"] or ZERO
    return sum((item.amount for item in items), ZERO) - max(spent, promised)
