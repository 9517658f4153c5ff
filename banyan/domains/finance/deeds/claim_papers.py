"""Papers of a claim: taken in with what they are, and read where they are electronic invoices."""

from __future__ import annotations

from datetime import datetime

from banyan.core import attachments
from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.deeds.claims import note_invoice
from banyan.domains.finance.models import Claim, ClaimLine
from banyan.domains.finance.queries.claims import lines_of
from banyan.domains.finance.rules.claims import INVOICE, PAPERS
from banyan.domains.finance.rules.einvoices import Invoice, check_readable, check_total
from banyan.domains.finance.rules.entries import ZERO, written_plainly
from banyan.foundation.refusal import Refused, noop, sentence


def take_in(
    claim: Claim, name: str, content: bytes, purpose: str, *, by: Actor, now: datetime
) -> Invoice | None:
    """Hang a paper on a claim. An electronic invoice is read: to whom it is made out, its number and its seller."""
    if purpose not in PAPERS:
        raise Refused({"purpose": noop("Say which paper this is.")}, code="required")
    invoice = check_readable(name, content) if purpose == INVOICE else None
    line = _line_of(claim, invoice) if invoice else None
    if invoice is not None:
        _check_buyer(invoice, claim)
        check_total(invoice, line.amount if line else ZERO)
    attachments.attach(claim, name, content, by=by, purpose=purpose, now=now)
    if invoice is not None and line is not None:
        note_invoice(
            claim, by=by, now=now, position=line.position, invoice_number=invoice.number, invoice_code=invoice.code,
            seller=invoice.seller[:80],
        )  # fmt: skip
    return invoice


def _check_buyer(invoice: Invoice, claim: Claim) -> None:
    """The invoice is made out to the agency (R5.3.2)."""
    agency = claim.unit.root.name
    if invoice.buyer and written_plainly(invoice.buyer) != written_plainly(agency):
        words = noop(
            "The invoice is made out to %(buyer)s, not to %(agency)s; have the seller make it out anew."
        )
        raise Refused(
            {"file": sentence(words, buyer=invoice.buyer, agency=agency)}, clause="R5.3.2", code="buyer"
        )
    own = str(value(settings.TAX_NUMBER.key, claim.happened_on, claim.unit))
    if own and invoice.buyer_tax and written_plainly(invoice.buyer_tax) != written_plainly(own):
        words = noop(
            "The invoice names the tax number %(found)s, the agency's is %(own)s; have it made out anew."
        )
        raise Refused(
            {"file": sentence(words, found=invoice.buyer_tax, own=own)}, clause="R5.3.2", code="buyer"
        )


def _line_of(claim: Claim, invoice: Invoice) -> ClaimLine | None:
    """The line that an invoice belongs to: that which names it, else the first of its amount without one, else the first."""
    lines = lines_of(claim)
    blank = [line for line in lines if not line.invoice_number]
    named = [line for line in lines if line.invoice_number == invoice.number]
    fitting = named or [line for line in blank if line.amount == invoice.total] or blank
    return fitting[0] if fitting else None
