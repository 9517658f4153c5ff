"""Which unit and which day a page of figures speaks of: both stand in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from banyan.core import clock
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Unit
from banyan.foundation.readers import Date
from banyan.foundation.refusal import Refused


@dataclass(frozen=True)
class Chosen:
    """A unit within the actor's reach, a day, and the units that could be chosen instead."""

    unit: Unit
    on: date
    units: tuple[Unit, ...]

    @property
    def day(self) -> str:
        """The day as an address carries it."""
        return self.on.isoformat()

    @property
    def query(self) -> str:
        """Unit and day as an address carries them."""
        return urlencode({"unit": self.unit.code, "on": self.on.isoformat()})


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, as the gate made them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def chosen(request: HttpRequest, permission: str, code: str = "") -> Chosen:
    """Read unit and day of a page; without them the highest unit within reach, today.

    A unit beyond reach does not exist (404). A day that is none is refused.
    """
    units = _within_reach(request, permission)
    wanted = code or request.GET.get("unit", "")
    unit = next((each for each in units if each.code == wanted or not wanted), None)
    if unit is None:
        raise Http404
    return Chosen(unit, _day(request), units)


def _within_reach(request: HttpRequest, permission: str) -> tuple[Any, ...]:
    reached = actor_of(request).unit_ids(permission)
    units = [unit for pk, unit in tree.current().units.items() if pk in reached]
    return tuple(sorted(units, key=lambda unit: (unit.depth, unit.code)))


def _day(request: HttpRequest) -> date:
    text = request.GET.get("on", "").strip()
    if not text:
        return clock.today()
    reading = Date().read(text)
    if not reading.ok:
        raise Refused({"on": reading.findings[0].message}, code="bad_date")
    day: date = reading.value
    return day
