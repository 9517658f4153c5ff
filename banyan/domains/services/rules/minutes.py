"""How long something took, in minutes, from the two times that were written down."""

from __future__ import annotations

from datetime import time


def minutes_between(began: time | None, ended: time | None) -> int:
    """Whole minutes of one day; nothing where a time is not known or they are the wrong way round."""
    if began is None or ended is None:
        return 0
    return max((ended.hour - began.hour) * 60 + ended.minute - began.minute, 0)
