"""A claim from its draft on a phone to the hand of those who sign."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import numbering
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals import flows
from banyan.core.approvals.models import Request
from banyan.core.approvals.queries import check_unlocked, latest
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import BudgetLine, Claim, ClaimLine, ExpenseKind, InvoiceUse, Payment
from banyan.domains.finance.queries import claims as found
from banyan.domains.finance.queries.releases import require_release
from banyan.domains.finance.queries.spending import lines_in_force, reserved_in_month
from banyan.domains.finance.rules import claims as rules
from banyan.domains.finance.rules.entries import ZERO, written_plainly
from banyan.foundation.refusal import Refused, noop, sentence

State = Claim.State
CLAIM = "claim"
OPEN = (State.DRAFT, State.RETURNED)


@deed(Claim, "add", new=True, label=_("Write a claim"), icon="receipt")
def begin(claim: Claim, by: Actor, now: datetime) -> None:
    """Begin a claim in one's own name; it stays a draft until it is handed in."""
    claim.claimant = by.person
    _check_place(claim)


@deed(Claim, "edit", frm=OPEN, label=_("Edit"), icon="pencil")
def edit(claim: Claim, by: Actor, now: datetime, **changes: Any) -> None:
    """Change a draft; a changed witness confirms anew."""
    _check_own(claim, by)
    check_unlocked(claim, changes)
    if changes.get("witness", claim.witness) != claim.witness:
        claim.witnessed_at = None
    for name, value in changes.items():
        setattr(claim, name, value)
    _check_place(claim)


@deed(Claim, "add_line", frm=OPEN, label=pgettext_lazy("claim", "Add a line"), icon="plus")
def add_line(
    claim: Claim, by: Actor, now: datetime, *, item: str, kind: ExpenseKind, amount: Decimal, what: str = "",
    invoice_code: str = "", invoice_number: str = "", seller: str = "",
) -> None:  # fmt: skip
    """Add an amount under an item of the budget in force."""
    _check_own(claim, by)
    position = max((line.position for line in found.lines_of(claim)), default=0) + 1
    line = ClaimLine(
        claim=claim, position=position, kind=ExpenseKind(kind), what=what.strip(), seller=seller.strip()
    )
    line.budget_line = _item(claim, item)
    line.amount = _positive(amount)
    line.invoice_code, line.invoice_number = (
        written_plainly(text) for text in (invoice_code, invoice_number)
    )
    line.save()
    _sum_up(claim)


@deed(Claim, "drop_line", frm=OPEN, label=_("Take a line off"), icon="minus")
def drop_line(claim: Claim, by: Actor, now: datetime, position: int) -> None:
    """Take a line off a draft."""
    _check_own(claim, by)
    line = ClaimLine.everything.filter(claim=claim, position=position).first()
    if line is None:
        raise Refused({"position": noop("The claim has no such line.")})
    line.delete()
    _sum_up(claim)


@deed(Claim, "note_invoice", frm=OPEN, label=_("Write the invoice down"), icon="file-invoice")
def note_invoice(
    claim: Claim, by: Actor, now: datetime, *, position: int, invoice_number: str, invoice_code: str = "", seller: str = "",
) -> None:  # fmt: skip
    """Write the number of the invoice to its line, as it was read or typed."""
    _check_own(claim, by)
    line = ClaimLine.everything.filter(claim=claim, position=position).first()
    if line is None:
        raise Refused({"position": noop("The claim has no such line.")})
    line.invoice_code, line.invoice_number = (
        written_plainly(text) for text in (invoice_code, invoice_number)
    )
    line.seller = seller.strip() or line.seller
    line.save()


@deed(Claim, "witness", frm=OPEN, label=_("Confirm the receipt"), icon="checks")
def witness(claim: Claim, by: Actor, now: datetime) -> None:
    """Who received the goods or saw the service says so; never the one who claims (R5.3.3)."""
    if by.person_id is None or by.person_id != claim.witness_id:
        raise Refused(
            {"": noop("Only the person who is named as witness confirms the receipt.")},
            clause="R5.3.3",
            way_out=noop("Ask that person to open the claim, or let the claimant name somebody else."),
            code="not_witness",
        )
    if by.person_id == claim.claimant_id:
        raise Refused({"": noop("Whoever claims does not check the receipt.")}, clause="R5.3.3", code="own")
    claim.witnessed_at = now


@deed(Claim, "submit", frm=OPEN, to=State.WAITING, label=_("Hand the claim in"), icon="send")
def submit(claim: Claim, by: Actor, now: datetime) -> None:
    """Hand a claim in: looked at line by line, its money reserved, its invoices taken, and signatures asked for."""
    _check_own(claim, by)
    facts = found.facts_of(claim, by, now.date(), hold=True)
    rules.check_submit(facts)
    _check_released(claim)
    if not claim.number:
        claim.number = numbering.take(Claim.number_pattern, claim.unit, now.year)
    claim.submitted_at = now
    _sum_up(claim)
    _move_to_lines_in_force(claim)
    _use_invoices(claim)
    flows.ask(claim, CLAIM, by, now, amount=facts.together)


@deed(Claim, "cut", frm=State.WAITING, to=State.RETURNED, label=_("Sanction less…"), icon="cut")
def cut(claim: Claim, by: Actor, now: datetime, *, position: int, sanctioned: Decimal, reason: str) -> None:
    """Sanction less of a line than is claimed. The claim goes back: the other amount is signed anew (R5.3.4)."""
    line = ClaimLine.everything.filter(claim=claim, position=position).first()
    if line is None:
        raise Refused({"position": noop("The claim has no such line.")})
    if by.person_id == claim.claimant_id:
        raise Refused({"": noop("Nobody decides about their own claim.")}, clause="R5.3.4", code="own")
    if not ZERO <= sanctioned < line.counted:
        words = noop("Sanction less than %(amount)s; for more the claim is written anew.")
        raise Refused({"sanctioned": sentence(words, amount=line.counted)}, clause="R5.3.4")
    _end_request(claim, by, now, reason)
    line.sanctioned, line.cut_reason = sanctioned, reason[:200]
    line.save()
    _sum_up(claim)


@deed(Claim, "reopen", frm=State.APPROVED, to=State.RETURNED, label=_("Send an approved claim back…"), danger=True,
      icon="arrow-back-up")  # fmt: skip
def reopen(claim: Claim, by: Actor, now: datetime, reason: str) -> None:
    """Take the approval back before anything was paid; it is signed anew."""
    _check_in_books(claim)
    if hasattr(claim, "run_line"):
        raise Refused(
            {"": noop("The claim stands on a payment run.")},
            way_out=noop("Take it off the run first."),
            code="state",
        )
    _end_request(claim, by, now, reason)
    forget_signatures(claim)


@deed(Claim, "cancel", frm=OPEN, to=State.CANCELLED, label=_("Give the claim up…"), danger=True, icon="x")
def cancel(claim: Claim, by: Actor, now: datetime, reason: str) -> None:
    """Give a claim up; its invoices are free again."""
    _check_own(claim, by)
    InvoiceUse.objects.filter(line__claim=claim).delete()


def _check_in_books(claim: Claim) -> None:
    """What was paid and taken back enters the books as it was signed, before anybody changes the claim."""
    if Payment.everything.filter(claim=claim, voucher=None).exists():
        raise Refused(
            {"": noop("A payment of this claim that was taken back is not in the books yet.")},
            clause="R5.3.4",
            way_out=noop(
                "The accountant draws up the vouchers of the payment and of its counter-entry first."
            ),
            code="state",
        )


def forget_signatures(claim: Claim) -> None:
    """What was signed no longer holds."""
    claim.approved_at, claim.head_office_by, claim.signed_hash = None, None, ""


def _end_request(claim: Claim, by: Actor, now: datetime, reason: str) -> None:
    request = latest(claim, CLAIM)
    if request is not None and request.state in (Request.State.WAITING, Request.State.APPROVED):
        approvals.void(request, by=by, now=now, reason=reason)


def _check_own(claim: Claim, by: Actor) -> None:
    """A claim is written by the one whose money it is."""
    if claim.claimant_id is not None and by.person_id != claim.claimant_id and not by.system:
        raise Refused(
            {"": noop("Only whoever claims writes the claim.")},
            clause="R5.3.1",
            way_out=noop("Send it back with what is to be mended."),
            code="not_own",
        )


def _check_place(claim: Claim) -> None:
    if not claim.unit.path.startswith(claim.project.unit.centre.path):
        raise Refused({"project": noop("The project belongs to another centre.")}, clause="R5.1.3")
    if claim.fund is not None and claim.fund.project_id != claim.project_id:
        raise Refused({"fund": noop("The fund was granted to another project.")}, clause="W3.1")


def _item(claim: Claim, code: str) -> BudgetLine:
    line = lines_in_force(claim.project, [code.strip()]).get(code.strip())
    if line is None:
        words = noop(
            "Item %(item)s is not in the budget in force; choose another one or ask for a change of the budget."
        )
        raise Refused({"item": sentence(words, item=code)}, clause="R5.1.4", code="no_item")  # fmt: skip
    return line


def _positive(amount: Decimal) -> Decimal:
    if amount <= ZERO or amount != amount.quantize(Decimal("0.01")):
        raise Refused({"amount": noop("Write the amount in yuan and fen, above zero.")}, clause="R5.3.2")
    return amount


def _sum_up(claim: Claim) -> None:
    lines = found.lines_of(claim)
    claim.amount = sum((line.amount for line in lines), ZERO)
    claim.payable = sum((line.counted for line in lines), ZERO)


def _move_to_lines_in_force(claim: Claim) -> None:
    """The lines stand under the edition of the budget that is in force when the money is reserved."""
    lines = found.lines_of(claim)
    present = lines_in_force(claim.project, {line.budget_line.code for line in lines})
    for line in lines:
        if line.budget_line_id != present[line.budget_line.code].pk:
            line.budget_line = present[line.budget_line.code]
            line.save()


def _check_released(claim: Claim) -> None:
    """The month of the expense was released for every item, and enough of it is left (P4.2)."""
    wanted: dict[str, Decimal] = {}
    for line in found.lines_of(claim):
        wanted[line.budget_line.code] = wanted.get(line.budget_line.code, ZERO) + line.counted
    for code, amount in sorted(wanted.items()):
        reserved = reserved_in_month(claim.project, code, claim.happened_on, claim)
        require_release(claim.project, code, claim.happened_on, amount, reserved)


def _use_invoices(claim: Claim) -> None:
    """Take the invoices for this claim; of two who press at once, one is told."""
    InvoiceUse.objects.filter(line__claim=claim).delete()
    made = [
        InvoiceUse(digest=digest, line=line)
        for line in found.lines_of(claim)
        if (digest := found.digest_of(line))
    ]
    try:
        with transaction.atomic():
            InvoiceUse.objects.bulk_create(made)
    except IntegrityError as error:
        words = noop("One of the invoices was used a moment ago in another claim.")
        raise Refused({"": words}, clause="R5.3.2", code="invoice_used") from error
