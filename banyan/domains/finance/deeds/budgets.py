"""What is done to budgets."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Budget, BudgetLine
from banyan.domains.finance.rules.editions import check_ready

State = Budget.State


@deed(Budget, "put_in_force", frm=State.DRAFT, to=State.EFFECTIVE, label=_("Bring into effect"), icon="check")
def put_in_force(budget: Budget, by: Actor, now: datetime, basis: str) -> None:
    """From now on the books are judged by this edition; the one before is superseded (R5.1.4)."""
    lines = list(BudgetLine.everything.filter(budget=budget).values_list("side", "amount"))
    check_ready(lines, basis)
    for earlier in Budget.everything.filter(project=budget.project, state=State.EFFECTIVE):
        supersede(earlier, by=by, now=now)
    budget.basis, budget.effective_on = basis, now.date()


@deed(Budget, "supersede", frm=State.EFFECTIVE, to=State.SUPERSEDED, system=True, label=_("Supersede"))
def supersede(budget: Budget, by: Actor, now: datetime) -> None:
    """A newer edition takes its place; it stays readable."""
