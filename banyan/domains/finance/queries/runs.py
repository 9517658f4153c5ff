"""What waits to be paid, and what stands on a payment run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.domains.finance.models import Claim, Payment, PaymentRun
from banyan.domains.finance.rules.bank_file import Transfer
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.paying import share_of_advance

_SHOWN = 4


def payable_at(unit: Any) -> Any:
    """Approved claims at a centre that stand on no run yet, the oldest approval first."""
    found = Claim.everything.filter(state=Claim.State.APPROVED, run_line__isnull=True)
    return found.filter(unit__path__startswith=unit.centre.path).order_by("approved_at", "pk")


def claims_of(run: PaymentRun) -> list[Claim]:
    """The claims of a run in order."""
    return list(Claim.everything.filter(run_line__run=run).select_related("advance").order_by("number", "pk"))


@dataclass(frozen=True)
class Due:
    """A claim of a run: what an advance covers of it and what is transferred, in yuan."""

    claim: Claim
    cleared: Decimal
    paid: Decimal
    payment: Payment | None = None
    url: str = ""

    @property
    def account(self) -> str:
        """The account of the payee as far as a page shows it: its last four figures."""
        account = self.claim.payee_account.strip()
        return f"…{account[-_SHOWN:]}" if account else ""


def transfers_of(run: PaymentRun) -> list[Transfer]:
    """What the bank is asked to pay; what an advance covers is not transferred."""
    return [
        Transfer(due.claim.payee, due.claim.payee_account, due.claim.payee_bank, due.paid, due.claim.number)
        for due in dues_of(run)
        if due.paid
    ]


def total_of(run: PaymentRun) -> Decimal:
    """What leaves with the run, in yuan."""
    return sum((due.paid for due in dues_of(run)), ZERO)


def dues_of(run: PaymentRun) -> list[Due]:
    """The claims of a run with their amounts: as they were paid, else as they would be paid now."""
    claims = claims_of(run)
    paid = {each.claim_id: each for each in Payment.everything.filter(run=run, reverses=None)}
    open_of: dict[int, Decimal] = {}
    return [_as_paid(claim, paid[claim.pk]) if claim.pk in paid else _due(claim, open_of) for claim in claims]


def _as_paid(claim: Claim, payment: Payment) -> Due:
    return Due(claim, payment.cleared, payment.amount, payment)


def _due(claim: Claim, open_of: dict[int, Decimal]) -> Due:
    """Claims that settle one advance take from it in turn; `open_of` holds what is still open of each."""
    if claim.advance is None:
        return Due(claim, ZERO, claim.payable)
    still = open_of.get(claim.advance.pk, claim.advance.open)
    cleared, paid = share_of_advance(claim.payable, still)
    open_of[claim.advance.pk] = still - cleared
    return Due(claim, cleared, paid)


def run_page(run: PaymentRun, by: Actor) -> dict[str, Any]:
    """What the page of a run shows: claim by claim whom it pays, and the list for the bank once it is closed."""
    with door.opened("finance.paymentrun.page"):
        dues = dues_of(run)
    seen = set(Claim.objects.visible_to(by).filter(run_line__run=run).values_list("pk", flat=True))
    return {
        "run": run,
        "dues": [replace(due, url=page_of(due.claim)) if due.claim.pk in seen else due for due in dues],
        "cleared": sum((due.cleared for due in dues), ZERO),
        "paid": sum((due.paid for due in dues), ZERO),
        "without_account": [due for due in dues if due.paid and not due.account],
        "is_ordered": run.state != PaymentRun.State.OPEN,
        "may_take_off": run.state == PaymentRun.State.OPEN and by.can("finance.paymentrun.take_off", run),
    }


def bank_transfers(run: PaymentRun) -> list[Transfer]:
    """The transfers of a run that somebody reached through its own door."""
    with door.opened("finance.paymentrun.file"):
        return transfers_of(run)
