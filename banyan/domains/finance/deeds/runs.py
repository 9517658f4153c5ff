"""Payment runs: what is approved is gathered, handed to the bank as a list, and noted as paid in one go."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.deeds.payments import pay_once
from banyan.domains.finance.models import Claim, PaymentRun, RunLine
from banyan.domains.finance.queries import runs as found
from banyan.domains.finance.rules import bank_file
from banyan.foundation.refusal import Refused, noop, sentence

State = PaymentRun.State


@deed(PaymentRun, "add", new=True, label=_("Gather what is to be paid"), icon="list-check")
def gather(run: PaymentRun, by: Actor, now: datetime) -> None:
    """Put every approved claim of the centre on one list; those on another list stay there."""
    claims = list(found.payable_at(run.unit))
    if not claims:
        raise Refused(
            {"": noop("No approved claim waits to be paid here.")},
            clause="R5.3.5",
            way_out=noop("Look at the claims that still wait for a signature."),
            code="nothing",
        )
    run.number = numbering.take(PaymentRun.number_pattern, run.unit, now.year)
    run.created_at = run.changed_at = now
    run.save()
    RunLine.objects.bulk_create([RunLine(run=run, claim=claim) for claim in claims])
    run.total = found.total_of(run)


@deed(PaymentRun, "take_off", frm=State.OPEN, label=_("Take a claim off the run"), icon="minus")
def take_off(run: PaymentRun, by: Actor, now: datetime, *, claim: Claim) -> None:
    """Leave a claim for another day."""
    taken, _lines = RunLine.objects.filter(run=run, claim=claim).delete()
    if not taken:
        raise Refused(
            {"claim": sentence(noop("Claim %(number)s does not stand on this run."), number=claim.number)},
            clause="R5.3.5",
            code="not_on_run",
        )
    run.total = found.total_of(run)


@deed(
    PaymentRun, "order", frm=State.OPEN, to=State.ORDERED, label=_("Hand to the bank"), icon="building-bank"
)
def order(run: PaymentRun, by: Actor, now: datetime) -> None:
    """Close the list; the file that goes to the bank is known by its fingerprint from here on."""
    bank_file.check_complete(found.transfers_of(run))
    run.file_hash = fingerprint(run)
    run.ordered_at = now


def fingerprint(run: PaymentRun) -> str:
    """By what the list for the bank is known."""
    return hashlib.sha256(bank_file.written(found.transfers_of(run)).encode()).hexdigest()


@deed(PaymentRun, "confirm", frm=State.ORDERED, to=State.DONE, label=_("The bank has paid"), icon="checks")
def confirm(run: PaymentRun, by: Actor, now: datetime, bank_reference: str) -> None:
    """Note every claim of the list as paid, all or none of them, exactly as the bank was asked to pay."""
    bank_file.check_unchanged(run.file_hash, fingerprint(run))
    for claim in found.claims_of(run):
        pay_once(claim, by=by, now=now, bank_reference=bank_reference)
