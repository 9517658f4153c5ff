"""What a claim in the system proves of the rules about money, and what it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"


@dataclass(frozen=True)
class Proof:
    """A claim that was handed in: its days, and whether it was split, explained, witnessed and agreed to above."""

    project: UUID
    public_id: UUID
    number: str
    happened_on: date
    handed_in_on: date
    approved_on: date | None = None
    paid_on: date | None = None
    explained: bool = False
    witnessed: bool = False
    signers: tuple[Any, ...] = ()
    claimant: Any = None
    witness: Any = None
    is_complete: bool = True
    agreed_above: bool = False


Judged = tuple[str, Sentence]


def in_time(proof: Proof, window: int) -> Judged:
    """An expense is claimed within the window; a later one says why and wants attention (R5.3.1)."""
    days = (proof.handed_in_on - proof.happened_on).days
    if days <= window:
        return GOOD, sentence(noop("Claimed after %(days)s days."), days=days)
    if proof.explained:
        words = noop("Claimed after %(days)s days, with a reason; %(window)s are allowed.")
        return ATTENTION, sentence(words, days=days, window=window)
    words = noop("Claimed after %(days)s days without a reason; %(window)s are allowed.")
    return BREACH, sentence(words, days=days, window=window)


def said_in_full(proof: Proof) -> Judged:
    """Time, place, reason, payee and every paper were there when it was handed in (R5.3.2)."""
    if proof.is_complete:
        return GOOD, sentence(noop("Time, place, reason, payee and papers were there."))
    return BREACH, sentence(noop("Time, place, reason or payee is missing."))


def different_people(proof: Proof) -> Judged:
    """Claimant, witness and signers are different people, and the receipt is confirmed (R5.3.3)."""
    hands = [proof.claimant, proof.witness, *proof.signers]
    if not proof.witnessed:
        return BREACH, sentence(noop("Nobody confirmed the receipt."))
    if len(set(hands)) != len(hands):
        return BREACH, sentence(noop("One person had two hands in the claim."))
    return GOOD, sentence(
        noop("Claimant, witness and %(n)s signers are different people."), n=len(proof.signers)
    )


def agreed_above(proof: Proof) -> Judged | None:
    """What is approved was agreed to at headquarters last; what still waits says nothing yet (R5.3.4, P4.1)."""
    if proof.approved_on is None:
        return None
    if proof.agreed_above:
        return GOOD, sentence(noop("Headquarters agreed last."))
    return BREACH, sentence(noop("Headquarters did not agree."))


def paid_in_time(proof: Proof, due: date | None, today: date) -> Judged | None:
    """What is approved is paid within the working days (R5.3.5). `due` is the last good day."""
    if due is None:
        return None
    if proof.paid_on is not None:
        if proof.paid_on <= due:
            return GOOD, sentence(noop("Paid on %(day)s, by %(due)s it was due."), day=proof.paid_on, due=due)
        return ATTENTION, sentence(
            noop("Paid on %(day)s; it was due by %(due)s."), day=proof.paid_on, due=due
        )
    if today > due:
        return BREACH, sentence(noop("Approved and not paid; it was due by %(due)s."), due=due)
    return None
