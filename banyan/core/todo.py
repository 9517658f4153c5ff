"""What waits for somebody: rooms say it here, the desk shows it.

A room registers a provider in its `registers.py`:

    todo.provider(queries.due_summaries)   # (actor, today) -> Iterable[Todo]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, about which number, why, until when, and where it is done.

    `title` and `why` are Sentences; `due` is the last good day (None = none); `deed` labels the button. `unit_id`
    is the unit of the record: numbers run at each station by themselves, so a desk over several stations names it.
    """

    title: Any
    why: Any
    url: str
    deed: Any
    number: str = ""
    due: date | None = None
    clause: str = ""
    kind: str = "task"
    unit_id: int | None = None


Provider = Callable[[Any, date], Iterable[Todo]]
_providers: list[Provider] = []


def provider(function: Provider) -> Provider:
    """Make a room's question known: what waits for this actor today?"""
    if function not in _providers:
        _providers.append(function)
    return function


def waiting_for(actor: Any, today: date) -> Iterator[Todo]:
    """Everything that waits for an actor: overdue first, then by day, undated last."""
    found = [item for ask in _providers for item in ask(actor, today)]
    yield from sorted(found, key=lambda item: (item.due or date.max, item.number))
