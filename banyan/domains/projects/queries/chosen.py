"""Which project a page is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Project


def default_project(by: Actor) -> Any | None:
    """The running project with the most indicators among those the actor sees."""
    found = Project.objects.visible_to(by).filter(state=Project.State.RUNNING)
    return (
        found.select_related("unit")
        .annotate(promised=Count("indicators"))
        .order_by("-promised", "-number")
        .first()
    )


def project_or_404(by: Actor, public_id: UUID) -> Project:
    """The project, if the actor reaches it; otherwise it does not exist."""
    project = (
        Project.objects.visible_to(by).select_related("unit", "lead").filter(public_id=public_id).first()
    )
    if project is None:
        raise Http404
    return project


def offered(unit: Any, by: Actor) -> list[Project]:
    """Projects to which a file of this unit may belong; of every unit that the actor sees where none is named yet."""
    found = Project.objects.visible_to(by).select_related("unit").order_by("-number")
    return [each for each in found if unit is None or _belong_together(each.unit, unit)]


def _belong_together(one: Any, other: Any) -> bool:
    """Whether one of two units is the other or stands above it."""
    return str(one.path).startswith(other.path) or str(other.path).startswith(one.path)


def by_public_id(public_id: str) -> Project | None:
    """The project that an import was staged for; who may stage it was asked then."""
    return Project.everything.select_related("unit").filter(public_id=public_id).first()
