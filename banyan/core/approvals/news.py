"""Who hears about a request: those whose turn it is, and whoever asked."""

from __future__ import annotations

from datetime import datetime

from banyan.core.approvals import signing
from banyan.core.approvals.models import Request, Step
from banyan.core.identity.models import User
from banyan.core.notices.telling import tell
from banyan.foundation.refusal import noop, sentence

TO_SIGN = noop("%(number)s waits for your signature.")
APPROVED = noop("%(number)s was approved.")
RETURNED = noop("%(number)s was sent back to you.")
VOIDED = noop("%(number)s was changed after signatures were asked for; ask again.")


def tell_signers(request: Request, position: int, now: datetime) -> None:
    """Those who may sign the position that opened; whoever asked is not among them."""
    people: set[int] = set()
    for step in Step.everything.filter(request=request, position=position):
        people |= signing.entitled_to(step, request, now.date())
    users = User.objects.filter(person__in=people - {request.asked_by_id}, is_active=True)
    tell(users, "approvals.to_sign", sentence(TO_SIGN, number=request.number), about=request, now=now)


def tell_asker(request: Request, text: str, now: datetime) -> None:
    """Whoever asked learns how it ended."""
    users = User.objects.filter(pk=request.asked_user_id)
    tell(users, "approvals.settled", sentence(text, number=request.number), about=request, now=now)
