"""Whose hand may sign a step today: the holder's own, or a deputy's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from banyan.core.approvals import queries, resolving, rules
from banyan.core.approvals.models import Candidate, Request, Step, subject_of
from banyan.core.approvals.planning import SIGN
from banyan.core.approvals.rules import Hand
from banyan.core.identity.actor import Right
from banyan.core.pointing import is_closed
from banyan.foundation.refusal import Refused


@dataclass(frozen=True)
class Left:
    """Whether this is known to be the last signature of its request; otherwise the steps are to be asked."""

    is_last: bool = False


def hand_for(step: Step, request: Request, by: Any, day: date) -> Hand:
    """The hand that signs. Refuses own requests, second signatures and advisers; strangers get `PermissionDenied`."""
    return hand_and_left(step, request, by, day)[0]


def hand_and_left(step: Step, request: Request, by: Any, day: date) -> tuple[Hand, Left]:
    """The hand that signs and what is left then; for one's own turn both are one question.

    The caller holds the request, so that nobody signs another step of it meanwhile.
    """
    if by.person_id is None or not by.may(SIGN):
        raise PermissionDenied(SIGN)
    turn = queries.own_turn(by, step.pk, request.model, day).annotate(others=Exists(_other_steps()))
    others = turn.order_by().values_list("others", flat=True).first()
    if others is not None:
        return Hand(by.person_id, by.person_id), Left(is_last=not others)
    return _hand_of_another_way(step, request, by, day), Left()


def _other_steps() -> Any:
    """Steps of the same request that wait or will be asked."""
    unsigned = Step.everything.filter(
        request=OuterRef("request"), state__in=(Step.State.OPEN, Step.State.LATER)
    )
    return unsigned.exclude(pk=OuterRef("pk"))


def _hand_of_another_way(step: Step, request: Request, by: Any, day: date) -> Hand:
    """The hand of a deputy, or of somebody whose own turn needs a closer look."""
    own = Hand(by.person_id, by.person_id)
    rules.check_not_own(own, request.asked_by_id)
    if is_closed(subject_of(request)):
        raise PermissionDenied(SIGN)
    refused: Refused | PermissionDenied | None = None
    for hand in _hands(step, request, by.person_id, day):
        try:
            _check(hand, request, by, day)
        except (Refused, PermissionDenied) as why:
            refused = refused or why
        else:
            return hand
    raise refused or PermissionDenied(SIGN)


def _hands(step: Step, request: Request, person: int, day: date) -> Iterator[Hand]:
    """The person's own hand first, then those they sign for today; only where it is the principal's turn."""
    principals = [
        person,
        *resolving.givers(person, day).order_by("starts_on", "pk").values_list("giver_id", flat=True),
    ]
    entitled = entitled_to(step, request, day)
    return (Hand(person, principal) for principal in dict.fromkeys(principals) if principal in entitled)


def entitled_to(step: Step, request: Request, day: date) -> set[int]:
    """People whose turn it is today: named ones, and for a role those who hold it now."""
    return entitled_to_each([step], request, day)[step.pk]


def entitled_to_each(steps: Sequence[Step], request: Request, day: date) -> dict[int, set[int]]:
    """People whose turn each step of a request is, by step. Two statements, whatever the number of steps."""
    named: dict[int, set[int]] = {step.pk: set() for step in steps}
    added: dict[int, set[int]] = {step.pk: set() for step in steps}
    rows = Candidate.objects.filter(step__in=steps).values_list("step", "person", "escalated")
    for step, person, escalated in rows:
        (added if escalated else named)[step].add(person)
    roles = {step.who for step in steps if step.how == "role"}
    holders = resolving.holders_of_roles(roles, request.unit, request.scope_id, day) if roles else {}
    return {
        step.pk: added[step.pk] | _entitled(step, named[step.pk], holders.get(step.who, set()))
        for step in steps
    }


def _entitled(step: Step, named: set[int], holders: set[int]) -> set[int]:
    if step.how != "role":
        return named
    return holders & named if step.mode == "all" else holders | named


def _check(hand: Hand, request: Request, by: Any, day: date) -> None:
    _check_right(hand, request, by, day)
    rules.check_not_own(hand, request.asked_by_id)
    rules.check_first_signature(hand, signed_by(request))
    rules.check_not_adviser(bool(resolving.advisers((hand.person, hand.principal), day)))


def _check_right(hand: Hand, request: Request, by: Any, day: date) -> None:
    """Whose turn it is holds the right to sign here; a deputy needs it too, wherever they hold it."""
    if hand.is_deputy:
        if not _may_sign_at(hand.principal, request, day):
            raise PermissionDenied(SIGN)
    elif not by.can(SIGN, request):
        raise PermissionDenied(SIGN)


def _may_sign_at(person: int, request: Request, day: date) -> bool:
    held = resolving.role_grants(request.unit.path, request.scope_id, day).filter(user__person=person)
    rows = held.values_list("role__permissions", flat=True)
    return any(Right(tuple(patterns), "").allows(SIGN) for patterns in rows)


def signed_by(request: Request) -> set[int]:
    """Everybody who signed so far, and everybody in whose place somebody signed."""
    decided = Step.everything.filter(Q(request=request), ~Q(decided_by=None))
    return {person for pair in decided.values_list("decided_by", "on_behalf_of") for person in pair if person}
