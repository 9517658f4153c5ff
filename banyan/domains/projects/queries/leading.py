"""Who leads a project on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.identity.models import Person
from banyan.domains.projects.models import LeadTerm, Project
from banyan.domains.projects.queries.leads import terms_of
from banyan.domains.projects.rules.teams import answerable


def lead_on(project: Project, on: date) -> Any | None:
    """The person who answers for the project on a day, whoever acts before the lead; None while nobody was named.

    A project without terms is led by whoever stands in its record.
    """
    if not LeadTerm.everything.filter(project=project).exists():
        return project.lead
    standing = answerable(terms_of(project), on)
    return Person.everything.get(pk=standing.person) if standing else None
