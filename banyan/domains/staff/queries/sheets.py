"""The parts of a post's and an employee's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Appointment, Person, Post
from banyan.domains.staff import settings
from banyan.domains.staff.models import Employee, NoCrimeInquiry, Qualification
from banyan.domains.staff.queries.chart import establishment_on, superior_signers
from banyan.domains.staff.queries.people import matters_of


def post_sheet(post: Post, on: date, by: Actor) -> dict[str, Any]:
    """How a post stands on a day, and everybody who holds or held it, as far as the actor may see appointments."""
    establishment = establishment_on(post.unit, on)
    held = Appointment.objects.visible_to(by).filter(post=post).select_related("person")
    return {
        "post": post,
        "staffing": establishment.staffing(post),
        "superior": establishment.posts.get(post.superior_id or 0),
        "appointments": list(held.order_by("-starts_on", "-pk")),
        "on": on,
    }


def post_history(employee: Employee, on: date, by: Actor) -> dict[str, Any]:
    """Every post an employee holds or held, and who answers as superior on the day, with vacant posts passed over."""
    held = (
        Appointment.objects.visible_to(by)
        .filter(person=employee.person_id)
        .select_related("post", "post__unit")
    )
    found = superior_signers(employee.person, on, employee.unit)
    names = Person.everything.filter(pk__in=found.persons).order_by("name_key").values_list("name", flat=True)
    return {
        "appointments": list(held.order_by("-starts_on", "-pk")),
        "superiors": list(names),
        "skipped": found.skipped,
        "on": on,
    }


def qualification_sheet(employee: Employee, on: date, by: Actor) -> dict[str, Any]:
    """Certificates and inquiries of an employee, and what of them has run out or will soon."""
    qualifications = (
        Qualification.objects.visible_to(by).filter(employee=employee).order_by("-valid_until", "-pk")
    )
    inquiries = NoCrimeInquiry.objects.visible_to(by).filter(employee=employee).order_by("-made_on")
    known: Any = Employee.everything.select_related("person", "unit").get(pk=employee.pk)
    known.newest, known.inquired_on = list(qualifications), next((each.made_on for each in inquiries), None)
    return {
        "qualifications": known.newest,
        "inquiries": list(inquiries),
        "matters": list(matters_of(known, on, settings.terms_on(on, employee.unit))),
        "on": on,
    }
