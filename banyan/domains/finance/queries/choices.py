"""What may be chosen on the forms of this room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from banyan.core import door
from banyan.core.dated import value
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Budget, BudgetLine, EarmarkedFund
from banyan.domains.finance.settings import ACTIVITY_BLOCKS, PERSONNEL_BLOCKS
from banyan.domains.projects import public as projects


def items_for(by: Actor, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Items that somebody may claim under, by block: code and name, each code once, of the budgets in force they see.

    Blocks that pay for staff are left out: wages come as a payroll, not as claims. Blocks for activities stand first.
    """
    seen = projects.projects_of(by).values("pk")
    with door.opened("finance.choices"):
        lines = BudgetLine.everything.filter(
            budget__project__in=seen, budget__state=Budget.State.EFFECTIVE, side=BudgetLine.Side.EXPENSE
        )
        rows = list(
            lines.order_by("-budget", "-position").values_list("code", "name", "block", "budget__unit")
        )
    units = tree.current().units
    found = {code: (block, name) for code, name, block, unit in rows if block not in _staff(units[unit], on)}
    blocks: dict[str, list[tuple[str, str]]] = {}
    for code, (block, name) in sorted(found.items()):
        blocks.setdefault(block, []).append((code, f"{code} {name}"))
    active = {
        each for unit in {row[3] for row in rows} for each in value(ACTIVITY_BLOCKS.key, on, units[unit])
    }
    return sorted(blocks.items(), key=lambda each: each[0] not in active)


def _staff(unit: Any, on: date) -> Collection[str]:
    return list(value(PERSONNEL_BLOCKS.key, on, unit))


def has_funds(by: Actor) -> bool:
    """Whether somebody sees a fund that a claim could be paid from."""
    return EarmarkedFund.objects.visible_to(by).exists()
