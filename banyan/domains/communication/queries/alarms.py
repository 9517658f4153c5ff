"""The calls of a crisis, with what they should have taken and what they took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banyan.domains.communication.models import Crisis, CrisisCall
from banyan.domains.communication.rules.crises import Called, late_minutes


@dataclass(frozen=True)
class Call:
    """One call: made or not, and how many minutes late."""

    call: CrisisCall
    late: int
    minutes: int | None

    @property
    def tone(self) -> str:
        """Made in time is quiet, late speaks, not made yet waits."""
        if self.late:
            return "breach"
        return "ok" if self.call.informed_at else "wait"


def calls(crisis: Crisis, by: Any, noticed: datetime, now: datetime) -> list[Call]:
    """The calls of a crisis in their order."""
    found = CrisisCall.objects.visible_to(by).filter(crisis=crisis).select_related("informed_by")
    return [_call(each, noticed, now) for each in found.order_by("position")]


def _call(call: CrisisCall, noticed: datetime, now: datetime) -> Call:
    took = int((call.informed_at - noticed).total_seconds() // 60) if call.informed_at else None
    return Call(call, late_minutes(Called(call.wave, call.due_at, call.informed_at), now), took)
