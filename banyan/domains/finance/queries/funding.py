"""Where the money of an agency comes from."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from banyan.core.identity import tree
from banyan.domains.finance.models import Budget, BudgetLine
from banyan.domains.finance.rules.budget import Concentration, concentration


def funding_of_agencies() -> dict[int, Concentration]:
    """Unit id of an agency → how far its income comes from one place, by the budgets in effect. One statement.

    A source is one kind of income from one purchaser.
    """
    rows = BudgetLine.everything.filter(side=BudgetLine.Side.INCOME, budget__state=Budget.State.EFFECTIVE)
    found: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for unit, purchaser, name, amount in rows.values_list(
        "budget__unit_id", "budget__project__purchaser", "name", "amount"
    ):
        found[tree.root_of(tree.current().units[unit]).pk][purchaser, name] += amount
    return {agency: concentration(sources.values()) for agency, sources in found.items()}
