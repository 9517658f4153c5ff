"""What a reader finds: their own notices, and nobody else's."""

from __future__ import annotations

from typing import Any

from banyan.core.notices.models import Notice
from banyan.core.records import GuardedQuerySet


def notices_of(actor: Any) -> GuardedQuerySet:
    """Everything this sign-in was told, newest first."""
    user = actor.user.pk if actor.user else None
    return Notice.objects.filter(user=user).order_by("-told_at", "-pk")._through_the_door()


def unread_count(actor: Any) -> int:
    """How many of them wait to be read. One statement."""
    return notices_of(actor).filter(read_at=None).count()
