"""What deeds on areas ask first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

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


def communities_for(by: Any) -> list[Area]:
    """The communities and villages within somebody's reach, by number, each with its station. One statement."""
    kinds = (Area.Kind.COMMUNITY, Area.Kind.VILLAGE)
    return list(Area.objects.visible_to(by).filter(kind__in=kinds).select_related("unit").order_by("number"))


def area_for(public_id: UUID, by: Any) -> Area | None:
    """An area within somebody's reach, of whatever kind. One statement."""
    return Area.objects.visible_to(by).filter(public_id=public_id).select_related("unit").first()


def newest_residents(areas: Collection[int], on: date) -> dict[int, Population]:
    """Area id → its newest count of usual residents on a day. One statement."""
    found = Population.everything.filter(
        area__in=list(areas), kind=Population.Kind.RESIDENT, counted_on__lte=on
    )
    return {each.area_id: each for each in found.order_by("counted_on", "pk")}
