"""The rooms of the demo's stations and who books them, the agency's pay standards, and what leads hear of overspending.

Most have all their rooms measured. One never measured its hall, one has no room for groups, one keeps no list at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.finance.deeds.alerts import tell_leads
from banyan.domains.projects.models import Project
from banyan.domains.services.models import Activity
from banyan.domains.staff.deeds import pay
from banyan.domains.staff.deeds import premises as deeds
from banyan.domains.staff.models import Booking, PayBand, PayScheme, Room
from banyan.foundation.periods import add_months
from banyan.site.demo.telling import Moment, actor, at, holder, in_office

MEASURED, BOOKED_FROM = date(2025, 4, 9), date(2025, 9, 1)
WRITTEN, ADOPTED = date(2025, 4, 14), date(2025, 4, 21)
Function = Room.Function
#: name, function, square metres (None: nobody measured it), persons
LARGE = (
    ("个案室一", Function.CASE, 10, 4), ("个案室二", Function.CASE, 12, 4), ("小组室", Function.GROUP, 45, 20),
    ("多功能厅", Function.MULTI, 180, 90), ("社工办公室", Function.OFFICE, 96, 22), ("物资间", Function.STORAGE, 18, 2),
    ("档案室", Function.ARCHIVE, 15, 2),
)  # fmt: skip
SMALL = (
    ("个案室", Function.CASE, 9, 4), ("活动厅", Function.GROUP, 60, 30), ("办公室", Function.OFFICE, 24, 5),
)  # fmt: skip
STANDARDS = (
    ("社工薪级", "持证及一线社工", "level", "按水平等级定级，取证次月调整。",
     (("见习", 4600, 5000), ("助理社工师", 5200, 6200), ("社工师", 6000, 7400))),
    ("行政薪级", "行政与后勤", "post", "按岗位定级。", (("专员", 4500, 5400), ("主管", 5400, 6600))),
)  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """Rooms and pay in April, bookings for every activity in the house from September, alerts on the first of each month."""
    for place, centre in enumerate(_centres()):
        if place % 4 != 3:
            yield Moment(at(MEASURED, 11, place), f"{centre.code}/rooms", partial(_measure, centre.pk, place))
    yield Moment(at(WRITTEN, 10), "pay/written", _write_standards)
    yield Moment(at(ADOPTED, 10), "pay/adopted", _adopt_standards)
    month = BOOKED_FROM
    while month <= until:
        yield Moment(at(month, 7), f"{month:%Y-%m}/book", _book_month)
        yield Moment(at(month, 7, 30), f"{month:%Y-%m}/alerts", tell_leads)
        month = add_months(month, 1)


def _centres() -> list[Unit]:
    with door.opened("demo"):
        ids = Project.objects.filter(state=Project.State.RUNNING).values_list("unit_id", flat=True)
        return list(Unit.objects.filter(pk__in=set(ids), kind=Unit.Kind.STATION).order_by("path"))


def _measure(centre_id: int, place: int, when: datetime) -> None:
    """The director walks through the house with a tape measure."""
    with door.opened("demo"):
        centre = Unit.objects.get(pk=centre_id)
    by = actor(_director(centre, when), when)
    for name, function, area, persons in LARGE if place == 0 else SMALL:
        if place == 2 and function == Function.GROUP:
            continue
        known = None if place == 1 and function == Function.GROUP else Decimal(area)
        deeds.add_room(
            Room(unit=centre, name=name, function=function, area=known, capacity=persons), by=by, now=when
        )


def _director(unit: Unit, when: datetime) -> Any:
    """The director of a station stands in its first department or in the station itself."""
    found = next((each for each in (unit, *_parts(unit)) if holder(each, "中心主任", when.date())), unit)
    return holder(found, "中心主任", when.date()) or in_office(unit, when.date())[0]


def _parts(unit: Unit) -> list[Unit]:
    with door.opened("demo"):
        return list(Unit.objects.filter(parent=unit).order_by("path"))


def _book_month(when: datetime) -> None:
    """Every activity of the month that is held in the house takes the largest room it fits in, an hour before and after."""
    last = add_months(when.date(), 1) - timedelta(days=1)
    with door.opened("demo"):
        rooms = list(Room.objects.filter(function__in=(Function.MULTI, Function.GROUP)).order_by("capacity"))
        planned = Activity.objects.filter(held_on__range=(when.date(), last), number__gt="").exclude(
            starts_at=None
        )
        found = list(planned.select_related("responsible").order_by("held_on", "number"))
    for activity in found:
        fitting = [
            r
            for r in rooms
            if r.unit_id == activity.unit.centre.pk and r.capacity >= (activity.expected or 1)
        ]
        if fitting and activity.responsible and time(9) <= activity.starts_at <= time(18):
            _book(fitting[0], activity, when)


def _book(room: Room, activity: Activity, when: datetime) -> None:
    starts = time(activity.starts_at.hour)
    ends = time(min((activity.ends_at or activity.starts_at).hour + 1, 21))
    with door.opened("demo"):
        day = Booking.objects.filter(room=room, held_on=activity.held_on)
        is_taken = day.filter(starts_at__lt=ends, ends_at__gt=starts).exists()
    if not is_taken and activity.held_on >= when.date():
        deeds.book(
            room, by=actor(activity.responsible, when), now=when, held_on=activity.held_on, starts_at=starts,
            ends_at=ends, purpose=Booking.Purpose.ACTIVITY, about=activity.number,
            persons=min(activity.expected or 2, room.capacity),
        )  # fmt: skip


def _write_standards(when: datetime) -> None:
    """The programme director writes down by what the agency's people are paid."""
    agency, by = _centres()[0].root, _at_headquarters("总监", when)
    for name, covers, basis, grounds, grades in STANDARDS if by else ():
        draft = PayScheme(unit=agency, name=name, covers=covers, basis=basis, grounds=grounds)
        draft = pay.write_scheme(draft, by=by, now=when)
        for grade, lowest, highest in grades:
            pay.add_band(PayBand(scheme=draft, grade=grade, lowest=lowest, highest=highest), by=by, now=when)


def _adopt_standards(when: datetime) -> None:
    """The head of the agency adopts what the programme director wrote."""
    by = _at_headquarters("总干事", when)
    with door.opened("demo"):
        drafts = list(PayScheme.objects.filter(state=PayScheme.State.DRAFT).order_by("number"))
    for draft in drafts if by else ():
        pay.adopt_scheme(draft, by=by, now=when, starts_on=when.date())


def _at_headquarters(title: str, when: datetime) -> Any:
    """Somebody of the agency's own posts, outside the stations."""
    agency = _centres()[0].root
    with door.opened("demo"):
        places = [
            agency,
            *Unit.objects.filter(parent=agency).exclude(kind=Unit.Kind.STATION).order_by("path"),
        ]
    found = (holder(place, title, when.date()) for place in places)
    person = next((each for each in found if each), None)
    return actor(person, when) if person else None
