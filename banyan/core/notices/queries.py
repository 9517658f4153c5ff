"""What a reader finds: their own notices, and nobody else's."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Value

from banyan.core.identity import tree
from banyan.core.notices.models import Bot, Notice, Preference
from banyan.core.records import GuardedQuerySet


def notices_of(actor: Any) -> GuardedQuerySet:
    """Everything this sign-in was told, newest first."""
    user = actor.user.pk if actor.user else None
    return Notice.objects.filter(user=user).order_by("-told_at", "-pk")._through_the_door()


def told_to(actor: Any, most: int) -> list[Notice]:
    """The newest notices as the page lists them; where they are of several stations each says which. One statement."""
    told = list(notices_of(actor)[:most])
    named = tree.stations_told(notice.station_id for notice in told)
    for notice in told:
        notice.where = named.get(notice.station_id, "")
    return told


def unread_count(actor: Any) -> int:
    """How many of them wait to be read. One statement."""
    return notices_of(actor).filter(read_at=None).count()


def preference_of(actor: Any) -> Preference:
    """How this sign-in wants to hear; a new one where nothing was said yet."""
    found = Preference.objects.filter(user=actor.user.pk).select_related("user")._through_the_door()
    return found.first() or Preference(user=actor.user)


def bots_for(actor: Any) -> GuardedQuerySet:
    """Bots that somebody may choose: those at or above their own unit that are switched on."""
    unit = actor.user.unit
    path = unit.path if unit else ""
    above = Bot.objects.alias(place=Value(path)).filter(place__startswith=F("unit__path"), retired_at=None)
    return above.order_by("name")._through_the_door()
