"""What stands beside the execution of a budget: approved and not yet paid, the bank, the other projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import BankLine, Budget, Claim, ClaimLine
from banyan.domains.finance.queries.answers import reconciliation
from banyan.domains.finance.queries.books import bank_accounts
from banyan.domains.finance.queries.execution import Execution
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.reconciling import Reconciliation
from banyan.domains.projects import public as projects


@dataclass(frozen=True)
class Unpaid:
    """Claims that are approved and wait for their payment: how many, and yuan by budget item."""

    claims: int
    by_item: Mapping[str, Decimal]

    @property
    def amount(self) -> Decimal:
        return sum(self.by_item.values(), ZERO)


def unpaid_of(project: Any, by: Actor) -> Unpaid:
    """The approved claims that the actor may see. One statement."""
    lines = ClaimLine.objects.visible_to(by).filter(claim__project=project, claim__state=Claim.State.APPROVED)
    rows = lines.values_list("claim", "budget_line__code").order_by()
    claims, by_item = set(), dict[str, Decimal]()
    for claim, item, amount in rows.annotate(sum=Sum(Coalesce("sanctioned", "amount"))):
        claims.add(claim)
        by_item[item] = by_item.get(item, ZERO) + amount
    return Unpaid(len(claims), by_item)


@dataclass(frozen=True)
class Banked:
    """The account that a project's money lies on, and what bank and books say of it."""

    account: Any
    found: Reconciliation


def banked_of(run: Execution, by: Actor) -> Banked | None:
    """Bank and books of the project's account; None where no statement came in or the actor may not see it."""
    if not by.may(BankLine.permission("view")):
        return None
    accounts = bank_accounts(by, project=run.project)
    return Banked(accounts[0], reconciliation(accounts[0], by, run.on)) if accounts else None


def others_of(project: Any, by: Actor) -> list[Any]:
    """The other projects with a budget in force that the actor may see, by number. One statement."""
    budgets = Budget.objects.visible_to(by).filter(state=Budget.State.EFFECTIVE).exclude(project=project)
    return list(projects.projects_of(by).filter(pk__in=budgets.values("project")).order_by("number"))
