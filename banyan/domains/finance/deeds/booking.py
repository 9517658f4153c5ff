"""From a payment to its voucher: drawn up by the accountant, never by the cashier, and posted by somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.deeds.payments import control_at
from banyan.domains.finance.models import Payment, Voucher, VoucherLine
from banyan.domains.finance.queries.booking import draft_of
from banyan.domains.finance.rules import paying as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop

VOUCHER_NUMBER = "PZ-{year}-{count:05}"


@deed(Payment, "book", label=_("Draw up the voucher"), icon="receipt-2")
def book(payment: Payment, by: Actor, now: datetime) -> None:
    """Draw up the voucher of a payment; a second click finds it there already."""
    if payment.voucher_id is not None:
        raise Refused({"": noop("The voucher of this payment stands already.")}, code="state")
    hands = rules.Hands(cashier=payment.paid_by_id, accountant=by.person_id)
    control = rules.check_accountant(hands, control_at(payment, now))
    payment.control = payment.control or control
    payment.voucher = post_payment(payment, by, now)


def post_payment(payment: Payment, by: Actor, now: datetime) -> Voucher:
    """The voucher of a payment: cost under its items against bank and advance. Answers it as it was entered."""
    lines = draft_of(payment)
    voucher = Voucher(unit=payment.unit, dated=payment.paid_on, project=payment.project, entered_by=by.person)
    voucher.summary = lines[0]["summary"]
    voucher.debit, voucher.credit = _sum(lines, "debit"), _sum(lines, "credit")
    return enter(voucher, by=by, now=now, lines=lines)


@deed(Voucher, "enter", new=True, system=True, label=_("Enter a voucher"))
def enter(voucher: Voucher, by: Actor, now: datetime, lines: list) -> None:
    """Write a voucher with its lines under the next number."""
    voucher.number = numbering.take(VOUCHER_NUMBER, voucher.unit, voucher.dated.year)
    voucher.created_at = voucher.changed_at = now
    voucher.save()
    made = [VoucherLine(voucher=voucher, position=place, **line) for place, line in enumerate(lines, start=1)]
    VoucherLine.everything.bulk_create(made)


def _sum(lines: Iterable[dict[str, Any]], side: str) -> Decimal:
    return sum((line.get(side, ZERO) for line in lines), ZERO)
