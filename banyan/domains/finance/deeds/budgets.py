"""What is done to budgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Budget, BudgetLine, BudgetPhase
from banyan.domains.finance.queries.execution import limits_on
from banyan.domains.finance.queries.frames import plain_item
from banyan.domains.finance.queries.phases import phases_in
from banyan.domains.finance.rules.changes import check_lump_sums, check_phases, check_shares
from banyan.domains.finance.rules.editions import TENDER, check_ready, check_tender

State = Budget.State


@deed(Budget, "put_in_force", frm=State.DRAFT, to=State.EFFECTIVE, label=_("Bring into effect"), icon="check")
def put_in_force(budget: Budget, by: Actor, now: datetime, basis: str, in_spite: str = "") -> None:
    """From now on the books are judged by this edition; the one before is superseded (R5.1.4).

    `in_spite` says why shares of blocks lie outside what is agreed (R5.2.1).
    """
    items = [plain_item(line) for line in BudgetLine.everything.filter(budget=budget).order_by("position")]
    check_ready([(item.side, item.amount) for item in items], basis)
    check_lump_sums(items)
    check_shares(items, limits_on(budget.unit, now.date()), in_spite)
    for item, months in phases_in(budget).items():
        check_phases(next(each.amount for each in items if each.code == item), months, item)
    for earlier in Budget.everything.filter(project=budget.project, state=State.EFFECTIVE):
        supersede(earlier, by=by, now=now)
    budget.basis, budget.effective_on = basis, now.date()


@deed(
    Budget,
    "keep_as_tender",
    frm=State.DRAFT,
    to=State.TENDER,
    label=_("Keep as the tender's"),
    icon="archive",
)
def keep_as_tender(budget: Budget, by: Actor, now: datetime, basis: str) -> None:
    """It is what was offered, edition 0: nothing is spent by it, and every later edition is held beside it (R2.2.1)."""
    lines = BudgetLine.everything.filter(budget=budget).values_list("side", "amount")
    is_kept = Budget.everything.filter(project=budget.project, edition=TENDER).exclude(pk=budget.pk).exists()
    check_tender(lines, basis, is_kept)
    budget.basis, budget.edition = basis, TENDER


@deed(Budget, "supersede", frm=State.EFFECTIVE, to=State.SUPERSEDED, system=True, label=_("Supersede"))
def supersede(budget: Budget, by: Actor, now: datetime) -> None:
    """A newer edition takes its place; it stays readable."""


@deed(Budget, "phase", frm=State.DRAFT, label=_("Plan the months"), icon="calendar-stats")
def phase(
    budget: Budget, by: Actor, now: datetime, months: Mapping[str, Mapping[date, Decimal]] | None = None
) -> None:
    """Say how much of an item falls into which month; items that are not named stay even."""
    lines = {line.code: line for line in BudgetLine.everything.filter(budget=budget)}
    for code, planned in (months or {}).items():
        wanted = {month: amount for month, amount in planned.items() if amount}
        check_phases(lines[code].amount, wanted, code)
        BudgetPhase.everything.filter(line=lines[code]).delete()
        BudgetPhase.everything.bulk_create(
            BudgetPhase(line=lines[code], month=month, amount=amount) for month, amount in wanted.items()
        )
