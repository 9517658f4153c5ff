"""Projects as imports see them: core does not know the room; the room tells how to find and list them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass
class _Source:
    named: Callable[[str], Any] | None = None
    offered: Callable[[Any, Any], Sequence[Any]] | None = None


_source = _Source()


def source(named: Callable[[str], Any], offered: Callable[[Any, Any], Sequence[Any]]) -> None:
    """The room of projects says how one is found by public id and which ones a unit's importer may choose."""
    _source.named, _source.offered = named, offered


def scope_named(public_id: str) -> Any:
    """The project of a public id, or None."""
    return _source.named(public_id) if _source.named else None


def scopes_for(unit: Any, by: Any) -> Sequence[Any]:
    """Projects that a file of this unit may belong to."""
    return _source.offered(unit, by) if _source.offered else ()
