"""Closing months: what was reported never changes again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from banyan.core import dated, door
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import MonthFreeze, Project
from banyan.domains.projects.queries.ledger import figures_through
from banyan.domains.projects.rules.freeze import check_may_freeze, due_to_freeze, first_of, months_of

State = Project.State
OPEN = (State.RUNNING, State.SUMMING_UP)


@deed(Project, "freeze", frm=OPEN, label=_("Freeze months"), icon="snowflake")
def freeze(project: Project, by: Actor, now: datetime, through: date) -> None:
    """Close a month and all before it; what comes in later for them is booked in the first open month."""
    starts_on = first_day(project, now.date())
    check_may_freeze(through, now.date(), starts_on, project.frozen_through)
    for month in months_of(starts_on, first_of(through)):
        if project.frozen_through is None or month > project.frozen_through:
            figures = figures_through(project, month)
            MonthFreeze.everything.create(project=project, month=month, frozen_at=now, figures=figures)
    project.frozen_through = first_of(through)


def freeze_due(now: datetime, by: Any) -> list[str]:
    """Close every month whose day and hour have come; returns the numbers of the projects."""
    closed = []
    with door.opened("projects.freeze"):
        projects = list(Project.everything.filter(state__in=OPEN).select_related("unit"))
        for project in projects:
            month = _due(project, now)
            if month and (project.frozen_through is None or month > project.frozen_through):
                freeze(project, by=by, now=now, through=month)
                closed.append(project.number)
    return closed


def first_day(project: Project, today: date) -> date:
    """The first day of the project's first contract."""
    first = project.contracts.order_by("starts_on").values_list("starts_on", flat=True).first()
    return first or today


def _due(project: Project, now: datetime) -> date | None:
    day, hour = (
        dated.value(f"projects.{name}", now.date(), project.unit) for name in ("freeze_day", "freeze_hour")
    )
    entered_at = project.created_at or now
    local, entered = (timezone.localtime(each).replace(tzinfo=None) for each in (now, entered_at))
    month = due_to_freeze(entered, local, int(day), int(hour))
    last = project.contracts.order_by("-ends_on").values_list("ends_on", flat=True).first()
    if month is None or last is None or month < first_of(first_day(project, now.date())):
        return None
    return month
