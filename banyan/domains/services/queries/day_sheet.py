"""What stands on day sheets, and the conversions in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Min
from django.utils.timezone import localtime

from banyan.core.identity import tree
from banyan.domains.services.models import HourConversion, WorkEntry
from banyan.domains.services.rules.hours.counting import Conversion, Version
from banyan.domains.services.rules.hours.spent import Category, Spent, Task

_MODEL = "services.workentry"


def entry_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """The lines of day sheets that were not struck out. One statement."""
    kept = WorkEntry.everything.filter(done_on__range=(first, last), state=WorkEntry.State.KEPT)
    if workers is not None:
        kept = kept.filter(worker_id__in=workers)
    for entry in kept.select_related("project"):
        yield Spent(
            entry.worker_id, entry.done_on, entry.minutes, Category(entry.category), _MODEL, entry.public_id,
            entry.matter, began_at=entry.began_at, task=Task(entry.task),
            project=entry.project and entry.project.public_id,
            entered_on=localtime(entry.created_at).date() if entry.created_at else None,
        )  # fmt: skip


def versions_for(unit: Any) -> list[Version]:
    """The conversions that may hold at a unit: its own and those of the units above. One statement."""
    above = tree.current().above([unit.path])
    found = HourConversion.everything.filter(unit_id__in=sorted(above)).select_related("project")
    return [
        Version(
            Category(row.category), row.valid_from, _conversion(row), row.project and row.project.public_id
        )
        for row in found.order_by("unit__path")
    ]


def _conversion(row: HourConversion) -> Conversion:
    return Conversion(
        factor=row.factor, factor_beside=row.factor_beside, travel_most=row.travel_most, record=row.record_minutes,
        least=row.least, most=row.most, fixed=row.fixed, event=row.event, large_event=row.large_event,
        large_above=row.large_above, share_most=row.share_most,
    )  # fmt: skip


def contract_begins(project: Any) -> date | None:
    """The first day of a project's first contract."""
    begins: date | None = project.contracts.aggregate(day=Min("starts_on"))["day"]
    return begins
