"""Payments and the runs in which they are made, as registers."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.finance.deeds import booking, payments, runs
from banyan.domains.finance.models import Payment, PaymentRun
from banyan.domains.finance.queries.runs import run_page

payment_register = register(
    Register(
        model=Payment,
        words=Words(
            _("Payments"),
            _(
                "Every payment stands here once, under its own number; a mistake is put right by a counter-entry."
            ),
            clause="R5.3.5",
            icon="cash",
        ),
        area="finance",
        columns=(
            "number",
            "payee",
            "project",
            "claim",
            "advance",
            "amount",
            "cleared",
            "paid_on",
            "voucher",
            "state",
        ),
        fields=("way", "bank_reference", "paid_by", "control", "run", "reverses"),
        filters=("state", "project", "paid_on", "unit", "way"),
        search=("number", "payee", "bank_reference"),
        deeds=(booking.book, payments.reverse),
    )
)

run_register = register(
    Register(
        model=PaymentRun,
        words=Words(
            _("Payment runs"),
            _(
                "Approved claims are gathered here, handed to the bank as one list, and noted as paid when it is done."
            ),
            _("Gather what is to be paid"),
            "R5.3.5",
            "list-check",
        ),
        area="finance",
        columns=("number", "note", "total", "ordered_at", "state"),
        fields=("note",),
        filters=("state", "unit"),
        search=("number", "note"),
        create=runs.gather,
        deeds=(runs.order, runs.confirm, runs.take_off),
        panels=(Panel("claims", _("Claims on this run"), "finance/panels/run.html", run_page),),
        views=(View("ordered", _("At the bank"), "state=ordered"),),
    )
)
