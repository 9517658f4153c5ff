"""Records of many projects at once, by project: what controls read. One statement each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from banyan.core import dated
from banyan.core.approvals.models import Request
from banyan.core.controls import Scope
from banyan.domains.projects.models import Project


@dataclass(frozen=True)
class _Place:
    path: str


def rows_of(
    model: Any, scopes: Sequence[Scope], *related: str, through: str = "project"
) -> dict[UUID, list[Any]]:
    """The records of a kind by the project that `through` leads to."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    wanted = {f"{through}__public_id__in": [scope.id for scope in scopes]}
    for row in model.everything.filter(**wanted).select_related(through, *related).order_by("pk"):
        project = row
        for step in through.split("__"):
            project = getattr(project, step)
        found[project.public_id].append(row)
    return found


def number_of(setting: Any, scope: Scope) -> int:
    """What a setting said at a project's unit on the last day that is judged."""
    return int(dated.value(setting.key, on=scope.period.end, unit=_Place(scope.unit_path)))


def taken_back(model: str, scopes: Sequence[Scope]) -> dict[UUID, list[Request]]:
    """Approvals that were void again, by the record they stood for."""
    found: dict[UUID, list[Request]] = defaultdict(list)
    rows = Request.everything.filter(
        model=model, scope_id__in=[scope.id for scope in scopes], state=Request.State.VOID
    )
    for row in rows.order_by("settled_at"):
        found[row.record_id].append(row)
    return found


def projects_of_scopes(scopes: Sequence[Scope]) -> dict[UUID, Project]:
    """The projects themselves."""
    kept = Project.everything.filter(public_id__in=[scope.id for scope in scopes])
    return {project.public_id: project for project in kept}
