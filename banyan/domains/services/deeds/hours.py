"""Writing the day sheet, and saying how hours count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.deeds import deed
from banyan.domains.services.models import HourConversion, StandardHours, WorkEntry
from banyan.domains.services.queries import hours
from banyan.domains.services.queries.day_sheet import contract_begins
from banyan.domains.services.rules.hours import day_sheet as rules
from banyan.domains.services.rules.hours.spent import Category, Task, check_day
from banyan.foundation.refusal import Refused, noop

State = WorkEntry.State


@deed(WorkEntry, "add", new=True, label=_("Write into the day sheet"), icon="clock-plus")
def write(entry: WorkEntry, by: Any, now: datetime) -> None:
    """Write down work that leaves no other record; a day never has more than 24 hours."""
    if by.person is None:
        raise Refused({"": noop("Only people write day sheets.")})
    entry.worker = by.person
    _check(entry, now)


@deed(WorkEntry, "edit", frm=State.KEPT, label=pgettext_lazy("day sheet", "Correct"), icon="pencil")
def correct(entry: WorkEntry, by: Any, now: datetime, **changes: Any) -> None:
    """Correct a line of one's own; the trail keeps what stood there."""
    rules.check_own(entry.worker_id == by.person_id)
    for name, value in changes.items():
        setattr(entry, name, value)
    _check(entry, now)


@deed(
    WorkEntry,
    "strike",
    frm=State.KEPT,
    to=State.STRUCK,
    label=pgettext_lazy("day sheet", "Strike out…"),
    danger=True,
    icon="strikethrough",
)
def strike(entry: WorkEntry, by: Any, now: datetime, reason: str) -> None:
    """Strike out a line that should not stand; it stays readable and counts nowhere."""
    rules.check_own(entry.worker_id == by.person_id)


@deed(HourConversion, "add", new=True, label=_("Set how hours count"), icon="arrows-exchange")
def set_conversion(conversion: HourConversion, by: Any, now: datetime) -> None:
    """Write down what the contract says; an earlier version stays and holds for its time."""
    project = conversion.project
    begins = contract_begins(project) if project is not None else None
    frozen = project.frozen_through if project is not None else None
    rules.check_version_day(conversion.valid_from, begins, frozen)


@deed(StandardHours, "add", new=True, label=_("Set standard hours"), icon="ruler-measure")
def set_standard(standard: StandardHours, by: Any, now: datetime) -> None:
    """Say how many hours one unit of an indicator takes as a rule."""


@deed(StandardHours, "edit", label=_("Edit"), icon="pencil")
def change_standard(standard: StandardHours, by: Any, now: datetime, **changes: Any) -> None:
    """Change the standard; the trail keeps the earlier one with its basis."""
    for name, value in changes.items():
        setattr(standard, name, value)


def _check(entry: WorkEntry, now: datetime) -> None:
    rules.check_entry(Category(entry.category), Task(entry.task), entry.asked_by, entry.done_on, now.date())
    others = [
        each.raw
        for each in hours.spent([entry.worker_id], entry.done_on, entry.done_on)
        if each.public_id != entry.public_id
    ]
    check_day(others, entry.minutes)
