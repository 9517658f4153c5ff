"""The projects that controls judge, each with the days between which it runs."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, Min
from django.utils import timezone

from banyan.core.controls.scopes import Running
from banyan.domains.projects.models import Project


def running_projects() -> Iterator[Running]:
    """Every project, from the first day of its first contract to the last day of its last. One statement.

    One without a contract runs from the day it was entered, so that it escapes nothing (R1.2.1).
    """
    found = Project.everything.annotate(
        first=Min("contracts__starts_on"), last=Max("contracts__ends_on")
    ).select_related("unit")
    for project in found:
        entered = timezone.localtime(project.created_at).date() if project.created_at else None
        first = project.first or entered
        if first is not None:
            yield Running(
                project.public_id,
                project.unit_id,
                project.unit.path,
                project.number,
                project.name,
                first,
                project.last,
            )
