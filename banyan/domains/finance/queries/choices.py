"""What may be chosen on the forms of this room."""

from __future__ import annotations

from banyan.core import door
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Budget, BudgetLine, EarmarkedFund
from banyan.domains.projects import public as projects


def items_for(by: Actor) -> list[tuple[str, str]]:
    """Items of expense in the budgets in force of the projects that somebody sees: code and name, each code once."""
    seen = projects.projects_of(by).values("pk")
    with door.opened("finance.choices"):
        lines = BudgetLine.everything.filter(
            budget__project__in=seen, budget__state=Budget.State.EFFECTIVE, side=BudgetLine.Side.EXPENSE
        )
        rows = dict(lines.order_by("-budget", "-position").values_list("code", "name"))
    return [(code, f"{code} {name}") for code, name in sorted(rows.items())]


def has_funds(by: Actor) -> bool:
    """Whether somebody sees a fund that a claim could be paid from."""
    return EarmarkedFund.objects.visible_to(by).exists()
