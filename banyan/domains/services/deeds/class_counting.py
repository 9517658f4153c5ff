"""After every change of an afternoon: its sums, and the evidence that is handed to the ledger."""

from __future__ import annotations

from typing import Any

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import ClassDay, ClassLine
from banyan.domains.services.queries import day_class as asked
from banyan.domains.services.rules import day_class as rules

_SUMS = ("children", "inside", "adults")


def settle(day: ClassDay) -> None:
    """Count who came and who is still inside, and offer the afternoon to the ledger as it stands."""
    afternoon = asked.afternoon_of(day)
    day.children, day.inside, day.adults = afternoon.children, afternoon.inside, afternoon.adults
    ClassDay.everything.filter(pk=day.pk).update(**{name: getattr(day, name) for name in _SUMS})
    for given in evidences_of(day):
        projects.offer(given)


def evidences_of(day: ClassDay) -> list[projects.Evidence]:
    """What an afternoon is in the ledger once everybody was fetched: complete when adults were enough."""
    held = day.day_class
    if held.project is None or day.closed_at is None:
        return []
    afternoon = asked.afternoon_of(day)
    if not afternoon.closed or not afternoon.children:
        return []
    lacks = rules.evidence_lacks(afternoon, asked.adults_needed(day, afternoon.children))
    return [
        projects.Evidence(
            project=held.project.public_id,
            source_model=day._meta.label_lower,
            source_public_id=day.public_id,
            source_number=day.label(),
            source_title=held.title,
            kind=projects.Kind.DAY_CARE,
            happened_on=day.held_on,
            shares=proposed(held.project, projects.Kind.DAY_CARE, held.title, held.unit, day.held_on),
            person_times=afternoon.children,
            complete=not lacks,
            approved=True,
            missing=lacks,
            approved_at=day.closed_at,
            **_whose(day),
        )
    ]


def _whose(day: ClassDay) -> dict[str, Any]:
    """The children who came, each once, by key and number."""
    lines = ClassLine.everything.filter(day=day).order_by("pk")
    people = [
        line.pupil.user for line in lines.select_related("pupil__user__merged_into", "pupil__user__household")
    ]
    held = {str((user.merged_into or user).public_id): user.merged_into or user for user in people}
    return {
        "persons": tuple(held),
        "women": tuple(key for key, user in held.items() if user.sex == "female"),
        "households": tuple(
            sorted({str(user.household.public_id) for user in held.values() if user.household})
        ),
        "labels": {key: user.number for key, user in held.items()},
    }
