"""What waits to be paid, and what stands on a payment run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.domains.finance.models import Claim, PaymentRun
from banyan.domains.finance.rules.bank_file import Transfer
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.paying import share_of_advance


def payable_at(unit: Any) -> Any:
    """Approved claims at a centre that stand on no run yet, the oldest approval first."""
    found = Claim.everything.filter(state=Claim.State.APPROVED, run_line__isnull=True)
    return found.filter(unit__path__startswith=unit.centre.path).order_by("approved_at", "pk")


def claims_of(run: PaymentRun) -> list[Claim]:
    """The claims of a run in order."""
    return list(Claim.everything.filter(run_line__run=run).select_related("advance").order_by("number", "pk"))


def transfers_of(run: PaymentRun) -> list[Transfer]:
    """What the bank is asked to pay; what an advance covers is not transferred."""
    return [
        Transfer(c.payee, c.payee_account, c.payee_bank, paid, c.number) for c, paid in _amounts(run) if paid
    ]


def total_of(run: PaymentRun) -> Decimal:
    """What leaves with the run, in yuan."""
    return sum((paid for _claim, paid in _amounts(run)), ZERO)


def _amounts(run: PaymentRun) -> list[tuple[Claim, Decimal]]:
    open_of: dict[int, Decimal] = {}
    rows = []
    for claim in claims_of(run):
        open_advance = ZERO
        if claim.advance is not None:
            open_advance = open_of.get(claim.advance.pk, claim.advance.open)
        cleared, paid = share_of_advance(claim.payable, open_advance)
        if claim.advance is not None:
            open_of[claim.advance.pk] = open_advance - cleared
        rows.append((claim, paid))
    return rows


def bank_transfers(run: PaymentRun) -> list[Transfer]:
    """The transfers of a run that somebody reached through its own door."""
    with door.opened("finance.paymentrun.file"):
        return transfers_of(run)
