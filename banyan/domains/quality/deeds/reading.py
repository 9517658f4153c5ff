"""Writing down that a restricted record was opened: the one thing that opening a page writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from banyan.core import door
from banyan.core.audit.trail import note_reading


def note_opened(record: Any, *, by: Any, now: datetime) -> None:
    """Keep who opened a record and when, in the read log."""
    with door.opened("quality.read"):
        note_reading(by, now, record)
