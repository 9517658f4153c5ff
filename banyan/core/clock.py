"""The one place that asks for the time. Deeds, commands and the edge ask here and hand the answer on.

A demo installation has a day of its own; its clock shows that day with the machine's time of day. A real
installation has none and shows machine time.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

_SECONDS_KEPT = 1.0
_cache: dict[str, tuple[float, date | None]] = {}


def machine_now() -> datetime:
    """Machine time in UTC; only the trail and technical time-outs use it."""
    return datetime.now(UTC)


def machine_milliseconds() -> int:
    """Machine time as whole milliseconds since 1970, for identifiers."""
    return time.time_ns() // 1_000_000


def now() -> datetime:
    """The installation's time, aware, in the agency's time zone."""
    local = machine_now().astimezone(ZoneInfo(settings.TIME_ZONE))
    day = demo_day()
    return local if day is None else local.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The installation's day."""
    return now().date()


def demo_day() -> date | None:
    """The day of a demo installation, or None in a real one."""
    kept = _cache.get("day")
    if kept and time.monotonic() - kept[0] < _SECONDS_KEPT:
        return kept[1]
    from banyan.core.identity.models import Installation

    day = Installation.objects.values_list("demo_day", flat=True).first()
    _cache["day"] = (time.monotonic(), day)
    return day


def forget() -> None:
    """Drop the remembered demo day, after it was moved."""
    _cache.clear()
