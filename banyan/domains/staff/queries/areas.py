"""What deeds on areas ask first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from banyan.domains.staff.models import Area, Population


def areas_around(area: Area) -> tuple[int, ...]:
    """Ids of the areas an area lies in, nearest first."""
    around: list[int] = []
    parent = area.parent
    while parent is not None and parent.pk not in around:
        around.append(parent.pk)
        parent = parent.parent
    return tuple(around)


def populations_of(areas: Collection[int]) -> dict[tuple[int, str, date], Population]:
    """The populations noted for areas, by area id, way of counting and day."""
    found = Population.everything.filter(area__in=list(areas)).select_related("area__unit")
    return {(each.area_id, each.kind, each.counted_on): each for each in found}
