"""Rulebooks that tests need, stated with what matters only."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from banyan.core import door
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.rulebook import public
from banyan.domains.rulebook.deeds import books
from banyan.domains.rulebook.deeds.signing import sign
from banyan.domains.rulebook.models import Acknowledgement, Version
from banyan.domains.staff.models import Employee
from tests.makers import make_actor, make_person, make_user

_next = count(1)
HOUSE = system_actor("test")
TEXT = "第一章 总则\n第一条 每周召开项目例会，总结进展，排定下周计划。\n第二条 识别政策、人员、资金、服务对象风险。\n"


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def bring(
    unit: Any, text: str = TEXT, by: Actor = HOUSE, now: datetime | None = None, name: str = "初稿"
) -> Version:
    """A draft of a unit's rulebook."""
    source = public.read(text.encode())
    return public.bring(unit, source, public.plant(source.text), name, by, now or at(date(2025, 1, 5)))


def adopt(draft: Version, in_force_on: date, by: Actor = HOUSE, **given: Any) -> Version:
    """Adopt a draft by a resolution of the day on which it begins."""
    values = {"resolution": "理事会决议", "adopted_on": in_force_on, "in_force_on": in_force_on} | given
    return books.adopt(draft, by=by, now=at(values["adopted_on"]), **values)


def adopted(unit: Any, in_force_on: date = date(2025, 1, 10), text: str = TEXT) -> Version:
    """A version of a unit's rulebook in force from a day on."""
    return adopt(bring(unit, text), in_force_on)


def employ(unit: Any, name: str = "样甲", hired_on: date = date(2024, 1, 1), person: Any = None) -> Employee:
    """Somebody who works at a unit."""
    with door.opened("test"):
        return Employee.everything.create(
            agency=unit.root,
            unit=unit,
            number=f"E{next(_next)}",
            person=person or make_person(unit, name),
            employment=Employee.Employment.FULL_TIME,
            hired_on=hired_on,
        )


def signed(version: Version, employee: Employee, day: date) -> Acknowledgement:
    """Somebody signs a version on a day."""
    user = make_user(employee.unit, person=employee.person)
    by = make_actor(employee.unit, "rulebook.acknowledgement.sign", "rulebook.version.view", user=user)
    paper = Acknowledgement(edition=version, person=employee.person, unit=employee.unit)
    return sign(paper, by=by, now=at(day), has_read=True)
