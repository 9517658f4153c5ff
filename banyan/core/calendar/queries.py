"""Whose feeds there are, and on whose behalf one is read."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.calendar.models import Feed
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.records import GuardedQuerySet


def feeds_of(actor: Any) -> GuardedQuerySet:
    """One's own feeds, newest first."""
    user = actor.user.pk if actor.user else None
    return Feed.objects.filter(user=user).order_by("-made_at", "-pk")._through_the_door()


def reader_behind(secret: str, today: date) -> tuple[Feed, Actor] | None:
    """The feed of a secret with its owner as they are today; None when it opens nothing any more."""
    found = Feed.objects.filter(digest=Feed.digest_of(secret)).select_related("user__person")
    feed = found._through_the_door().first()
    if feed is None or feed.revoked_at is not None or feed.ends_on < today:
        return None
    if feed.stamp != feed.user.access_stamp:
        return None
    owner = actor_for(feed.user, today)
    return (feed, owner) if owner.rights else None
