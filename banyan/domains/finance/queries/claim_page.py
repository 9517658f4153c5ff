"""What stands on the page of a claim: the chain from plan to payment, what is missing, and what the item has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from banyan.core import door
from banyan.core.calendar.workdays import calendar_around
from banyan.core.dated import value
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import Claim, ClaimLine, Payment
from banyan.domains.finance.queries import spending
from banyan.domains.finance.queries.claims import Seen, facts_from, look_at
from banyan.domains.finance.rules import claims as rules
from banyan.foundation.money import capital_amount
from banyan.foundation.refusal import Sentence, noop

_OPEN = (Claim.State.DRAFT, Claim.State.RETURNED)
_TONES = {rules.GOOD: "ok", rules.ATTENTION: "attn", rules.BREACH: "bad"}


@dataclass(frozen=True)
class Stop:
    """One stop of the chain: what it is, what is there, how it stands (ok, attn, bad, next), and where it leads."""

    label: str
    said: Any
    tone: str
    note: Any = ""


@dataclass(frozen=True)
class Balance:
    """An item of the budget with what it is asked for, in yuan."""

    line: Any
    year: Decimal
    paid: Decimal
    asked: Decimal
    this: Decimal
    left: Decimal


@dataclass(frozen=True)
class ClaimPage:
    """Everything the page of a claim shows."""

    claim: Claim
    lines: tuple[ClaimLine, ...]
    checks: tuple[rules.Check, ...]
    troubles: tuple[rules.Check, ...]
    chain: tuple[Stop, ...]
    balances: tuple[Balance, ...]
    missing: tuple[str, ...]
    files: tuple[Any, ...]
    payment: Payment | None
    is_open: bool
    is_witness_wanted: bool
    claim_days: int
    days: int
    pay_by: date | None
    pay_days: int | None
    pay_within: int

    @property
    def capital(self) -> str:
        """The amount in capital numerals, as the form on paper wants it."""
        return capital_amount(self.claim.payable)

    @property
    def department(self) -> str:
        """Where the claimant works."""
        claimant = self.claim.claimant
        return tree.current().units[claimant.unit_id].name if claimant else ""

    @property
    def beside(self) -> dict[str, Sentence]:
        """Field → what is wrong with it, as long as the claim can be mended."""
        return {each.field: each.said for each in reversed(self.troubles) if each.field}


def claim_page(claim: Claim, by: Actor, today: date) -> ClaimPage:
    """The page of one claim that the actor reaches."""
    with door.opened("finance.claim.page"):
        seen = look_at(claim)
        facts = facts_from(
            claim, seen, by, today if claim.submitted_at is None else claim.submitted_at.date()
        )
        looked = tuple(rules.checks(facts))
        is_open = claim.state in _OPEN
        payment = _payment(claim)
        wanted = rules.wanted_papers(facts)
        within = int(value(settings.PAY_DAYS.key, claim.happened_on, claim.unit))
        return ClaimPage(
            claim=claim,
            lines=tuple(seen.lines),
            checks=looked,
            troubles=tuple(each for each in looked if each.verdict != rules.GOOD) if is_open else (),
            chain=tuple(_chain(claim, facts, looked, payment)),
            balances=tuple(_balances(seen)),
            missing=tuple(
                each for each in wanted if each not in rules.there(facts) and each != rules.RECEIPT
            ),
            files=tuple(seen.files),
            payment=payment,
            is_open=is_open,
            is_witness_wanted=is_open and claim.witnessed_at is None and claim.witness_id == by.person_id,
            claim_days=facts.terms.claim_days,
            days=(facts.today - claim.happened_on).days,
            pay_by=_pay_by(claim),
            pay_days=_took(claim, payment),
            pay_within=within,
        )


def _took(claim: Claim, payment: Payment | None) -> int | None:
    """Working days from the approval to the payment (R5.3.5)."""
    if claim.approved_at is None or payment is None:
        return None
    return calendar_around(payment.paid_on).workdays_between(
        localtime(claim.approved_at).date(), payment.paid_on
    )


def _payment(claim: Claim) -> Payment | None:
    """What was paid; nothing before the claim is."""
    if claim.state != Claim.State.PAID:
        return None
    return Payment.everything.filter(claim=claim, state=Payment.State.PAID).select_related("voucher").first()


def _pay_by(claim: Claim) -> date | None:
    if claim.approved_at is None:
        return None
    day = claim.approved_at.date()
    return calendar_around(day).add_workdays(day, int(value(settings.PAY_DAYS.key, day, claim.unit)))


def _chain(claim: Claim, facts: rules.Facts, looked: tuple[rules.Check, ...], payment: Any) -> list[Stop]:
    worst = {each.code: _TONES[each.verdict] for each in looked}
    worst |= {each.code: "bad" for each in looked if each.verdict == rules.BREACH}
    work, invoices = facts.work, [line.invoice for line in facts.lines if line.invoice]
    stops = []
    if work.number:
        plan = "ok" if work.plan_approved else "attn"
        stops.append(Stop(noop("Activity plan"), work.number, plan if work.is_known else "bad"))
        signed = Sentence(noop("%(n)s signed in"), {"n": work.signed_in})
        stops.append(Stop(noop("Sign-in"), signed, "ok" if work.signed_in else "attn"))
    if invoices or worst["invoice"] == "bad":
        stops.append(Stop(noop("Invoice"), "、".join(invoices) or "—", worst["invoice"]))
    stops.append(Stop(noop("Receipt check"), str(claim.witness or "—"), worst["receipt"]))
    stops.append(
        Stop(
            noop("Papers of the claim"),
            Sentence(noop("%(n)s attached"), {"n": len(facts.files)}),
            worst["papers"],
        )
    )
    stops.append(_payment_stop(claim, payment))
    return stops


def _payment_stop(claim: Claim, payment: Any) -> Stop:
    if payment is not None:
        return Stop(noop("Payment"), payment.number, "ok", payment.paid_on)
    return Stop(noop("Payment"), noop("not paid yet"), "next")


def _balances(seen: Seen) -> list[Balance]:
    """Year, paid, asked for by others, this claim, and what is left then: one row an item of the budget in force."""
    mine: dict[str, Decimal] = {}
    named = {line.budget_line.code: line.budget_line for line in seen.lines}
    for line in seen.lines:
        mine[line.budget_line.code] = mine.get(line.budget_line.code, Decimal(0)) + line.counted
    return [
        _balance(named[code], seen.sums, year, mine[code])
        for code, year in seen.sums.planned.items()
        if code in mine
    ]


def _balance(line: Any, sums: spending.Sums, year: Decimal, mine: Decimal) -> Balance:
    paid, taken = sums.taken(line.code, spending.PAID), sums.taken(line.code)
    return Balance(line, year, paid, taken - paid, mine, year - taken - mine)
