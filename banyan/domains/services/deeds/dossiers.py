"""Saying which papers a file needs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.domains.services.models import DocumentRequirement
from banyan.domains.services.rules.dossiers import check_requirement


@deed(DocumentRequirement, "add", new=True, label=_("Ask for a paper"), icon="file-plus")
def ask_for(row: DocumentRequirement, by: Any, now: datetime) -> None:
    """Add a paper to the files of a method, move its day, or waive it, from a day on."""
    check_requirement(row.document, row.since, row.valid_from, row.valid_to)


@deed(DocumentRequirement, "end", label=_("Ends on…"), icon="calendar-x")
def end(row: DocumentRequirement, by: Any, now: datetime, last_day: date) -> None:
    """Let a line of the table end; files of its time are judged by it for good."""
    check_requirement(row.document, row.since, row.valid_from, last_day)
    row.valid_to = last_day
