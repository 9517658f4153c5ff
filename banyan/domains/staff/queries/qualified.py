"""Who may lead professional work on a day: certified, or under a certified superior in office (R1.3.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from banyan.domains.staff.models import Employee, Qualification
from banyan.domains.staff.rules.proving import Certified, qualified

Asked = Callable[[int, date], bool | None]


def with_certificates(people: QuerySet[Employee]) -> QuerySet[Employee]:
    """Employees and their superiors with `newest`: their certificates, the one registered longest first. Three statements."""
    newest = Qualification.everything.order_by(F("valid_until").desc(nulls_first=True), "-pk")
    return people.select_related("superior").prefetch_related(  # type: ignore[no-redef]
        Prefetch("qualifications", newest, to_attr="newest"),
        Prefetch("superior__qualifications", newest, to_attr="newest"),
    )


def in_office(employee: Employee, day: date) -> bool:
    """Whether somebody was employed on a day."""
    return employee.hired_on <= day and (employee.left_on is None or employee.left_on >= day)


def certified(employee: Employee, on: date) -> Certified:
    """An employee's certificate on a day, or the number of the superior who holds one."""
    newest: list[Qualification] = employee.newest  # type: ignore[attr-defined]
    above = employee.superior
    holds = above is not None and in_office(above, on) and _holds(above, on)
    return Certified(
        bool(newest), newest[0].valid_until if newest else None, above.number if above and holds else ""
    )


def _holds(employee: Employee, on: date) -> bool:
    newest: list[Qualification] = employee.newest  # type: ignore[attr-defined]
    return bool(newest) and (newest[0].valid_until is None or newest[0].valid_until >= on)


def may_lead_cases(people: Collection[int]) -> Asked:
    """Ask once, then: whether a person may lead a case on a day; None for somebody who is on no roster. Three statements."""
    kept: dict[int, list[Employee]] = defaultdict(list)
    for employee in with_certificates(Employee.everything.filter(person__in=list(people))):
        kept[employee.person_id].append(employee)

    def asked(person: int, on: date) -> bool | None:
        working = [each for each in kept[person] if in_office(each, on)]
        return any(qualified(certified(each, on), on)[0] == "good" for each in working) if working else None

    return asked
