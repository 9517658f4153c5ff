"""Who answers for what in the demo centre: a field led twice, another that nobody led, both found and mended in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.projects.models import Project
from banyan.domains.staff.deeds import responsibilities as deeds
from banyan.domains.staff.models import Responsibility, ResponsibilityField
from banyan.site.demo.telling import Moment, actor, at, departments, holder

NAMED, SHARED, FOUND, MENDED = date(2025, 4, 8), date(2025, 6, 10), date(2025, 9, 29), date(2025, 11, 17)
Kind = ResponsibilityField.Kind
#: name, kind, and the word by which the department that leads it is known ("": nobody yet)
FIELDS = (
    ("长者", Kind.TARGET_GROUP, "长者"),
    ("青少年", Kind.TARGET_GROUP, "青少年"),
    ("家庭", Kind.TARGET_GROUP, "家庭"),
    ("妇女", Kind.TARGET_GROUP, "家庭"),
    ("残障人士", Kind.TARGET_GROUP, "残障"),
    ("志愿服务", Kind.SERVICE_LINE, "志愿"),
    ("高空楼栋长者下楼", Kind.NEED, "长者"),
    ("暑期托管", Kind.NEED, ""),
)


def moments(until: date) -> Iterator[Moment]:
    """Fields are named in April; women are led twice from June, the summer school by nobody until November."""
    told = (
        (at(NAMED, 9, 30), "named", _name_fields),
        (at(SHARED, 10), "shared", _lead_twice),
        (at(FOUND, 15), "found", _agree_on_one),
        (at(MENDED, 9), "mended", _give_to_somebody),
    )
    for centre in _centres():
        for when, key, play in told:
            if when.date() <= until:
                yield Moment(when, f"{centre.code}/{key}", partial(play, centre.pk))


def _centres() -> list[Unit]:
    """The centres of running projects that have departments to divide work among."""
    with door.opened("demo"):
        ids = Project.objects.filter(state=Project.State.RUNNING).values_list("unit_id", flat=True)
        found = list(Unit.objects.filter(pk__in=set(ids), kind=Unit.Kind.STATION).order_by("path"))
    return [centre for centre in found if departments(centre)]


def _name_fields(centre_id: int, when: datetime) -> None:
    centre, by = _centre_and_director(centre_id, when)
    for place, (name, kind, word) in enumerate(FIELDS):
        made = ResponsibilityField(unit=centre, name=name, kind=kind, position=place)
        field = deeds.name_field(made, by=by, now=when)
        if word:
            _assign(field, _department(centre, word), by, when)


def _lead_twice(centre_id: int, when: datetime) -> None:
    """The volunteers' department takes up the women's circle; nobody asks who led it before."""
    centre, by = _centre_and_director(centre_id, when)
    _assign(_field(centre, "妇女"), _department(centre, "志愿"), by, when, "巾帼志愿队由志愿部带")


def _agree_on_one(centre_id: int, when: datetime) -> None:
    centre, by = _centre_and_director(centre_id, when)
    with door.opened("demo"):
        duty = Responsibility.objects.get(
            field=_field(centre, "妇女"), unit=_department(centre, "志愿"), ends_on=None
        )
    deeds.end_responsibility(
        duty, by=by, now=when, ends_on=when.date(), reason="两部门协商，由家庭部牵头，志愿部协助"
    )


def _give_to_somebody(centre_id: int, when: datetime) -> None:
    centre, by = _centre_and_director(centre_id, when)
    _assign(
        _field(centre, "暑期托管"), _department(centre, "青少年"), by, when, "暑期无人牵头，家长投诉后明确"
    )


def _centre_and_director(centre_id: int, when: datetime) -> tuple[Unit, Any]:
    with door.opened("demo"):
        centre = Unit.objects.get(pk=centre_id)
    people = (holder(unit, "主任", when.date()) for unit in (*departments(centre), centre))
    return centre, actor(next(person for person in people if person), when)


def _department(centre: Unit, word: str) -> Unit:
    """The department whose name has the word; in a small centre the first one answers for everything."""
    every = departments(centre)
    return next((each for each in every if word in each.name), every[0])


def _field(centre: Unit, name: str) -> ResponsibilityField:
    with door.opened("demo"):
        return ResponsibilityField.objects.get(unit=centre, name=name)


def _assign(field: Any, department: Unit, by: Any, when: datetime, reason: str = "") -> None:
    made = Responsibility(
        unit=department, field=field, part=Responsibility.Part.LEAD, starts_on=when.date(), reason=reason
    )
    deeds.assign(made, by=by, now=when)
