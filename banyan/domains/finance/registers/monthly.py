"""Monthly forms of the departments and the papers merged from them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.finance.deeds import monthly
from banyan.domains.finance.models import MonthlyBudget, MonthlyForm
from banyan.domains.finance.queries import month_board


def _lines(budget: MonthlyBudget, by: Any) -> dict[str, Any]:
    return {
        "budget": budget,
        "lines": month_board.lines_of_paper(budget, by),
        "settled": month_board.settled_of(budget, by),
        "may_settle": budget.state == MonthlyBudget.State.RELEASED
        and by.can(MonthlyBudget.permission("close"), budget),
    }


form_register = register(
    Register(
        model=MonthlyForm,
        words=Words(
            _("Monthly forms of the departments"),
            _(
                "What each department wants to spend next month belongs here, handed in before the month begins."
            ),
            _("Begin a form"),
            "P4.2",
            "forms",
        ),
        area="finance",
        columns=("number", "unit", "month", "total", "due_on", "submitted_on", "late_days", "state"),
        fields=("project", "month"),
        filters=("state", "project", "month", "unit"),
        search=("number",),
        order="-month",
        create=monthly.begin,
        deeds=(monthly.submit, monthly.take_back),
        views=(View("waiting", _("To be merged"), "state=submitted"),),
    )
)

budget_register = register(
    Register(
        model=MonthlyBudget,
        words=Words(
            _("Monthly budgets"),
            _("The forms of the departments stand here as one paper: signed by the director, approved and released by headquarters."),
            _("Merge the forms"),
            "P4.2",
            "calendar-dollar",
        ),
        area="finance",
        columns=("number", "project", "month", "round", "total", "merged_on", "released_on", "state"),
        fields=("project", "month"),
        filters=("state", "project", "month"),
        search=("number",),
        create=monthly.merge,
        deeds=(monthly.send_up, monthly.release),
        panels=(Panel("lines", _("Lines of the departments"), "finance/panels/month_lines.html", _lines),),
        views=(
            View("release", _("To be released"), "state=approved"),
            View("settle", _("To be settled"), "state=released"),
        ),
    )
)  # fmt: skip
