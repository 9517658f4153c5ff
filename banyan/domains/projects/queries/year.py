"""The contract year: its ruler, its months and when they close."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from banyan.core.ui.ruler import Milestone as Mark
from banyan.core.ui.ruler import Ruler, year_ruler
from banyan.domains.projects.models import Milestone, Project
from banyan.domains.projects.queries.numbers import Numbers
from banyan.domains.projects.rules.forecast import mid_term
from banyan.domains.projects.rules.freeze import booking_month, freezes_at, last_of, months_of


def ruler_of(
    project: Project, days: tuple[date, date], milestones: Iterable[Milestone], today: date
) -> Ruler:
    """Months, frozen months, milestones and the share of time gone, for the frame of a project's pages."""
    marks = [Mark(milestone.name, milestone.due_on) for milestone in milestones]
    if not any(mark.on == mid_term(*days) for mark in marks):
        marks.append(Mark(_("mid-term"), mid_term(*days)))
    frozen = last_of(project.frozen_through) if project.frozen_through else None
    return year_ruler(*days, today, frozen, marks)


def months_on(project: Project, days: tuple[date, date]) -> list[dict[str, Any]]:
    """The months of a contract; late bookings after its end stand in months of their own."""
    last = max(days[1], project.frozen_through or days[1])
    return [{"first": month, "frozen": _is_frozen(project, month)} for month in months_of(days[0], last)]


def freezing(project: Project, days: tuple[date, date], today: date, numbers: Numbers) -> dict[str, Any]:
    """The last frozen month, the first open one and when that closes by itself."""
    first_open = booking_month(days[0], project.frozen_through)
    closes_at = freezes_at(first_open, numbers.freeze_day, numbers.freeze_hour)
    return {
        "through": project.frozen_through,
        "open": first_open,
        "closes_at": closes_at,
        "is_due": closes_at.date() < today,
    }


def _is_frozen(project: Project, month: date) -> bool:
    return project.frozen_through is not None and month <= project.frozen_through
