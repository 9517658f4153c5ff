"""What the office asks about its people: who does not fit a post, what has run out, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Prefetch
from django.urls import reverse

from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Unit
from banyan.core.todo import Todo
from banyan.domains.staff import settings
from banyan.domains.staff.models import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.queries.places import unit_ids_below
from banyan.domains.staff.queries.ratios import incumbents
from banyan.domains.staff.rules import qualifications as rules
from banyan.domains.staff.rules import requirements
from banyan.domains.staff.rules.terms import StaffTerms
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class Fit:
    """Somebody in a post that asks something: each condition with what came of it."""

    employee: Employee
    appointment: Appointment
    verdicts: tuple[requirements.Verdict, ...]

    def having(self, *outcomes: str) -> tuple[requirements.Verdict, ...]:
        """The conditions with one of these outcomes."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome in outcomes)

    @property
    def missed(self) -> tuple[requirements.Verdict, ...]:
        return self.having(requirements.SHORT, requirements.ABOVE)

    @property
    def open(self) -> tuple[requirements.Verdict, ...]:
        return self.having(requirements.OPEN)


@dataclass(frozen=True)
class Matter:
    """Something about an employee that has run out or will: which kind, since or until when, how many days."""

    employee: Employee
    kind: str
    day: date
    days: int
    hours_short: Decimal = Decimal(0)


def fits(unit: Unit, on: date, by: Actor) -> list[Fit]:
    """Everybody in a post of the unit that asks something, held against what it asks (P1.6). Three statements."""
    ids = sorted(unit_ids_below(unit))
    held = Appointment.objects.visible_to(by).filter(Appointment.on(on), post__unit__in=ids)
    held = held.exclude(post__requirement="").select_related("post", "post__unit")
    employees = _employees([each.person_id for each in held], by)
    found = [(employees.get(each.person_id), each) for each in held.order_by("post__code", "starts_on", "pk")]
    return [Fit(employee, each, _judge(employee, each)) for employee, each in found if employee is not None]


def misfits(unit: Unit, on: date, by: Actor) -> list[Fit]:
    """Those who miss a condition of their post."""
    return [fit for fit in fits(unit, on, by) if fit.missed]


def matters(unit: Unit, on: date, by: Actor) -> list[Matter]:
    """Probation undecided, inquiries late, registrations running out or run out: the most urgent first."""
    people = incumbents(unit, on, Employee.objects.visible_to(by)).select_related("person", "unit")
    people = people.annotate(inquired_on=Max("inquiries__made_on")).prefetch_related(_newest_qualifications())
    terms = settings.terms_on(on, unit)
    found = [matter for employee in people for matter in matters_of(employee, on, terms)]
    return sorted(found, key=lambda matter: (matter.day, matter.employee.number, matter.kind))


def probations_to_decide(by: Actor, today: date) -> Iterator[Todo]:
    """Somebody's probation has ended and waits for a decision: a line on the desk of who may decide. One statement."""
    if not by.may(Employee.permission("confirm")):
        return
    waiting = Employee.objects.visible_to(by, "confirm").filter(
        state=Employee.State.PROBATION, probation_ends_on__lt=today
    )
    for employee in waiting.select_related("person").order_by("probation_ends_on", "number"):
        yield Todo(
            title=sentence(noop("Decide the probation of %(name)s"), name=employee.person.name),
            why=sentence(noop("It ended on %(day)s."), day=employee.probation_ends_on),
            url=reverse("staff.employee.detail", args=(employee.public_id,)),
            deed=noop("Confirm after probation"),
            number=employee.number,
            due=employee.probation_ends_on,
        )


def matters_of(employee: Any, on: date, terms: StaffTerms) -> Iterator[Matter]:
    """The matters of one employee, who must carry `inquired_on` and prefetched `newest`."""
    days = rules.probation_overdue(employee.state == Employee.State.PROBATION, employee.probation_ends_on, on)
    if days:
        yield Matter(employee, "probation_overdue", employee.probation_ends_on, days)
    late = rules.inquiry_overdue(employee.inquired_on, employee.hired_on, on, terms.inquiry_months)
    if late:
        kind = "inquiry_overdue" if employee.inquired_on else "inquiry_missing"
        due = rules.inquiry_due_on(employee.inquired_on, employee.hired_on, terms.inquiry_months)
        yield Matter(employee, kind, due, late)
    for qualification in employee.newest[:1]:
        yield from _registration(employee, qualification, on, terms)


def _registration(
    employee: Employee, qualification: Qualification, on: date, terms: StaffTerms
) -> Iterator[Matter]:
    if qualification.valid_until is None:
        return
    found = rules.registration(
        qualification.level, qualification.valid_until, qualification.hours, on, terms.registration
    )
    if found.state != "in_force":
        kind = {"expired": "registration_expired", "last_day": "registration_ends"}
        days = abs(found.days_left)
        yield Matter(
            employee, kind.get(found.state, "registration_alert"), found.ends_on, days, found.hours_short
        )


def _employees(people: list[int], by: Actor) -> dict[int, Employee]:
    found = Employee.objects.visible_to(by).filter(person__in=people).select_related("person", "unit")
    return {each.person_id: each for each in found.prefetch_related(_newest_qualifications())}


def _newest_qualifications() -> Prefetch:
    """Qualifications, the one registered longest first, as `newest`; behind employees that came through the door."""
    newest = Qualification.everything.order_by("-valid_until", "-pk")
    return Prefetch("qualifications", newest, to_attr="newest")


def _judge(employee: Any, appointment: Appointment) -> tuple[requirements.Verdict, ...]:
    level = employee.newest[0].level if employee.newest else None
    candidate = requirements.Candidate(
        level=level,
        social_worker=employee.social_worker,
        major=employee.major,
        degree=employee.degree,
        frontline_years=employee.frontline_years,
        management_years=employee.management_years,
    )
    return requirements.judge(requirements.read_requirement(appointment.post.requirement), candidate)


def qualification_of(employee: Employee, level: str, valid_until: date | None) -> Qualification | None:
    """The entry of one registration of a certificate."""
    found = Qualification.everything.filter(employee=employee, level=level, valid_until=valid_until)
    return found.select_related("employee__unit").first()


def has_inquiry(employee: Employee, made_on: date) -> bool:
    """Whether an inquiry of that day is noted."""
    return NoCrimeInquiry.everything.filter(employee=employee, made_on=made_on).exists()


def posts_by_employee_number(agency: Unit) -> dict[str, tuple[str, Unit]]:
    """Employee number → title and unit of the post last held; without a post the unit of employment. Two statements."""
    employees = Employee.everything.filter(agency=agency).exclude(number="").select_related("unit")
    held = Appointment.everything.filter(person__employee__agency=agency).select_related("post__unit")
    posts = {each.person_id: each.post for each in held.order_by("starts_on", "pk")}
    return {
        each.number: (posts[each.person_id].title, posts[each.person_id].unit)
        if each.person_id in posts
        else ("", each.unit)
        for each in employees
    }
