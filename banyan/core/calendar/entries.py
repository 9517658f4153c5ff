"""What happens when: rooms register a provider, the calendar asks all of them.

    calendar.provider(queries.activities_between)   # (actor, period) -> Iterable[Entry]

A provider reads through the actor's own door with a fixed number of statements, whatever the period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from banyan.foundation.periods import Period


@dataclass(frozen=True)
class Entry:
    """Something on a day: what kind of thing, its number and where it is read. It names numbers, never people.

    `kind` is a word of the trade ("activity"); `people` are ids of persons whose own day it is in; `unit_id` the
    unit it belongs to; `until` the last day where it lasts; `tone` is "", "late" or "done".
    """

    on: date
    kind: Any
    number: str
    url: str
    public_id: UUID
    starts_at: time | None = None
    ends_at: time | None = None
    until: date | None = None
    unit_id: int | None = None
    people: frozenset[int] = frozenset()
    tone: str = ""

    @property
    def last_day(self) -> date:
        """The last day it takes."""
        return self.until or self.on


Provider = Callable[[Any, Period], Iterable[Entry]]
_providers: list[Provider] = []


def provider(function: Provider) -> Provider:
    """Make a room's question known: what happens in this period that the actor may see?"""
    if function not in _providers:
        _providers.append(function)
    return function


def entries_for(actor: Any, period: Period) -> list[Entry]:
    """Everything in a period that an actor may see: by day, then by hour, whole days first."""
    found = (entry for ask in _providers for entry in ask(actor, period))
    inside = (entry for entry in found if entry.on <= period.end and entry.last_day >= period.start)
    return sorted(inside, key=lambda each: (each.on, each.starts_at or time.min, each.number))
