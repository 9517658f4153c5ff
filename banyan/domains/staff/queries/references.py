"""What the tables of this room are looked up in: only what the bringer may write to stands in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Post, Unit
from banyan.domains.staff import settings
from banyan.domains.staff.models import Area, Employee
from banyan.domains.staff.queries import places
from banyan.domains.staff.rules.places import departments


def unit_references(*, unit: Unit, by: Actor, today: date, project: Any = None) -> dict[str, Any]:
    """Unit numbers at or below the chosen unit, those that stand elsewhere, and whether nothing stands below."""
    mine = _writable(Unit, unit, by)
    codes = {each.code for each in mine}
    alone = unit.parent_id is None and len(mine) == 1
    return {"today": today, "known_units": codes, "taken_units": places.unit_codes() - codes, "alone": alone}


def area_references(*, unit: Unit, by: Actor, today: date, project: Any = None) -> dict[str, Any]:
    """Stations that may be given an area, area numbers of the agency, and those that others keep."""
    stations = {each.code: each.pk for each in _writable(Area, unit, by)}
    known = places.areas_by_number(places.agency_of(unit))
    taken = places.area_numbers() - {n for n, area in known.items() if area.unit_id in stations.values()}
    return {"today": today, "units": stations, "known_areas": set(known), "taken_areas": taken}


def population_references(*, unit: Unit, by: Actor, today: date, project: Any = None) -> dict[str, Any]:
    """Areas by number and name that the unit serves, and what lies in what."""
    mine = places.areas_by_number(unit)
    names = [area.name for area in mine.values()]
    by_name = {area.name: area.pk for area in mine.values() if names.count(area.name) == 1}
    known = by_name | {number: area.pk for number, area in mine.items()}
    return {"today": today, "areas": known, "area_parents": places.area_parents(places.agency_of(unit))}


def establishment_references(*, unit: Unit, by: Actor, today: date, project: Any = None) -> dict[str, Any]:
    """Departments by name as seen from the unit, and the agency's establishment."""
    agency = places.agency_of(unit)
    return {
        "today": today,
        "unit": unit.pk,
        "departments": _departments(Post, unit, agency, by),
        "homes": places.homes_of(agency),
        "posts": places.known_posts(agency),
    }


def roster_references(*, unit: Unit, by: Actor, today: date, project: Any = None) -> dict[str, Any]:
    """Departments, posts and colleagues of the agency, the terms of the day, and numbers kept by other units."""
    agency = places.agency_of(unit)
    found = _departments(Employee, unit, agency, by)
    return {
        "today": today,
        "departments": found,
        "department_names": {each.key: each.name for each in places.places_of(agency)},
        "posts": places.known_posts(agency),
        "known_employees": places.employee_numbers(agency),
        "taken_employees": places.employee_numbers(
            agency, without_units=by.unit_ids(Employee.permission("import"))
        ),
        "terms": settings.terms_on(today, unit),
    }


def _writable(model: Any, unit: Unit, by: Actor) -> list[Any]:
    """Units at or below the chosen one for which the actor may bring in this kind of record."""
    allowed = by.unit_ids(model.permission("import"))
    units = tree.current().units.values()
    return [each for each in units if each.pk in allowed and each.path.startswith(unit.path)]


def _departments(model: Any, unit: Unit, agency: Unit, by: Actor) -> dict[str, Any]:
    allowed = by.unit_ids(model.permission("import"))
    here = next(place for place in places.places_of(agency) if place.key == unit.pk)
    found = departments(places.places_of(agency), here)
    return {name: place.key for name, place in found.items() if place.key in allowed}
