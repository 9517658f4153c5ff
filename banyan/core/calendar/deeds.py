"""Feeds: made and revoked by their owner, shown once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from banyan.core import dated
from banyan.core.calendar.models import Feed
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.foundation.refusal import Refused, noop, sentence

_SHOWN = 6
feed_days = dated.declare(
    "calendar.feed_days", 365, label=gettext_noop("Life of a calendar feed"), unit=gettext_noop("days")
)
most_feeds = dated.declare(
    "calendar.most_feeds",
    5,
    label=gettext_noop("Most calendar feeds of one sign-in"),
    unit=gettext_noop("feeds"),
)


def new_secret() -> str:
    """A secret nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


@deed(Feed, "make", new=True, system=True, label=_("New feed"), icon="calendar-share")
def make_feed(feed: Feed, by: Actor, now: datetime, secret: str) -> None:
    """Let a program read one's calendar: numbers and times, never names."""
    if by.user is None or by.user.pk != feed.user_id:
        raise PermissionDenied("calendar.feed.make")
    today = now.date()
    most = dated.value(most_feeds.key, on=today)
    if Feed.everything.filter(user=by.user, revoked_at=None, ends_on__gte=today).count() >= most:
        raise Refused(
            {"": sentence(noop("You have %(most)s feeds already; revoke one first."), most=most)},
            code="too_many",
        )
    feed.digest, feed.beginning = Feed.digest_of(secret), secret[:_SHOWN]
    feed.stamp, feed.made_at = by.user.access_stamp, now
    feed.ends_on = today + timedelta(days=dated.value(feed_days.key, on=today))


@deed(Feed, "revoke", system=True, label=_("Revoke"), danger=True, icon="calendar-off")
def revoke_feed(feed: Feed, by: Actor, now: datetime) -> None:
    """End a feed at once; its owner may, and who manages the owner's sign-in."""
    own = by.user is not None and by.user.pk == feed.user_id
    if not own and not by.can("identity.user.deactivate", feed.user):
        raise PermissionDenied("calendar.feed.revoke")
    if feed.revoked_at is not None:
        raise Refused({"": noop("This feed is revoked already.")}, code="state")
    feed.revoked_at = now
