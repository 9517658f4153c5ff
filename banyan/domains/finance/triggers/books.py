"""What is posted stays as it is, and nothing happens in a closed month (R5.1.2, R5.3.4)."""

from __future__ import annotations

from django.db import migrations

from banyan.domains.finance.triggers.laying import Guard, step

_SAYS = "a posted voucher cannot be changed or deleted"
_VOUCHER, _LINE = "finance_voucher", "finance_voucherline"
POSTED_LINE = "EXISTS (SELECT 1 FROM finance_voucher v WHERE v.id = {row}.voucher_id AND v.state = 'posted')"
#: Trigger → table, verb and what makes it refuse.
GUARDS: dict[str, Guard] = {
    "finance_voucher_stands_update": (_VOUCHER, "UPDATE", "OLD.state = 'posted'"),
    "finance_voucher_stands_delete": (_VOUCHER, "DELETE", "OLD.state = 'posted'"),
    "finance_line_stands_insert": (_LINE, "INSERT", POSTED_LINE.format(row="NEW")),
    "finance_line_stands_update": (_LINE, "UPDATE", POSTED_LINE.format(row="OLD")),
    "finance_line_stands_delete": (_LINE, "DELETE", POSTED_LINE.format(row="OLD")),
}


def books_stand() -> migrations.RunPython:
    """The migration step that lets posted vouchers stand."""
    return step(lambda _differs: GUARDS, _SAYS)


_CLOSED_SAYS = "the books of this month are closed"
CLOSED = (
    "EXISTS (SELECT 1 FROM finance_accountingperiod p JOIN identity_unit above ON above.id = p.unit_id"
    " JOIN identity_unit own ON own.id = {row}.unit_id WHERE p.state = 'closed'"
    " AND {row}.dated BETWEEN p.starts_on AND p.ends_on"
    " AND substr(own.path, 1, length(above.path)) = above.path)"
)
#: Nothing is entered, changed or taken out in a month that the unit or one above it has closed (R5.1.2).
CLOSED_GUARDS: dict[str, Guard] = {
    "finance_closed_month_insert": (_VOUCHER, "INSERT", CLOSED.format(row="NEW")),
    "finance_closed_month_update": (
        _VOUCHER, "UPDATE", f"{CLOSED.format(row='OLD')} OR {CLOSED.format(row='NEW')}",
    ),
    "finance_closed_month_delete": (_VOUCHER, "DELETE", CLOSED.format(row="OLD")),
}  # fmt: skip


def closed_months_stand() -> migrations.RunPython:
    """The migration step that lets closed months stand."""
    return step(lambda _differs: CLOSED_GUARDS, _CLOSED_SAYS)
