"""What is overspent, who leads, and what they were told (R2.2.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core import door
from banyan.core.controls import Scope
from banyan.core.controls.scopes import running, within
from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.finance.models import OverspendAlert
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.rules.alerts import Over, overspent
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

OPEN = OverspendAlert.State.OPEN


def untold(today: date) -> list[tuple[Any, Over, int | None]]:
    """Overspent items of running projects that their lead was not told of: project, item, lead's person id."""
    with door.opened("finance.alerts"):
        scopes = [scope for each in running() if (scope := within(each, Period(today, today), today))]
        ids = [scope.id for scope in scopes]
        leads, known = projects.leaders(ids), alerts_of(scopes)
        found = projects.Project.everything.filter(public_id__in=ids).select_related("unit")
        rows = {project.public_id: project for project in found}
        return [
            (rows[books.scope.id], over, leads(books.scope.id, today))
            for books in books_of(scopes, today)
            for over in overspent(books.findings)
            if (over.item, over.budget) not in {(a.item, a.budget) for a in known.get(books.scope.id, ())}
        ]


def alerts_of(scopes: Sequence[Scope]) -> dict[UUID, list[OverspendAlert]]:
    """Everything the leads were told, by project. One statement."""
    rows = OverspendAlert.everything.filter(project__public_id__in=[scope.id for scope in scopes])
    found: dict[UUID, list[OverspendAlert]] = {}
    for alert in rows.select_related("project").order_by("told_on", "pk"):
        found.setdefault(alert.project.public_id, []).append(alert)
    return found


def leads(project: Any, by: Actor, on: date) -> bool:
    """Whether the actor answers for a project on a day."""
    lead = projects.leaders([project.public_id])(project.public_id, on)
    return by.person_id is not None and by.person_id == lead


def overspends_to_answer(actor: Any, today: date) -> Iterator[Todo]:
    """What the actor was told about their projects and has not answered. One statement."""
    if actor.person_id is None:
        return
    rows = OverspendAlert.objects.visible_to(actor).filter(told_to=actor.person_id, state=OPEN)
    for alert in rows.order_by("due_on"):
        yield Todo(
            title=sentence(noop("Item %(item)s is overspent"), item=alert.item),
            why=sentence(
                noop("%(spent)s spent of %(budget)s; the project lead answers for the money."),
                spent=str(alert.spent),
                budget=str(alert.budget),
            ),
            url=page_of(alert),
            deed=noop("Answer for it"),
            unit_id=alert.unit_id,
            number=alert.number,
            due=alert.due_on,
            clause="R2.2.10",
            kind="overspending",
        )
