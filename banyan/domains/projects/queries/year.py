"""The contract year: its ruler, its months and when they close."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from banyan.core.identity.actor import Actor
from banyan.core.ui.ruler import Milestone as Mark
from banyan.core.ui.ruler import Ruler, year_ruler
from banyan.domains.projects.models import Contract, Milestone, Project
from banyan.domains.projects.queries.numbers import Numbers
from banyan.domains.projects.rules.forecast import mid_term
from banyan.domains.projects.rules.freeze import booking_month, freezes_at, last_of, months_of
from banyan.foundation.periods import Period


def ruler_of(
    project: Project, days: tuple[date, date], milestones: Iterable[Milestone], today: date
) -> Ruler:
    """Months, frozen months, milestones and the share of time gone, for the frame of a project's pages."""
    marks = [Mark(milestone.name, milestone.due_on) for milestone in milestones]
    if not any(mark.on == mid_term(*days) for mark in marks):
        marks.append(Mark(_("mid-term"), mid_term(*days)))
    frozen = last_of(project.frozen_through) if project.frozen_through else None
    return year_ruler(*days, today, frozen, marks)


def contract_years(projects: Iterable[UUID], on: date) -> dict[UUID, Period]:
    """Public id of a project → the contract that runs on a day; else the last one before it, else the first."""
    found: dict[UUID, Period] = {}
    rows = Contract.everything.filter(project__public_id__in=list(projects)).order_by("starts_on")
    for project, starts_on, ends_on in rows.values_list("project__public_id", "starts_on", "ends_on"):
        if starts_on <= on or project not in found:
            found[project] = Period(starts_on, ends_on)
    return found


def ruler_on(project: Project, by: Actor, today: date) -> Ruler | None:
    """The ruler of the contract year that a day belongs to, for pages of rooms above."""
    year = contract_years([project.public_id], today).get(project.public_id)
    if year is None:
        return None
    return ruler_of(
        project, (year.start, year.end), Milestone.objects.visible_to(by).filter(project=project), today
    )


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
