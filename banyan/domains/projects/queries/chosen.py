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
