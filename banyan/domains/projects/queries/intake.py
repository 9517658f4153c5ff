"""What the tables of projects and indicators look things up in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Contract, Project
from banyan.domains.staff import public as staff


def project_references(*, unit: Any, by: Actor, today: date, project: Any = None) -> Mapping[str, Any]:
    """Units at or below the chosen one that the actor may enter projects for, and the agency's people."""
    allowed = by.unit_ids(Project.permission("import"))
    units = [
        each
        for each in tree.current().units.values()
        if each.pk in allowed and each.path.startswith(unit.path)
    ]
    by_code = {each.code: each for each in units}
    return {"units": by_code, "employees": staff.people_by_employee_number(unit), "today": today}


def indicator_references(*, unit: Any, by: Actor, today: date, project: Any = None) -> Mapping[str, Any]:
    """The days of the project's contracts and the departments of its station."""
    if project is None:
        return {"today": today, "departments": frozenset(), "contract": None}
    station = project.unit.centre
    below = [each.name for each in tree.current().units.values() if each.path.startswith(station.path)]
    return {"today": today, "departments": frozenset(below), "contract": contract_days(project)}


def contract_days(project: Project) -> tuple[date, date] | None:
    """First and last day over all contracts of a project."""
    days = list(Contract.everything.filter(project=project).values_list("starts_on", "ends_on"))
    return (min(start for start, _end in days), max(end for _start, end in days)) if days else None
