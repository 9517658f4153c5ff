"""What every new record of this room does first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from banyan.core import numbering
from banyan.domains.communication.rules.places import check_project


def begin(record: Any, now: datetime, year: int | None = None) -> None:
    """Take a number at the record's centre and check that its project is a project of that centre."""
    project = getattr(record, "project", None)
    if project is not None:
        check_project(record.unit.path, project.unit.path)
    if not record.number:
        record.number = numbering.take(record.number_pattern, record.home(), year or now.year)


def change(record: Any, changes: dict[str, Any]) -> None:
    """Put new values in place of old ones."""
    for name, value in changes.items():
        setattr(record, name, value)
    project = getattr(record, "project", None)
    if project is not None:
        check_project(record.unit.path, project.unit.path)


def today_of(now: datetime) -> date:
    """The office's day of a moment."""
    from django.utils.timezone import localtime

    return localtime(now).date()
