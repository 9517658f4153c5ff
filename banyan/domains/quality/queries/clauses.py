"""The words of a clause, for pages that say why something is a fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ClauseWords:
    """A clause as it is shown: its id, its own words, and how it is judged."""

    clause: str
    title: Any = ""
    words: str = ""
    judged: Any = ""


Wording = Callable[[str], ClauseWords | None]
_wordings: list[Wording] = []


def wording(function: Wording) -> Wording:
    """Let the room that keeps the rulebook hand in the words of a clause: (clause) → ClauseWords or None."""
    if function not in _wordings:
        _wordings.append(function)
    return function


def words_of(clause: str) -> ClauseWords | None:
    """What the rulebook says; the bare clause where nobody knows its words."""
    if not clause:
        return None
    found = (ask(clause) for ask in _wordings)
    return next((words for words in found if words is not None), ClauseWords(clause))
