"""What is done to vouchers."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import pgettext_lazy

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Voucher, VoucherLine
from banyan.domains.finance.queries.grants import funds_of_voucher
from banyan.domains.finance.queries.periods import check_open
from banyan.domains.finance.rules.grants import check_voucher
from banyan.domains.finance.rules.posting import check_poster, check_sums

State = Voucher.State


@deed(
    Voucher, "post", frm=State.ENTERED, to=State.POSTED, label=pgettext_lazy("voucher", "Post"), icon="lock"
)
def post(voucher: Voucher, by: Actor, now: datetime) -> None:
    """Close a voucher for good; whoever entered it does not post it (R5.3.4)."""
    check_open(voucher.unit, voucher.dated)
    lines = VoucherLine.everything.filter(voucher=voucher).values_list("debit", "credit")
    check_sums(voucher.debit, voucher.credit, list(lines))
    check_voucher(*funds_of_voucher(voucher))
    entered_by = voucher.entered_by.pk if voucher.entered_by else None
    check_poster(entered_by, by.person.pk if by.person else None)
    voucher.posted_on, voucher.posted_by = now.date(), by.person
