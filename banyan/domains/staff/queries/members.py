"""Who works here, as other rooms need to know it: person, number, department, and the days of service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.identity.models import Unit
from banyan.domains.staff.models import Employee
from banyan.domains.staff.queries.ratios import incumbents


@dataclass(frozen=True)
class Member:
    """Somebody employed: person, employee number, name, department, days of service, and the person's public id."""

    person_id: int
    public_id: UUID
    number: str
    name: str
    unit_id: int
    hired_on: date
    left_on: date | None
    person_public_id: UUID

    def serves(self, day: date) -> bool:
        """Whether they were employed on a day."""
        return self.hired_on <= day and (self.left_on is None or day <= self.left_on)


def members(unit: Unit, on: date) -> list[Member]:
    """Everybody employed at the unit and below on a day, external advisers left out."""
    return [_member(each) for each in incumbents(unit, on).select_related("person")]


def employed_at(unit_ids: Iterable[int]) -> list[Member]:
    """Everybody who ever worked in these units, external advisers left out."""
    found = Employee.everything.filter(unit_id__in=list(unit_ids)).exclude(
        employment=Employee.Employment.EXTERNAL
    )
    return [_member(each) for each in found.select_related("person").order_by("number")]


def hired_on(person_id: int) -> date | None:
    """When somebody was hired; None for people who are not employed."""
    return Employee.everything.filter(person_id=person_id).values_list("hired_on", flat=True).first()


def _member(employee: Any) -> Member:
    return Member(
        employee.person_id, employee.public_id, employee.number, employee.person.name, employee.unit_id,
        employee.hired_on, employee.left_on, employee.person.public_id,
    )  # fmt: skip
