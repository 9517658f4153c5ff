"""Who may sign what, and when: decisions on plain values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from banyan.foundation.refusal import Refused, noop

MODES = ("any", "all")
WAYS = ("role", "superior", "person")


@dataclass(frozen=True)
class Hand:
    """Whose hand signs (`person`) and whose turn it is (`principal`): two people when a deputy signs."""

    person: Any
    principal: Any

    @property
    def is_deputy(self) -> bool:
        return self.person != self.principal


@dataclass(frozen=True)
class Bound:
    """What exactly is signed: the version, the hash of the content and the hash of the files."""

    version: int
    content: str
    files: str


def check_not_own(hand: Hand, asked_by: Hashable | None) -> None:
    """Nobody signs their own request, neither by their own hand nor by a deputy's."""
    if asked_by is None:
        return
    if hand.person == asked_by:
        raise Refused(
            noop("Nobody signs their own request."),
            way_out=noop("Somebody else must sign it."),
            code="own_request",
        )
    if hand.principal == asked_by:
        raise Refused(
            noop("Nobody signs in the place of the person who asked."),
            way_out=noop("Somebody else must sign it."),
            code="own_request",
        )


def check_first_signature(hand: Hand, signed: Iterable[Hashable]) -> None:
    """Nobody signs twice, whether by their own hand or in somebody's place: every step needs another person."""
    if {hand.person, hand.principal} & set(signed):
        raise Refused(
            noop("This person has signed the request already; each step needs another person."), code="twice"
        )


def check_not_barred(hand: Hand, barred: Iterable[Hashable]) -> None:
    """Whoever had another hand in the matter does not sign it, nor does somebody in their place."""
    if {hand.person, hand.principal} & set(barred):
        raise Refused(
            noop("You had another part in this, or work under the person who asks; somebody else must sign."),
            way_out=noop("Let a colleague with the same role sign, or the superior."),
            code="barred",
        )


def check_not_adviser(only_advises: bool) -> None:
    """Advisers advise; they never sign (P1.1)."""
    if only_advises:
        raise Refused(
            noop("Advisers are not in the line of command and do not sign."), clause="P1.1", code="adviser"
        )


def check_turn(is_open: bool) -> None:
    """Steps are signed in order."""
    if not is_open:
        raise Refused(noop("It is not this step's turn, or it was decided already."), code="state")


def check_reason(reason: str) -> None:
    """Whoever sends something back says what is to be mended."""
    if not reason.strip():
        raise Refused({"reason": noop("Say what is to be mended.")}, code="required")


def check_unchanged(signed: Bound, present: Bound) -> None:
    """A signature stands under one exact version of the record and its files (R2.2.1)."""
    if present.version > signed.version or present.content != signed.content:
        raise Changed(
            noop("The record was changed after signatures were asked for; the request no longer holds.")
        )
    if present.files != signed.files:
        raise Changed(
            noop("The files were changed after signatures were asked for; the request no longer holds.")
        )


class Changed(Refused):
    """What was to be signed is no longer what stands there."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            problem,
            clause="R2.2.1",
            way_out=noop("Ask for signatures on the present version."),
            code="changed",
        )


def may_sign(
    candidates: Iterable[Hashable], asked_by: Hashable | None, advisers: Iterable[Hashable]
) -> set[Hashable]:
    """Those among the candidates whose signature could count."""
    return set(candidates) - {asked_by} - set(advisers)


def check_enough_people(steps: Sequence[Set[Hashable]]) -> None:
    """Every step can be signed, and by different people; otherwise asking would never come to an end."""
    if any(not people for people in steps):
        raise Refused(
            noop(
                "Nobody could sign one of the steps: the post is vacant, its holder is the one who asks, or has no right to sign."
            ),
            way_out=noop("Appoint somebody, grant the right to sign, or change the flow."),
            code="nobody_to_sign",
        )
    if not _different_people(steps):
        raise Refused(
            noop("There are fewer people to sign than steps; each step needs another person."),
            code="too_few_people",
        )


def _different_people(steps: Sequence[Set[Hashable]]) -> bool:
    """Whether each step can be given a person of its own (a matching by augmenting paths)."""
    taken: dict[Hashable, int] = {}

    def seat(step: int, tried: set[Hashable]) -> bool:
        for person in steps[step] - tried:
            tried.add(person)
            if person not in taken or seat(taken[person], tried):
                taken[person] = step
                return True
        return False

    return all(seat(step, set()) for step in range(len(steps)))
