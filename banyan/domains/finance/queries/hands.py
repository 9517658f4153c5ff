"""Who works under whom, and who sits at headquarters."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.identity.models import Appointment, Post


def working_under(person: int | None, day: date) -> frozenset[int]:
    """Ids of everybody whose line of command leads to this person on the day."""
    held = Appointment.everything.filter(Appointment.on(day), person_id=person).values_list("post", flat=True)
    above = set(held) if person is not None else set()
    below: set[int] = set()
    while above:
        above = set(Post.everything.filter(superior__in=above).values_list("pk", flat=True)) - below
        below |= above
    if not below:
        return frozenset()
    people = Appointment.everything.filter(Appointment.on(day), post__in=below).values_list(
        "person", flat=True
    )
    return frozenset(people) - {person or 0}


def is_at_headquarters(person: Any, unit: Any) -> bool:
    """Whether somebody belongs to the agency outside the centre that a record lies at (P4.1)."""
    return person is not None and not person.unit.path.startswith(unit.centre.path)
