"""Loans between projects, instalments on their way, shared costs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.finance.deeds import funds
from banyan.domains.finance.models import AllocationBasis, AllocationShare, ProjectLoan, Receivable


def _shares(basis: AllocationBasis, by: Any) -> dict[str, Any]:
    shares = AllocationShare.objects.visible_to(by).filter(basis=basis).select_related("project")
    return {
        "basis": basis,
        "shares": list(shares.order_by("project__number")),
        "may_weigh": by.can(AllocationBasis.permission("weigh"), basis),
    }


loan_register = register(
    Register(
        model=ProjectLoan,
        words=Words(
            _("Loans between projects"),
            _("Money of one project that another may use for a while belongs here, agreed to beforehand."),
            _("Propose a loan"),
            "R5.1.3",
            "arrows-exchange",
        ),
        area="finance",
        columns=("number", "project", "borrower", "amount", "starts_on", "repay_by", "repaid_on", "state"),
        fields=("project", "borrower", "amount", "reason", "starts_on", "repay_by"),
        filters=("state", "project"),
        search=("number", "reason"),
        create=funds.propose_loan,
        deeds=(funds.submit_loan, funds.repay_loan),
    )
)

receivable_register = register(
    Register(
        model=Receivable,
        words=Words(
            _("Instalments on their way"),
            _(
                "What contracts promise belongs here: planned, condition met, invoiced, received, and how late."
            ),
            _("Plan an instalment"),
            "R5.2.2",
            "calendar-dollar",
        ),
        area="finance",
        columns=(
            "number",
            "project",
            "name",
            "amount",
            "due_on",
            "met_on",
            "invoiced_on",
            "received_on",
            "state",
        ),
        fields=("project", "name", "amount", "condition", "due_on"),
        filters=("state", "project", "due_on"),
        search=("number", "name", "invoice"),
        create=funds.plan_instalment,
        edit=funds.edit_instalment,
        editable_in=(Receivable.State.PLANNED,),
        deeds=(funds.meet_condition, funds.send_invoice, funds.receive_instalment),
    )
)

basis_register = register(
    Register(
        model=AllocationBasis,
        words=Words(
            _("Shared costs"),
            _("By what rent and other shared costs are divided among projects belongs here, as it was decided in writing."),
            _("Enter a basis"),
            "R5.1.3",
            "scale",
        ),
        area="finance",
        columns=("number", "name", "kind", "valid_from", "basis"),
        fields=("name", "kind", "valid_from", "basis"),
        filters=("kind",),
        search=("number", "name"),
        create=funds.decide_basis,
        deeds=(funds.divide_cost,),
        panels=(Panel("shares", _("Shares of the projects"), "finance/panels/shares.html", _shares),),
        views=(View("hours", _("By hours"), "kind=hours"),),
    )
)  # fmt: skip
