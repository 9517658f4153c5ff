"""What waits for somebody in this room: rules to set, milestones to reach, a project's right to exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import Indicator, Milestone, Project
from banyan.domains.projects.queries.numbers import numbers_on
from banyan.domains.projects.rules.contract import legal_alerts
from banyan.foundation.refusal import noop, sentence

DAYS_AHEAD = 14
MOST = 50


def rules_to_set(actor: Any, today: date) -> Iterator[Todo]:
    """Indicators whose counting rule nobody has understood or set."""
    unread = Indicator.objects.visible_to(actor, "set_rule").filter(
        counting_versions=None, ends_on__gte=today
    )
    for indicator in unread.select_related("project")[:MOST]:
        yield Todo(
            title=sentence(noop("Counting rule of indicator %(name)s"), name=indicator.name),
            why=sentence(noop("“%(words)s” is not understood; nothing is counted."), words=indicator.wording),
            url=page_of(indicator),
            deed=noop("Set the counting rule"),
            unit_id=indicator.project.unit_id,
            number=f"{indicator.project.number} {indicator.number}",
            kind="counting_rule",
        )


def milestones_ahead(actor: Any, today: date) -> Iterator[Todo]:
    """Milestones of the next two weeks, and those that are late."""
    ahead = Milestone.objects.visible_to(actor, "reach").filter(
        done_on=None, due_on__lte=today + timedelta(days=DAYS_AHEAD), project__state=Project.State.RUNNING
    )
    for milestone in ahead.select_related("project").order_by("due_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Milestone %(name)s"), name=milestone.name),
            why=sentence(noop("It belongs to %(project)s."), project=milestone.project.name),
            url=page_of(milestone),
            deed=noop("Milestone reached"),
            unit_id=milestone.unit_id,
            number=milestone.number,
            due=milestone.due_on,
            kind="milestone",
        )


def legal_matters(actor: Any, today: date) -> Iterator[Todo]:
    """Running projects without a legal basis or with an ending registration (R1.3.1)."""
    running = Project.objects.visible_to(actor, "edit").filter(state=Project.State.RUNNING)
    projects = list(running.select_related("unit").order_by("number")[:MOST])
    if not projects:
        return
    warn_days = numbers_on(today, projects[0].unit).registration_warning_days
    for project in projects:
        for alert in legal_alerts(project.legal_basis, project.registered_until, today, warn_days):
            yield Todo(
                title=alert.sentence,
                why=sentence(noop("Project %(name)s"), name=project.name),
                url=page_of(project),
                deed=noop("Edit"),
                unit_id=project.unit_id,
                number=project.number,
                due=project.registered_until,
                clause="R1.3.1",
                kind="legality",
            )
