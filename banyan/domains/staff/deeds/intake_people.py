"""Rosters as they come in from tables: person, employment, certificate, inquiry and post."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import numbering
from banyan.core.identity.actor import Actor
from banyan.core.identity.deeds import take_away_access
from banyan.core.identity.models import Appointment, Person, Unit
from banyan.core.registers.declaration import Applied
from banyan.domains.staff import queries
from banyan.domains.staff.deeds.intake import Writing, given
from banyan.domains.staff.models import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.sheets.roster import STAFF
from banyan.domains.staff.sheets.roster_checks import find_post
from banyan.foundation.sheets import CheckedRow, Row

FIELDS = (
    "sex", "born_on", "id_number", "phone", "emergency_contact", "emergency_phone", "project_name", "rank",
    "employment", "hired_on", "contract_ends_on", "probation_ends_on", "degree", "major", "frontline_years",
    "management_years",
)  # fmt: skip
NEVER_NONE = {"sex": "", "degree": "", "share": 1, "social_worker": False}


class RosterIntake:
    """Writes employees, then who is whose direct superior."""

    def __init__(self, *, unit: Unit, by: Actor, now: datetime, source: Any, project: Any = None) -> None:
        self.agency, self.today = queries.agency_of(unit), now.date()
        self.writing = Writing(STAFF, by, now)
        self.employees: dict[str, Employee] = {}
        self.rows: list[CheckedRow] = []

    def chunk(self, rows: list[CheckedRow]) -> None:
        """Write a piece of the roster."""
        self.rows += rows
        numbers = [checked.row.values["number"] for checked in rows]
        self.employees |= queries.employees_by_number(self.agency, numbers)
        for checked in rows:
            self._write(checked.row)

    def finish(self) -> Applied:
        """Name the superiors, now that everybody is there."""
        named = {checked.row.values["superior"] for checked in self.rows} - {""}
        superiors = queries.employees_by_number(self.agency, named - set(self.employees)) | self.employees
        for checked in self.rows:
            self._place(checked.row, superiors)
        return self.writing.finish(self.rows)

    def _write(self, row: Row) -> None:
        number = row.values["number"]
        employee = self.employees.get(number)
        if employee is None:
            employee = self.employees[number] = self._hire(row)
        else:
            self._update(employee, row)
        self._qualify(employee, row)
        self._inquire(employee, row)
        self._appoint(employee, row)

    def _hire(self, row: Row) -> Employee:
        person = self.writing.make(Person(name=row.values["name"], unit_id=row.values["department"]))
        number = row.values["number"]
        numbering.keep_above(Employee.number_pattern, self.agency, number)
        values = {"state": Employee.State.IN_SERVICE} | self._values(row)
        return self.writing.make(Employee(agency=self.agency, number=number, person=person, **values))

    def _update(self, employee: Employee, row: Row) -> None:
        department = row.values["department"]
        person = {"name": row.values["name"], "unit_id": department}
        self.writing.change(employee.person, person, row)
        left_before = employee.left_on
        self.writing.change(employee, self._values(row), row)
        if employee.left_on is not None and employee.left_on != left_before:
            take_away_access(employee.person, employee.left_on, by=self.writing.by, now=self.writing.now)

    def _values(self, row: Row) -> dict[str, Any]:
        values = given(row, *FIELDS, "share", "social_worker")
        values = {name: NEVER_NONE.get(name) if value is None else value for name, value in values.items()}
        values["unit_id"] = row.values["department"]
        if row.values["state"]:
            values["state"] = row.values["state"]
            values["left_on"] = self._last_day(row)
        return values

    def _last_day(self, row: Row) -> date | None:
        """The last day of somebody who left; where the file does not say, the contract's end or today."""
        if row.values["state"] != Employee.State.LEFT:
            return None
        given_day = row.values["left_on"] or row.values["contract_ends_on"] or self.today
        last_day: date = max(min(given_day, self.today), row.values["hired_on"])
        return last_day

    def _qualify(self, employee: Employee, row: Row) -> None:
        level = row.values["level"]
        if not level:
            return
        found = queries.qualification_of(employee, level, row.values["valid_until"])
        hours = row.values["hours"] or 0
        if found is None:
            self.writing.make(
                Qualification(
                    employee=employee, level=level, valid_until=row.values["valid_until"], hours=hours
                )
            )
        else:
            self.writing.change(found, {"hours": hours}, row)

    def _inquire(self, employee: Employee, row: Row) -> None:
        made_on = row.values["inquiry_on"]
        if made_on is not None and not queries.has_inquiry(employee, made_on):
            self.writing.make(NoCrimeInquiry(employee=employee, made_on=made_on))

    def _appoint(self, employee: Employee, row: Row) -> None:
        """Put the person in the post the roster names; another post than before is taken from today on."""
        post = find_post(row)
        held = queries.open_appointments(employee.person_id)
        kept = [each for each in held if post is not None and each.post_id == post.key]
        for each in held:
            if each not in kept or employee.left_on is not None:
                self._end(each, employee.left_on or self.today - timedelta(days=1), row)
        if post is not None and not kept and employee.left_on is None:
            starts_on = self.today if held else employee.hired_on
            self.writing.make(Appointment(person=employee.person, post_id=post.key, starts_on=starts_on))

    def _end(self, appointment: Appointment, last_day: date, row: Row) -> None:
        self.writing.change(appointment, {"ends_on": max(last_day, appointment.starts_on)}, row)

    def _place(self, row: Row, superiors: dict[str, Employee]) -> None:
        if "superior" not in row.raw:
            return
        superior = superiors.get(row.values["superior"])
        employee = self.employees[row.values["number"]]
        self.writing.change(employee, {"superior_id": superior.pk if superior else None}, row)
