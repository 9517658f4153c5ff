"""What the palette finds: each part of the house offers its own hits, through its own door."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Hit:
    """Something found: where it is, what it is called, and why it was found."""

    url: str
    label: Any
    number: str = ""
    kind: Any = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Hits of one kind under their heading."""

    title: Any
    hits: tuple[Hit, ...]
    icon: str = "search"


Finder = Callable[[Any, str], Iterable[Group]]


@dataclass
class _Finders:
    all: list[Finder] = field(default_factory=list)


_finders = _Finders()


def finds(finder: Finder) -> Finder:
    """Let a part of the house answer the palette: it is handed the actor and the words."""
    _finders.all.append(finder)
    return finder


def find(actor: Any, wanted: str) -> tuple[Group, ...]:
    """Everything that answers to the words, deeds and pages first; nothing for an empty question."""
    if not wanted or not actor:
        return ()
    return tuple(group for finder in _finders.all for group in finder(actor, wanted) if group.hits)
