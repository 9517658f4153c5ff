"""Areas are kept and counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.staff import queries
from banyan.domains.staff.deeds.finding import make_findable
from banyan.domains.staff.models import Area, Population
from banyan.domains.staff.rules import populations as rules


@deed(Area, "make", new=True, label=_("New area"), icon="map-pin-plus")
def make_area(area: Area, by: Actor, now: datetime) -> None:
    """Add an area to those the agency works in."""
    rules.check_not_inside_itself(area.pk, queries.areas_around(area))
    make_findable([area])


@deed(Area, "edit", label=_("Edit"), icon="pencil")
def change_area(area: Area, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct an area, or give it to another station."""
    for name, value in changes.items():
        setattr(area, name, value)
    rules.check_not_inside_itself(area.pk, queries.areas_around(area))
    make_findable([area])


@deed(Population, "make", new=True, label=_("Note a population"), icon="users-plus")
def note_population(population: Population, by: Actor, now: datetime) -> None:
    """Note how many people lived in an area on a day, by which way of counting, and who says so."""
    rules.check_count(population.people, population.women, population.counted_on, now.date())


@deed(Population, "edit", label=_("Edit"), icon="pencil")
def change_population(population: Population, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a slip; a newer count is a new entry."""
    for name, value in changes.items():
        setattr(population, name, value)
    rules.check_count(population.people, population.women, population.counted_on, now.date())
