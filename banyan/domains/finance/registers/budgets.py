"""Budgets as a register."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, register
from banyan.domains.finance.deeds import budgets
from banyan.domains.finance.deeds.intake import TakingInBudget
from banyan.domains.finance.models import Budget
from banyan.domains.finance.queries import panels
from banyan.domains.finance.queries.intake import budget_references, budget_review
from banyan.domains.finance.rules.sheets import BUDGET

budget_register = register(
    Register(
        model=Budget,
        words=Words(
            _("Budgets"),
            _("What was agreed about a project's money belongs here, edition by edition: where it comes from, what it is for."),
            _("Bring the contract's budget in"),
            "R5.2.2",
            "coin-yuan",
        ),
        area="finance",
        columns=("number", "project", "edition", "effective_on", "basis", "state"),
        filters=("project", "state", "unit"),
        search=("number",),
        deeds=(budgets.put_in_force, budgets.keep_as_tender),
        panels=(
            Panel("lines", _("Items"), "finance/panels/items.html", panels.items_of),
            Panel("editions", _("Beside the other editions"), "finance/panels/editions.html", panels.editions_of),
        ),
        views=(View("effective", _("In force"), "state=effective"),),
        intake=Intake(BUDGET, budget_references, TakingInBudget, needs_project=True, review=budget_review),
    )
)  # fmt: skip
