"""What storytellers share: moments, the people who act in them, and the days on which things happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from banyan.core import door
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Unit
from banyan.site.demo.people import actor_of

_kept: dict[tuple[int, date], Actor] = {}


@dataclass(frozen=True)
class Moment:
    """Something that somebody does at a point of the demo's year.

    `key` is the moment's own name inside its story and never changes; `play(at)` does it through deeds with
    `now=at`. A moment is played once and as a whole.
    """

    at: datetime
    key: str
    play: Callable[[datetime], Any]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in the agency's time zone."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings.TIME_ZONE))


def actor(person: Any, when: datetime) -> Actor:
    """Somebody of the demo, acting with the rights of that day. `person` is a Person or its id."""
    key = (getattr(person, "pk", person), when.date())
    if key not in _kept:
        if len(_kept) > 500:
            _kept.clear()
        _kept[key] = actor_of(key[0], when)
    return _kept[key]


def holder(unit: Unit, title: str, on: date) -> Any:
    """The person who holds the post of this title (or one ending so) in a unit on a day; None when vacant."""
    with door.opened("demo"):
        found = Appointment.objects.filter(Appointment.on(on), post__unit=unit, post__title__endswith=title)
        first = found.select_related("person").order_by("person_id").first()
    return first.person if first else None


def in_office(unit: Unit, on: date) -> list[Any]:
    """Everybody who holds a post in a unit or below on a day, those who command others first."""
    with door.opened("demo"):
        found = Appointment.objects.filter(Appointment.on(on), post__unit__path__startswith=unit.path)
        rows = found.select_related("person").order_by("post__unit__path", "post__code", "person_id")
        return list(dict.fromkeys(row.person for row in rows))


def departments(centre: Unit) -> list[Unit]:
    """The departments of a station, in the order of the tree."""
    with door.opened("demo"):
        return list(Unit.objects.filter(parent=centre, kind=Unit.Kind.DEPARTMENT).order_by("path"))


def chance(*key: object) -> Random:
    """What could have gone otherwise, and goes the same way every time it is told."""
    return Random(" ".join(map(str, key)))  # noqa: S311


@cache
def calendar(*years: int) -> Any:
    """Work days with holidays and the weekends made up for them."""
    from banyan.foundation.workdays import seeded_calendar

    return seeded_calendar(*years)


def forget() -> None:
    """Drop the actors that were kept, as between two tests."""
    _kept.clear()
