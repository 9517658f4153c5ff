"""Where the minutes of work stand: each kind of record says what it knows of them (services.md §5).

hours.source("services.casecontact", contact_minutes)     # in the room's registers

def contact_minutes(workers, first, last):
    "Contacts of these workers (person ids; None = everybody), first and last day included. One statement."
    yield Spent(worker, day, minutes, Category.INTERVIEW, model, public_id, number, began_at=..., travel=...)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from banyan.core import door
from banyan.domains.services.rules.hours.spent import Spent

Provider = Callable[[Collection[int] | None, date, date], Iterable[Spent]]
_sources: dict[str, Provider] = {}


def source(kind: str, provider: Provider) -> None:
    """Let a kind of record tell the minutes of its work; `kind` is its model, such as `services.activity`."""
    _sources[kind] = provider


def kinds() -> tuple[str, ...]:
    """The kinds of records that tell minutes."""
    return tuple(sorted(_sources))


def spent(workers: Collection[int] | None, first: date, last: date) -> list[Spent]:
    """All minutes of these workers (person ids; None for everybody), by day, worker and time.

    One statement for each kind of record. Minutes and numbers only: names and words come through the viewer's door.
    """
    with door.opened("hours"):
        found = [each for kind in kinds() for each in _sources[kind](workers, first, last)]
    return sorted(found, key=lambda each: (each.day, each.worker, each.began_at is None, str(each.began_at)))
