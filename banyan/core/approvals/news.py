"""Who hears about a request: those whose turn it is, and whoever asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from banyan.core.approvals import resolving
from banyan.core.approvals.models import Candidate, Request, Step
from banyan.core.identity.models import User
from banyan.core.notices.telling import tell
from banyan.foundation.refusal import noop, sentence

TO_SIGN = noop("%(number)s waits for your signature.")
APPROVED = noop("%(number)s was approved.")
RETURNED = noop("%(number)s was sent back to you.")
REMINDED = noop("%(number)s still waits for your signature, since %(days)s working days.")
PASSED_UP = noop("%(number)s waits too long for a signature; you may sign it as superior.")
VOIDED = noop("%(number)s was changed after signatures were asked for; ask again.")


def tell_signers(request: Request, now: datetime) -> None:
    """Those who may sign what is open now; whoever asked is not among them. Two statements."""
    steps = Step.everything.filter(request=request, state=Step.State.OPEN)
    named = Candidate.objects.filter(step__in=steps).values("person")
    by_role = steps.filter(how="role", mode="any").values("who")
    held = resolving.role_grants(request.unit.path, request.scope_id, now.date()).filter(
        role__code__in=by_role
    )
    users = User.objects.filter(Q(person__in=named) | Q(pk__in=held.values("user")), is_active=True)
    tell(
        users.exclude(person=request.asked_by_id),
        "approvals.to_sign",
        sentence(TO_SIGN, number=request.number),
        about=request,
        now=now,
    )


def tell_asker(request: Request, text: str, now: datetime) -> None:
    """Whoever asked learns how it ended."""
    users = User.objects.filter(pk=request.asked_user_id)
    tell(users, "approvals.settled", sentence(text, number=request.number), about=request, now=now)


def remind(request: Request, people: Iterable[int], days: int, now: datetime) -> None:
    """Those whose turn it is hear that it is still their turn."""
    said = sentence(REMINDED, number=request.number, days=days)
    tell(_sign_ins(people), "approvals.reminder", said, about=request, now=now)


def tell_passed_up(request: Request, people: Iterable[int], now: datetime) -> None:
    """The superiors who may sign now."""
    said = sentence(PASSED_UP, number=request.number)
    tell(_sign_ins(people), "approvals.passed_up", said, about=request, now=now)


def _sign_ins(people: Iterable[int]) -> QuerySet[User]:
    return User.objects.filter(person__in=list(people), is_active=True)
