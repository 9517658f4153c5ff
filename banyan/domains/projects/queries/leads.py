"""Who answers for which project on which days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from banyan.domains.projects.models import LeadTerm
from banyan.domains.projects.rules.teams import Term


def terms_of(project: Any, without: LeadTerm | None = None) -> list[Term]:
    """The terms of a project, one left out when it is about to change."""
    kept = LeadTerm.everything.filter(project=project).exclude(pk=without.pk if without else None)
    return [term(row) for row in kept.order_by("starts_on")]


def terms_by_project(ids: Iterable[UUID]) -> dict[UUID, list[LeadTerm]]:
    """The terms of many projects. One statement."""
    found: dict[UUID, list[LeadTerm]] = defaultdict(list)
    rows = LeadTerm.everything.filter(project__public_id__in=list(ids)).select_related("project", "person")
    for row in rows.order_by("starts_on", "pk"):
        found[row.project.public_id].append(row)
    return found


def term(row: LeadTerm) -> Term:
    """A term as the rules see it."""
    return Term(row.person_id, row.starts_on, row.ends_on, row.acting)
