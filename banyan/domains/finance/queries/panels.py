"""What stands on the pages of budgets and vouchers."""

from __future__ import annotations

from typing import Any

from banyan.core import clock
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Budget, BudgetLine, Voucher, VoucherLine
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.queries.frames import items_of as plain_items
from banyan.domains.finance.queries.frames import plain_item, year_of
from banyan.domains.finance.rules import budget as rules
from banyan.domains.finance.rules.editions import compared


def items_of(budget: Budget, by: Actor) -> dict[str, Any]:
    """Both sides of a budget with their totals, the blocks with their shares, and how far one source carries it."""
    lines = BudgetLine.objects.visible_to(by).filter(budget=budget).order_by("position")
    items = plain_items(budget, by)
    sums = rules.by_block(items)
    shares = rules.shares(sums)
    return {
        "budget": budget,
        "begins": year_of(budget.project, budget.effective_on or clock.today()).start,
        "incomes": [line for line in lines if line.side == "income"],
        "expenses": [line for line in lines if line.side == "expense"],
        "income": rules.total(items, "income"),
        "expense": rules.total(items, "expense"),
        "blocks": [(name, amount, shares[name]) for name, amount in sums.items()],
        "concentration": rules.concentration(item.amount for item in items if item.side == "income"),
    }


def editions_of(budget: Budget, by: Actor) -> dict[str, Any]:
    """Every edition of the project's budget item by item, from the tender's on, and what this one changed."""
    kept = list(Budget.objects.visible_to(by).filter(project=budget.project).order_by("edition"))
    items: dict[int, list[rules.Item]] = {each.pk: [] for each in kept}
    for line in BudgetLine.objects.visible_to(by).filter(budget__in=kept).order_by("position"):
        items[line.budget_id].append(plain_item(line))
    at = kept.index(budget)
    return {
        "budget": budget,
        "editions": kept,
        "before": kept[at - 1] if at else None,
        "rows": compared([items[each.pk] for each in kept], at),
        "totals": [rules.total(items[each.pk], "expense") for each in kept],
    }


def lines_of(voucher: Voucher, by: Actor) -> dict[str, Any]:
    """The lines of a voucher, and what stands on all of them."""
    lines = list(VoucherLine.objects.visible_to(by).filter(voucher=voucher).order_by("position"))
    return {"lines": lines, "first": lines[0] if lines else None, "voucher": voucher}


def findings_of(voucher: Voucher, by: Actor) -> dict[str, Any]:
    """What the books say against this voucher."""
    if voucher.project is None:
        return {"findings": []}
    found = execution_of(voucher.project, by, clock.today()).findings
    return {"findings": [each for each in found if voucher.number in each.vouchers]}
