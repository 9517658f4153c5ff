"""The lines behind a figure, and which project a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Sum, Value, When

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.domains.finance.models import Budget, VoucherLine
from banyan.domains.finance.queries.books import lines_visible
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.projects import public as projects

#: The last part of an address for lines that name no item.
WITHOUT = "-"


@dataclass(frozen=True)
class Found:
    """Lines of the books with the address of their voucher, and what they come to in yuan."""

    lines: tuple[tuple[VoucherLine, str], ...]
    total: Decimal


def lines_of_item(project: Any, item: str, by: Actor, until: date) -> Found:
    """What was spent on an item in the contract year, line by line; exactly what the execution counts."""
    year = year_of(project, until)
    kept = lines_visible(by, project=project, until=until).select_related("voucher__unit")
    kept = kept.filter(item="" if item == WITHOUT else item, voucher__dated__gte=year.start)
    spent = [
        line for line in kept.order_by("voucher__dated", "voucher__number", "position") if _is_spent(line)
    ]
    total = sum((line.debit - line.credit for line in spent), ZERO)
    return Found(tuple((line, page_of(line.voucher)) for line in spent), total)


def _is_spent(line: VoucherLine) -> bool:
    is_cost = line.account.startswith("5")
    return is_cost or (line.account.startswith("1") and bool(line.item) and line.debit > 0)


def project_or_none(by: Actor, public_id: UUID | None = None) -> Any | None:
    """The project of an address, else the one with the largest budget in force among those the actor sees."""
    seen = projects.projects_of(by).select_related("unit", "lead")
    if public_id is not None:
        return seen.filter(public_id=public_id).first()
    in_force = Case(
        When(state=Budget.State.EFFECTIVE, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    budgets = Budget.objects.visible_to(by).annotate(in_force=in_force, whole=Sum("lines__amount", default=0))
    largest = budgets.order_by("-in_force", "-whole", "-id").first()
    return seen.filter(pk=largest.project_id).first() if largest else seen.first()
