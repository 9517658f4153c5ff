"""Asking for the signatures that the flow of a matter wants."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.core.approvals import deeds
from banyan.core.approvals.flows import choosing
from banyan.core.approvals.models import Request
from banyan.core.approvals.outcomes import barred_from
from banyan.core.approvals.planning import Place


def ask(
    record: Any, kind: str, by: Any, now: datetime, amount: Decimal | None = None, note: str = ""
) -> Request:
    """Ask for the signatures that the flow in force at the record's unit on this day wants.

    Call it last in the deed that asks, as `approvals.ask`. `amount` (yuan) decides about steps with a limit.
    The request keeps the flow it began under. Refused as `approvals.ask` refuses.
    """
    with door.opened("approvals.request.ask"):
        day = now.date()
        place = Place(record.home(), record.scope(), by.person, day, barred_from(record, kind, day))
        flow, steps = choosing.steps_at(kind, place.unit, day)
        planned = choosing.planned(kind, steps, place, amount)
        return deeds.ask_planned(record, kind, planned, by, now, terms=deeds.Terms(note, flow, amount))
