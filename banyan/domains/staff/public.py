"""The front door of the staff room: what rooms above, the site and the shell may ask."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from banyan.core.controls import Scope
from banyan.core.identity.models import Person, Unit
from banyan.domains.staff import answers, queries
from banyan.domains.staff.deeds import follow_contract
from banyan.domains.staff.deeds import premises as rooms
from banyan.domains.staff.queries import places_of_staff as places_of_staff
from banyan.domains.staff.queries import premises, proving
from banyan.domains.staff.queries import serving as _serving
from banyan.domains.staff.queries.areas import area_for as area_for
from banyan.domains.staff.queries.areas import communities_for as communities_for
from banyan.domains.staff.queries.areas import newest_residents as newest_residents
from banyan.domains.staff.queries.members import employed_at as employed_at
from banyan.domains.staff.queries.members import hired_on as hired_on
from banyan.domains.staff.queries.members import members as members
from banyan.domains.staff.queries.qualified import may_lead_cases as may_lead_cases
from banyan.domains.staff.rules.populations import Total
from banyan.domains.staff.rules.serving import DISABLED as DISABLED
from banyan.domains.staff.rules.serving import Served as Served
from banyan.domains.staff.rules.serving import Service as Service


def ratio(unit: Unit, on: date) -> dict[str, Any]:
    """Residents per worker at a unit on a day, for `banyan ratio` (P2.1).

    `denominators`: kind, label, number (people), counted_on, sources, areas, uncounted, url. `ratios`: one for each
    basis and denominator, with basis, label, workers (persons or places, as the basis says),
    residents_per_worker, ratio ("1 : N"), per_10000, target_gap (workers) and the addresses that list exactly the
    records counted.
    """
    return answers.ratio(unit, on)


def population(unit: Unit, on: date, kind: str = "resident") -> Total:
    """The people who live where a unit works: `number`, `women` (persons, None when unknown), the day and the counts.

    `kind` is resident, registered or served.
    """
    return queries.population(unit, kind, on)


def areas_of(unit: Unit) -> dict[str, str]:
    """What people write for an area of the unit's centre (number or name) → the area's name."""
    areas = queries.areas_by_number(unit.centre)
    return {area.name: area.name for area in areas.values()} | {number: a.name for number, a in areas.items()}


def people_by_employee_number(unit: Unit) -> dict[str, Person]:
    """Employee number → person, for everybody who works for the unit's agency."""
    agency = queries.agency_of(unit)
    employees = queries.employees_by_number(agency, queries.employee_numbers(agency))
    return {number: employee.person for number, employee in employees.items()}


def incumbents(unit: Unit, on: date) -> dict[int, str]:
    """Person id → name of everybody employed in the unit on a day; external advisers left out."""
    people = queries.incumbents(unit, on).select_related("person")
    return {employee.person_id: employee.person.name for employee in people}


def posts_by_employee_number(unit: Unit) -> dict[str, tuple[str, Unit]]:
    """Employee number → title and unit of the post last held, for everybody of the unit's agency."""
    return queries.posts_by_employee_number(queries.agency_of(unit))


def set_contracted_places(*, unit: Unit, contract_number: str, project_number: str, **terms: Any) -> None:
    """Tell how many people a contract asks of a centre (heads), inside the deed that writes the contract.

    `terms` are project_id (UUID), places (heads), starts_on and ends_on (days).
    """
    follow_contract(unit=unit, contract_number=contract_number, project_number=project_number, **terms)


def kinds_of_staff(scopes: Sequence[Scope]) -> dict[Scope, tuple[int, int]]:
    """Heads of social workers and of other staff in office at each project's centre on its last day (R2.1.4)."""
    return proving.kinds_of_staff(scopes)


def booked_about(numbers: Collection[str], days: Collection[date]) -> list[Any]:
    """Bookings of rooms, called off or not, for records of these numbers on these days; read behind an open door."""
    return premises.bookings_about(numbers, days)


def take_out_of_rooms(number: str, centre: Any, by: Any, now: datetime) -> None:
    """Take the number of a record that became closed out of the centre's plan of rooms; the rooms stay taken."""
    rooms.unname_all(number, centre, by, now)


def tell_whom_it_served(kind: str, told: _serving.Source) -> None:
    """Let a kind of record (its model) tell whom it served: `told(units, first, last)` yields `Served` (P1.4)."""
    _serving.source(kind, told)
