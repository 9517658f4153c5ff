"""What evidence of every kind of work says in the same way: whose it is, what it counts for, when it was approved."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from banyan.domains.projects import public as projects
from banyan.domains.services.models import ServiceUser


def whose(user: ServiceUser | None, called: str) -> dict[str, Any]:
    """The person and the household, under the number by which the ledger calls them; two registrations of one are one."""
    if user is None:
        return {}
    person = user.merged_into or user
    key = str(person.public_id)
    return {
        "persons": (key,),
        "women": (key,) if person.sex == "female" else (),
        "households": (str(person.household.public_id),) if person.household else (),
        "labels": {key: called},
    }


def proposed(
    project: Any, kind: projects.Kind, title: str, unit: Any, on: date, *, expected: int | None = None
) -> dict[str, int]:
    """The indicators of the contract that count such work of this unit, with their shares."""
    department = unit.name if unit.kind == "department" else ""
    return projects.propose(project, projects.Work(kind, title, department, expected), on)


def at_noon(day: date) -> datetime:
    """A moment of a day of which nobody kept the hour; noon in China."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
