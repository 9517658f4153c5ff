"""What a room shows beside a paper that is to be signed: the proofs that a signer would otherwise have to look for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

Shows = Callable[[Any, Any], SafeString]
_shown: dict[tuple[str, str], Shows] = {}


def evidence(model: Any, kind: str) -> Callable[[Shows], Shows]:
    """Say what stands beside requests of this kind on this model: (record, actor) → a part of the page."""

    def keep(shows: Shows) -> Shows:
        _shown[(model._meta.label_lower, kind)] = shows
        return shows

    return keep


def evidence_of(record: Any, kind: str, by: Any) -> SafeString:
    """The room's part for one paper; empty where the room shows nothing."""
    shows = _shown.get((record._meta.label_lower, kind))
    return shows(record, by) if shows else SafeString("")
