"""Where the money of an agency comes from."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from banyan.core.identity import tree
from banyan.domains.finance.models import Budget, BudgetLine
from banyan.domains.finance.rules.budget import Concentration, concentration


def funding_of_agencies() -> dict[int, Concentration]:
    """Unit id of an agency → how far its income comes from one place. Two statements.

    Read from each project's budget in effect, where none is from its newest draft. A source is one kind of income
    from one purchaser.
    """
    found: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    rows = BudgetLine.everything.filter(side=BudgetLine.Side.INCOME, budget__in=_standing())
    for unit, purchaser, name, amount in rows.values_list(
        "budget__unit_id", "budget__project__purchaser", "name", "amount"
    ):
        found[tree.root_of(tree.current().units[unit]).pk][purchaser, name] += amount
    return {agency: concentration(sources.values()) for agency, sources in found.items()}


def _standing() -> list[int]:
    """One budget of each project: the one in effect, else the newest draft."""
    rows = Budget.everything.filter(state__in=(Budget.State.DRAFT, Budget.State.EFFECTIVE)).order_by(
        "edition"
    )
    chosen: dict[int, tuple[bool, int]] = {}
    for pk, project, state in rows.values_list("pk", "project_id", "state"):
        is_effective = state == Budget.State.EFFECTIVE
        if is_effective or not chosen.get(project, (False, 0))[0]:
            chosen[project] = (is_effective, pk)
    return [pk for _is_effective, pk in chosen.values()]
