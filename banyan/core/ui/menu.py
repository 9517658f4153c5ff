"""What navigation is made of; the site fills it in, the frame shows what the actor may enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One link of an area: label, the name of its address, and the permission it asks for."""

    label: Any
    url_name: str
    permission: str
    icon: str = ""


@dataclass(frozen=True)
class Area:
    """A part of the house, in the order of a working day."""

    code: str
    label: Any
    icon: str
    entries: tuple[Entry, ...]
