"""Units as look-ups see them: the agency, the centre a post number counts in, and everything below a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from banyan.core.identity import tree
from banyan.core.identity.models import Post, Unit
from banyan.domains.staff.models import Area, Employee
from banyan.domains.staff.rules.places import KnownPost, Place


def agency_of(unit: Unit) -> Unit:
    """The agency a unit belongs to; where none is marked, the top of the tree."""
    above = [each for each in _line_of(unit) if each.kind == Unit.Kind.AGENCY]
    return above[-1] if above else unit.root


def home_of(unit: Unit) -> Unit:
    """The centre, or the branch directly below the agency, within which post numbers are unique."""
    line = _line_of(unit)
    stations = [each for each in line if each.kind == Unit.Kind.STATION]
    if stations:
        return stations[-1]
    agency = agency_of(unit)
    below = [each for each in line if each.path.startswith(agency.path) and each.pk != agency.pk]
    return below[0] if below else unit


def unit_ids_below(unit: Unit) -> frozenset[int]:
    """Ids of a unit and everything below it."""
    return tree.current().below([unit.path])


def places_of(agency: Unit) -> tuple[Place, ...]:
    """Every unit of an agency."""
    units = tree.current().units.values()
    return tuple(Place(u.pk, u.path, u.code, u.name) for u in units if u.path.startswith(agency.path))


def homes_of(agency: Unit) -> dict[int, int]:
    """Unit id → id of its home, for a whole agency."""
    units = tree.current().units.values()
    return {unit.pk: home_of(unit).pk for unit in units if unit.path.startswith(agency.path)}


def known_posts(agency: Unit) -> tuple[KnownPost, ...]:
    """The establishment of a whole agency, as imports look posts up. Abolished posts are left out."""
    homes = homes_of(agency)
    posts = Post.everything.filter(unit__in=tuple(homes), closed_on__isnull=True).order_by("pk")
    return tuple(
        KnownPost(post.pk, homes[post.unit_id], post.unit_id, post.code, post.title, post.superior_id)
        for post in posts
    )


def units_by_code(agency: Unit) -> dict[str, Unit]:
    """Unit number → unit, for a whole agency."""
    return {u.code: u for u in tree.current().units.values() if u.path.startswith(agency.path)}


def unit_codes() -> frozenset[str]:
    """Every unit number in use; numbers are unique in an installation."""
    return frozenset(unit.code for unit in tree.current().units.values())


def areas_by_number(agency: Unit) -> dict[str, Area]:
    """Area number → area, of the areas an agency keeps."""
    return {area.number: area for area in _areas(agency)}


def area_parents(agency: Unit) -> dict[int, int | None]:
    """Area id → id of the area around it, in the order of their numbers."""
    return {area.pk: area.parent_id for area in _areas(agency)}


def area_numbers() -> frozenset[str]:
    """Every area number in use; numbers are unique in an installation."""
    return frozenset(Area.everything.values_list("number", flat=True))


def employee_numbers(agency: Unit, without_units: Collection[int] = ()) -> frozenset[str]:
    """The numbers of everybody who works or worked for an agency, some units left out."""
    found = Employee.everything.filter(agency=agency).exclude(unit__in=sorted(without_units))
    return frozenset(found.values_list("number", flat=True))


def employees_by_number(agency: Unit, numbers: Iterable[str]) -> dict[str, Employee]:
    """Employee number → employee with the person behind it."""
    found = Employee.everything.filter(agency=agency, number__in=list(numbers))
    return {employee.number: employee for employee in found.select_related("person", "unit")}


def _areas(agency: Unit) -> Any:
    below = sorted(unit_ids_below(agency))
    return Area.everything.filter(unit__in=below).order_by("number")


def _line_of(unit: Unit) -> list[Any]:
    """The units from the top down to this one."""
    units = tree.current().units.values()
    return sorted((u for u in units if unit.path.startswith(u.path)), key=lambda each: len(each.path))
