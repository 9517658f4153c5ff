"""Vouchers as a register."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, register
from banyan.domains.finance.deeds import books
from banyan.domains.finance.deeds.intake import TakingInVouchers
from banyan.domains.finance.models import Voucher
from banyan.domains.finance.queries import panels
from banyan.domains.finance.queries.intake import voucher_references, voucher_review
from banyan.domains.finance.rules.sheets import VOUCHERS

voucher_register = register(
    Register(
        model=Voucher,
        words=Words(
            _("Vouchers"),
            _("Every entry of the books belongs here, each line under its contract item, its account and its project."),
            _("Bring the vouchers of the year in"),
            "P4.4",
            "receipt-2",
        ),
        area="finance",
        columns=("number", "dated", "summary", "project", Column("debit", sums=True), "state"),
        filters=("project", "state", "dated", "unit"),
        search=("number", "summary"),
        deeds=(books.post,),
        panels=(
            Panel("lines", _("Lines"), "finance/panels/lines.html", panels.lines_of),
            Panel("findings", _("Findings"), "finance/panels/findings.html", panels.findings_of),
        ),
        views=(View("entered", _("To be posted"), "state=entered"),),
        intake=Intake(VOUCHERS, voucher_references, TakingInVouchers, review=voucher_review),
    )
)  # fmt: skip
