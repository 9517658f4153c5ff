"""Payrolls as a register: brought in as a sheet, kept as sums and a voucher."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, register
from banyan.domains.finance.deeds import payroll
from banyan.domains.finance.models import Payroll
from banyan.domains.finance.queries.payroll import lines_of_payroll, payroll_references, payroll_review
from banyan.domains.finance.rules.payroll import PAYROLL

payroll_register = register(
    Register(
        model=Payroll,
        words=Words(
            _("Payrolls"),
            _("A month's wages belong here: the sheet comes in once, its sums become one voucher, the names stay outside."),
            _("Bring a payroll in"),
            "P4.4",
            "users-group",
        ),
        area="finance",
        columns=(
            "number", "month", "project", "heads", Column("gross", sums=True), Column("net", sums=True),
            Column("employer", sums=True), "voucher", "state",
        ),
        filters=("project", "month", "state", "unit"),
        search=("number",),
        deeds=(payroll.take_back,),
        panels=(Panel("lines", _("Voucher drawn up"), "finance/panels/payroll.html", lines_of_payroll),),
        views=(View("drawn_up", _("In the books"), "state=drawn_up"),),
        intake=Intake(PAYROLL, payroll_references, payroll.TakingInPayroll, review=payroll_review),
    )
)  # fmt: skip
