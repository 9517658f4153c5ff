"""Employees come, are confirmed and leave; their certificates and inquiries are kept up."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.audit.trail import note
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.identity.deeds import end_appointment, take_away_access
from banyan.core.identity.models import Appointment, Person, Post, Unit
from banyan.core.records import snapshot
from banyan.domains.staff import queries
from banyan.domains.staff.deeds.finding import make_findable
from banyan.domains.staff.deeds.posts import appoint
from banyan.domains.staff.models import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.rules import employment as rules
from banyan.foundation.refusal import noop

#: What the forms of these deeds ask, in the words of the page.
ASKED = (noop("made on"), noop("valid until"), noop("starts on"))
NO_HOURS = Decimal(0)
WORKING = (Employee.State.PROBATION, Employee.State.IN_SERVICE, Employee.State.ON_LEAVE)


@deed(Employee, "hire", new=True, label=_("Hire"), icon="user-plus")
def hire(employee: Employee, by: Actor, now: datetime) -> None:
    """Take somebody into service in a department under `given_name`; while probation runs, it says so."""
    rules.check_name(employee.given_name)
    rules.check_days(
        employee.born_on, employee.hired_on, employee.probation_ends_on, employee.contract_ends_on
    )
    employee.agency = queries.agency_of(employee.unit)
    employee.person = Person.everything.create(name=employee.given_name, unit=employee.unit)
    note(by, now, Person.permission("make"), employee.person, {})
    employee.number = employee.number or numbering.take(Employee.number_pattern, employee.agency, now.year)
    on_probation = employee.probation_ends_on is not None and employee.probation_ends_on >= now.date()
    employee.state = Employee.State.PROBATION if on_probation else Employee.State.IN_SERVICE
    make_findable([employee])


@deed(Employee, "edit", label=_("Edit"), icon="pencil")
def change_employee(employee: Employee, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct what is kept of an employee; a corrected name is the person's."""
    name = changes.pop("name", employee.person.name)
    if name != employee.person.name or changes.get("unit", employee.unit) != employee.unit:
        _change_person(employee.person, name, changes.get("unit", employee.unit), by, now)
    for name, value in changes.items():
        setattr(employee, name, value)
    rules.check_days(
        employee.born_on, employee.hired_on, employee.probation_ends_on, employee.contract_ends_on
    )
    make_findable([employee])


def _change_person(person: Person, name: str, unit: Unit, by: Actor, now: datetime) -> None:
    rules.check_name(name)
    before = snapshot(person)
    person.name, person.unit = name, unit
    person.version += 1
    person.save()
    note(by, now, Person.permission("edit"), person, before)


@deed(
    Employee, "confirm", frm=Employee.State.PROBATION, to=Employee.State.IN_SERVICE,
    label=_("Confirm after probation"), icon="user-check",
)  # fmt: skip
def confirm(employee: Employee, by: Actor, now: datetime, reason: str = "") -> None:
    """Decide that probation was passed."""


@deed(
    Employee,
    "extend_probation",
    frm=Employee.State.PROBATION,
    label=_("Extend probation"),
    icon="calendar-plus",
)
def extend_probation(
    employee: Employee, by: Actor, now: datetime, probation_ends_on: date, reason: str
) -> None:
    """Let probation run on to a later day."""
    rules.check_extension(employee.probation_ends_on, probation_ends_on)
    employee.probation_ends_on = probation_ends_on


@deed(Employee, "send_on_leave", frm=Employee.State.IN_SERVICE, to=Employee.State.ON_LEAVE,
      label=_("Begin long leave"), icon="beach")  # fmt: skip
def send_on_leave(employee: Employee, by: Actor, now: datetime, reason: str) -> None:
    """Note a long leave; the person stays employed and in the post."""


@deed(Employee, "come_back", frm=Employee.State.ON_LEAVE, to=Employee.State.IN_SERVICE,
      label=_("Back from leave"), icon="user-check")  # fmt: skip
def come_back(employee: Employee, by: Actor, now: datetime) -> None:
    """Note that a long leave has ended."""


@deed(
    Employee,
    "leave",
    frm=WORKING,
    to=Employee.State.LEFT,
    label=_("Leave the agency"),
    danger=True,
    icon="door-exit",
)
def leave(employee: Employee, by: Actor, now: datetime, left_on: date, reason: str) -> None:
    """End an employment: every post is left and every right ends with the last day. What was written stays."""
    rules.check_leaving(employee.hired_on, left_on)
    for appointment in queries.appointments_after(employee.person_id, left_on):
        end_appointment(
            appointment, by=by, now=now, ends_on=max(left_on, appointment.starts_on), reason=reason
        )
    take_away_access(employee.person, left_on, by=by, now=now)
    employee.left_on = left_on


@deed(Employee, "note_inquiry", frm=WORKING, label=_("Record a no-crime inquiry"), icon="shield-check")
def note_inquiry(employee: Employee, by: Actor, now: datetime, made_on: date) -> None:
    """Note on the employee's page that the yearly inquiry was made."""
    record_inquiry(NoCrimeInquiry(employee=employee, made_on=made_on), by=by, now=now)


@deed(Employee, "note_certificate", frm=WORKING, label=_("Register a certificate"), icon="certificate")
def note_certificate(
    employee: Employee,
    by: Actor,
    now: datetime,
    level: Qualification.Level,
    valid_until: date,
    hours: Decimal = NO_HOURS,
) -> None:
    """Note on the employee's page that a certificate was registered or renewed."""
    made = Qualification(employee=employee, level=level, valid_until=valid_until, hours=hours)
    register_qualification(made, by=by, now=now)


@deed(Employee, "appoint", frm=WORKING, label=_("Appoint to a post"), icon="armchair")
def appoint_employee(
    employee: Employee, by: Actor, now: datetime, post: Post, starts_on: date, acting: bool = False
) -> None:
    """Put the employee in a post of the establishment from a day on."""
    made = Appointment(person=employee.person, post=post, starts_on=starts_on, acting=acting)
    appoint(made, by=by, now=now)


@deed(Qualification, "register", new=True, label=_("Register a certificate"), icon="certificate")
def register_qualification(qualification: Qualification, by: Actor, now: datetime) -> None:
    """Note a professional certificate with the day its registration ends; a renewal is a new entry."""


@deed(Qualification, "edit", label=_("Edit"), icon="pencil")
def change_qualification(qualification: Qualification, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct an entry, or bring its class hours up to date."""
    for name, value in changes.items():
        setattr(qualification, name, value)
    rules.check_hours(Decimal(qualification.hours))


@deed(NoCrimeInquiry, "make", new=True, label=_("Record a no-crime inquiry"), icon="shield-check")
def record_inquiry(inquiry: NoCrimeInquiry, by: Actor, now: datetime) -> None:
    """Note the yearly inquiry that bodies working with children owe (Minors Protection Law, art. 62)."""
    rules.check_inquiry(inquiry.made_on, now.date())
