"""Money leaves once: under the held line of the budget, with the next number, and put right by counter-entries only."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals.binding import content_hash
from banyan.core.dated import value
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.deeds.claim_signing import ADVANCE
from banyan.domains.finance.deeds.claims import CLAIM
from banyan.domains.finance.models import Advance, Claim, Payment
from banyan.domains.finance.queries import spending
from banyan.domains.finance.queries.claims import lines_of
from banyan.domains.finance.rules import paying as rules
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop

State = Claim.State
_DAY = timedelta(days=1)


@deed(Claim, "pay", frm=State.APPROVED, to=State.PAID, label=_("Pay"), icon="cash")
def pay(
    claim: Claim, by: Actor, now: datetime, *, way: Payment.Way = Payment.Way.BANK, bank_reference: str = ""
) -> None:
    """Pay an approved claim: once, as it was signed, and no more than the line of the budget has (R5.1.4)."""
    rules.check_as_signed(claim.signed_hash, content_hash(claim, CLAIM))
    _check_budget(claim)
    hands = rules.Hands(claim.claimant_id, claim.head_office_by_id, by.person_id)
    control = rules.check_cashier(hands, control_at(claim, now))
    cleared, amount = rules.share_of_advance(claim.payable, _settle(claim, by, now))
    payment = Payment(unit=claim.unit, claim=claim, project=claim.project, payee=claim.payee, way=way)
    payment.amount, payment.cleared, payment.control = amount, cleared, control
    payment.bank_reference, payment.run = bank_reference, _run_of(claim)
    record(payment, by=by, now=now)


def pay_once(claim: Claim, *, by: Actor, now: datetime, **given: Any) -> Payment:
    """Pay, or answer with the payment that is made already: a second click pays nothing twice."""
    try:
        pay(claim, by=by, now=now, **given)
    except Refused as refused:
        if refused.code != "state" or not _live(claim):
            raise
    return _live(claim).get()


@deed(Payment, "record", new=True, system=True, label=_("Record a payment"))
def record(payment: Payment, by: Actor, now: datetime) -> None:
    """Write a payment down under the next number."""
    payment.number = numbering.take(Payment.number_pattern, payment.unit, now.year)
    payment.paid_on, payment.paid_by = now.date(), by.person


@deed(Payment, "reverse", frm=Payment.State.PAID, to=Payment.State.REVERSED, label=_("Put right by a counter-entry…"),
      danger=True, icon="arrow-back-up")  # fmt: skip
def reverse(payment: Payment, by: Actor, now: datetime, reason: str) -> None:
    """Take a payment back by a counter-entry of its own; the claim waits to be paid again."""
    if by.person_id is not None and by.person_id == payment.paid_by_id:
        raise Refused(
            {"": noop("You made this payment; somebody else takes it back.")},
            clause="R5.3.4",
            way_out=noop("Ask another member of the finance team."),
            code="own",
        )
    counter = Payment(
        unit=payment.unit, claim=payment.claim, advance=payment.advance, project=payment.project, payee=payment.payee,
        way=payment.way, amount=-payment.amount, cleared=-payment.cleared, reverses=payment, state=Payment.State.COUNTER,
    )  # fmt: skip
    record(counter, by=by, now=now)
    if payment.claim is not None:
        if payment.cleared:
            _unsettle(payment, by, now)
        unpay(payment.claim, by=by, now=now, reason=reason)
    elif payment.advance is not None:
        take_back(payment.advance, by=by, now=now, amount=payment.amount)


@deed(Claim, "unpay", frm=State.PAID, to=State.APPROVED, system=True, label=_("Payment taken back"))
def unpay(claim: Claim, by: Actor, now: datetime, reason: str = "") -> None:
    """The payment did not stand; the claim waits to be paid again."""


@deed(
    Advance, "hand_out", frm=Advance.State.APPROVED, to=Advance.State.PAID, label=_("Hand out"), icon="cash"
)
def hand_out(
    advance: Advance,
    by: Actor,
    now: datetime,
    *,
    way: Payment.Way = Payment.Way.BANK,
    bank_reference: str = "",
) -> None:
    """Hand an approved advance out; it is settled within the days that the settings give."""
    rules.check_as_signed(advance.signed_hash, content_hash(advance, ADVANCE))
    hands = rules.Hands(advance.holder_id, advance.head_office_by_id, by.person_id)
    control = rules.check_cashier(hands, control_at(advance, now))
    days = int(value(settings.ADVANCE_DAYS.key, now.date(), advance.unit))
    advance.due_on = now.date() + days * _DAY
    payment = Payment(
        unit=advance.unit, advance=advance, project=advance.project, payee=_holder(advance), way=way, amount=advance.amount
    )  # fmt: skip
    payment.control, payment.bank_reference = control, bank_reference
    record(payment, by=by, now=now)


@deed(Advance, "give_back", frm=Advance.State.PAID, label=_("Give the rest back"), icon="cash-off")
def give_back(advance: Advance, by: Actor, now: datetime, *, amount: Decimal) -> None:
    """What was not spent comes back to the till, and never more than is open."""
    rules.check_give_back(amount, advance.open)
    advance.returned += amount
    _close_if_settled(advance)
    payment = Payment(
        unit=advance.unit, advance=advance, project=advance.project, way=Payment.Way.CASH, amount=-amount
    )
    record(payment, by=by, now=now)


@deed(Advance, "settle", frm=Advance.State.PAID, system=True, label=_("Settled by a claim"))
def settle(advance: Advance, by: Actor, now: datetime, amount: Decimal) -> None:
    """A claim takes its money from the advance."""
    advance.settled += amount
    _close_if_settled(advance)


@deed(
    Advance,
    "unsettle",
    frm=(Advance.State.PAID, Advance.State.SETTLED),
    to=Advance.State.PAID,
    system=True,
    label=_("Settlement taken back"),
)
def unsettle(advance: Advance, by: Actor, now: datetime, amount: Decimal) -> None:
    """The payment of the claim was taken back; the advance is open again."""
    advance.settled -= amount


@deed(
    Advance,
    "take_back",
    frm=(Advance.State.PAID, Advance.State.SETTLED),
    system=True,
    label=_("Payment taken back"),
)
def take_back(advance: Advance, by: Actor, now: datetime, amount: Decimal) -> None:
    """The money of an advance did not go out after all, or what came back did not come."""
    if amount < ZERO:
        advance.returned += amount
        advance.state = Advance.State.PAID
        return
    if advance.settled or advance.returned:
        raise Refused(
            noop("Part of the advance is settled; it did go out."),
            way_out=noop("Take the settling payments back first."),
            code="settled",
        )
    advance.state, advance.due_on = Advance.State.APPROVED, None


def control_at(record: Any, now: datetime) -> str:
    """The compensating control that the agency names for people with two duties; empty where there is none."""
    return str(value(settings.COMPENSATING_CONTROL.key, now.date(), record.unit))


def _check_budget(claim: Claim) -> None:
    """The lines of the budget are held from here until the payment stands."""
    lines = lines_of(claim)
    wanted: dict[str, Decimal] = {}
    for line in lines:
        wanted[line.budget_line.code] = wanted.get(line.budget_line.code, ZERO) + line.counted
    held = spending.held_lines(claim.project, sorted(wanted))
    left = spending.left_of(held, claim.project, claim.happened_on, claim, spending.PAID)
    rules.check_left(left, wanted)


def _settle(claim: Claim, by: Actor, now: datetime) -> Decimal:
    """Take what the advance still holds; returns how much was open before, in yuan."""
    if claim.advance is None:
        return ZERO
    advance = Advance.everything.select_for_update(of=("self",)).get(pk=claim.advance.pk)
    if advance.state != Advance.State.PAID:
        return ZERO
    cleared, _rest = rules.share_of_advance(claim.payable, advance.open)
    before = advance.open
    settle(advance, by=by, now=now, amount=cleared)
    return before


def _unsettle(payment: Payment, by: Actor, now: datetime) -> None:
    advance = payment.claim.advance if payment.claim else None
    if advance is not None:
        unsettle(advance, by=by, now=now, amount=payment.cleared)


def _holder(advance: Advance) -> str:
    """Who takes the money along."""
    return advance.holder.name if advance.holder else ""


def _close_if_settled(advance: Advance) -> None:
    if advance.open == ZERO:
        advance.state = Advance.State.SETTLED


def _live(claim: Claim) -> Any:
    return Payment.everything.filter(claim=claim, state=Payment.State.PAID)


def _run_of(claim: Claim) -> Any:
    line = getattr(claim, "run_line", None)
    return line.run if line else None
