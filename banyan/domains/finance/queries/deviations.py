"""Items that deviate at the end of a month, with what was said about them (R5.2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import VarianceNote
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.queries.periods import large_items
from banyan.domains.finance.rules.balances import ItemSum
from banyan.domains.finance.rules.periods import quarter_starts
from banyan.foundation.periods import month_of


@dataclass(frozen=True)
class Deviation:
    """One item beyond both thresholds, and its explanation of the quarter, if there is one."""

    item: ItemSum
    note: VarianceNote | None


def deviations_of(project: Any, month: date, by: Actor, today: date) -> list[Deviation]:
    """What has to be explained before a month is closed, what was explained already last."""
    until = min(month_of(month).end, today)
    notes = VarianceNote.objects.visible_to(by).filter(
        project=project, month__gte=quarter_starts(month), month__lte=month
    )
    said = {note.item: note for note in notes.order_by("month")}
    found = [Deviation(item, said.get(item.code)) for item in large_items(execution_of(project, by, until))]
    return sorted(found, key=lambda each: each.note is not None)
