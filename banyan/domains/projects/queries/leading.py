"""Who leads a project on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.identity.models import Person
from banyan.domains.projects.models import LeadTerm, Project
from banyan.domains.projects.queries.leads import term, terms_by_project, terms_of
from banyan.domains.projects.rules.teams import answerable


def lead_on(project: Project, on: date) -> Any | None:
    """The person who answers for the project on a day, whoever acts before the lead; None while nobody was named.

    A project without terms is led by whoever stands in its record.
    """
    if not LeadTerm.everything.filter(project=project).exists():
        return project.lead
    standing = answerable(terms_of(project), on)
    return Person.everything.get(pk=standing.person) if standing else None


def leaders(projects: Sequence[UUID]) -> Callable[[UUID, date], int | None]:
    """Ask once, then: the id of the person who answers for one of these projects on a day. Two statements."""
    terms = terms_by_project(projects)
    kept = dict(Project.everything.filter(public_id__in=list(projects)).values_list("public_id", "lead_id"))

    def answers(project: UUID, on: date) -> int | None:
        rows = terms.get(project)
        standing = answerable(map(term, rows), on) if rows else None
        return (standing.person if standing else None) if rows else kept.get(project)

    return answers
