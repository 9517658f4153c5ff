"""What a payment says in the books: every line with its item, its account and its cost object."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from banyan.core import attachments
from banyan.core.approvals.models import Step
from banyan.core.approvals.queries import latest
from banyan.domains.finance.models import Claim, Payment
from banyan.domains.finance.queries.chart import account_names
from banyan.domains.finance.queries.claims import lines_of
from banyan.domains.finance.queries.hands import is_at_headquarters
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.staff import public as staff

COST, BANK, CASH, ADVANCES = "5101", "1002", "1001", "1122"
_HIGHEST_LAST = ("finance", "programme-director", "director-general")
_KIND = "claim"


def draft_of(payment: Payment) -> list[dict[str, Any]]:
    """The lines of the voucher, debit first; a counter-entry turns both sides round."""
    sign = -1 if payment.state == Payment.State.COUNTER else 1
    lines = list(_of_claim(payment, sign) if payment.claim else _of_advance(payment))
    names = account_names(payment.paid_on)
    for line in lines:
        line["account_name"] = names.get(line["account"][:4], "")
    return lines


def _of_claim(payment: Payment, sign: int) -> Iterator[dict[str, Any]]:
    claim: Any = payment.claim
    said = _said(claim) | {"supplier": claim.payee, "way": payment.get_way_display()}
    for line in lines_of(claim):
        if line.counted:
            yield said | {
                "account": line.budget_line.account or COST,
                "item": line.budget_line.code,
                "department": line.budget_line.department,
                "invoice_code": line.invoice_code,
                "invoice_number": line.invoice_number,
                **_side(line.counted * sign, "debit"),
            }
    if payment.amount:
        money = {"account": _till(payment), "bank_reference": payment.bank_reference}
        yield said | money | _side(payment.amount, "credit")
    if payment.cleared:
        yield said | {"account": ADVANCES} | _side(payment.cleared, "credit")


def _of_advance(payment: Payment) -> Iterator[dict[str, Any]]:
    advance: Any = payment.advance
    numbers = {person.pk: number for number, person in staff.people_by_employee_number(advance.unit).items()}
    said = {
        "summary": f"{advance.number} {advance.reason}"[:200],
        "project": payment.project,
        "business": advance.business,
        "handler": numbers.get(advance.holder_id, ""),
        "approver": numbers.get(advance.head_office_by_id, ""),
    }
    yield said | {"account": ADVANCES} | _side(payment.amount, "debit")
    yield (
        said
        | {"account": _till(payment), "bank_reference": payment.bank_reference}
        | _side(payment.amount, "credit")
    )


def _side(amount: Decimal, side: str) -> dict[str, Decimal]:
    """An amount below zero stands on the other side; no line holds both."""
    other = "credit" if side == "debit" else "debit"
    return {side: amount, other: ZERO} if amount > ZERO else {side: ZERO, other: -amount}


def _till(payment: Payment) -> str:
    return CASH if payment.way == Payment.Way.CASH else BANK


def _said(claim: Claim) -> dict[str, Any]:
    """Time, place, reason and hands, as every line of the voucher carries them; people by their employee number."""
    numbers = {person.pk: number for number, person in staff.people_by_employee_number(claim.unit).items()}
    approver, checker = _signers(claim)
    return {
        "summary": f"{claim.number} {claim.reason}"[:200],
        "project": claim.project,
        "source": claim.fund.source if claim.fund else "",
        "business": claim.business,
        "incurred_on": claim.happened_on,
        "place": claim.place,
        "purpose": claim.reason,
        "handler": numbers.get(claim.claimant_id, ""),
        "witness": numbers.get(claim.witness_id, ""),
        "checker": numbers.get(checker, ""),
        "approver": numbers.get(approver, ""),
        "attachments": min(attachments.attachments_of(claim).count(), 9999),
    }


def _signers(claim: Claim) -> tuple[int | None, int | None]:
    """Who carried the amount at headquarters, and somebody else who signed before."""
    request = latest(claim, _KIND)
    steps = Step.everything.filter(request=request, state=Step.State.SIGNED).select_related(
        "decided_by__unit"
    )
    signed = list(steps.order_by("position"))
    above = [step for step in signed if is_at_headquarters(step.decided_by, claim.unit)]
    above.sort(key=lambda step: _HIGHEST_LAST.index(step.who) if step.who in _HIGHEST_LAST else -1)
    approver = above[-1].decided_by_id if above else None
    others = [step.decided_by_id for step in signed if step.decided_by_id != approver]
    return approver, (others[-1] if others else None)
