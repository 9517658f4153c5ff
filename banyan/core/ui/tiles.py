"""Parts that upper rooms put on the page of a project: the page asks for them and knows nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Tile:
    """A part of a page: its template, which finds this object as `tile`, and what it shows."""

    template: str
    shown: Any


Provider = Callable[[Any, UUID, date], Tile | None]
_providers: list[Provider] = []


def provider(function: Provider) -> Provider:
    """Make a room's tile known: `(actor, project, today)` → a tile, or nothing for an actor who may not see it."""
    if function not in _providers:
        _providers.append(function)
    return function


def tiles_of(by: Any, project: UUID, today: date) -> list[Tile]:
    """Every tile of a project that the actor may see."""
    return [tile for ask in _providers if (tile := ask(by, project, today)) is not None]
