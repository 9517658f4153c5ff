"""Whom each department served, told to the responsibility matrix: days, ages and groups, nobody by name (P1.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from banyan.domains.services.models import (
    Activity,
    Attendance,
    CaseContact,
    ClassLine,
    ServiceUserTag,
    SessionAttendance,
    Visit,
)
from banyan.domains.services.rules.ages import age_on
from banyan.domains.staff import public as staff
from banyan.domains.staff.public import Served

Units = Collection[int]
_PERSON = ("pk", "sex", "born_on", "disability")
_HELD = (Activity.State.HELD, Activity.State.SUMMARY_WAITING, Activity.State.ACCEPTED)


def activities_served(units: Units, first: date, last: date) -> Iterator[Served]:
    """Residents who count at activities, and volunteers who served there. Two statements."""
    lines = Attendance.everything.filter(
        sheet__activity__unit__in=units, sheet__held_on__range=(first, last), sheet__activity__state__in=_HELD
    )
    counted = lines.filter(role__in=("", Attendance.Role.RESIDENT), reason="")
    at_work = lines.filter(role=Attendance.Role.VOLUNTEER)
    about = [f"sheet__activity__{name}" for name in ("title", "need", "target_group")]
    yield from _told(
        counted, staff.Service.ACTIVITY, "sheet__activity__unit", "sheet__held_on", "user", about
    )
    for unit, day in at_work.values_list("sheet__activity__unit", "sheet__held_on").order_by():
        yield Served(unit, day, staff.Service.VOLUNTEERS)


def groups_served(units: Units, first: date, last: date) -> Iterator[Served]:
    """Members who were at a session. Two statements with their groups in difficulty."""
    there = (SessionAttendance.Mark.PRESENT, SessionAttendance.Mark.LATE)
    marks = SessionAttendance.everything.filter(
        session__group__unit__in=units, session__held_on__range=(first, last), mark__in=there
    )
    about = [f"session__group__{name}" for name in ("title", "need", "target_group")]
    yield from _told(marks, staff.Service.GROUP, "session__group__unit", "session__held_on", "member__user", about)  # fmt: skip


def visits_served(units: Units, first: date, last: date) -> Iterator[Served]:
    """People met on the visit roster. Two statements."""
    met = Visit.everything.filter(
        entry__unit__in=units,
        held_on__range=(first, last),
        outcome=Visit.Outcome.MET,
        state=Visit.State.FILED,
    )
    yield from _told(met, staff.Service.VISIT, "entry__unit", "held_on", "entry__user")


def cases_served(units: Units, first: date, last: date) -> Iterator[Served]:
    """Clients with whom somebody was in contact; guarded files fill no cell that others read. Two statements."""
    filed = CaseContact.everything.filter(
        case__unit__in=units, held_on__range=(first, last), state=CaseContact.State.FILED
    ).exclude(CaseContact.closed())
    yield from _told(filed, staff.Service.CASE, "case__unit", "held_on", "case__client")


def afternoons_served(units: Units, first: date, last: date) -> Iterator[Served]:
    """Children who came to the class. Two statements."""
    came = ClassLine.everything.filter(day__day_class__unit__in=units, day__held_on__range=(first, last))
    yield from _told(came, staff.Service.DAY_CLASS, "day__day_class__unit", "day__held_on", "pupil__user")


def _told(found: Any, kind: str, *where: Any) -> Iterator[Served]:
    """One row for each time somebody was served: `where` says where unit, day, person and words stand."""
    unit, day, person, *about = where
    words = about[0] if about else []
    columns = (unit, day, *(f"{person}__{name}" for name in _PERSON), *words)
    marks = _marks(found, person)
    for at, on, pk, sex, born, disability, *texts in found.order_by().values_list(*columns):
        disabled = {staff.DISABLED} if disability else set()
        known = frozenset(marks[pk] | disabled) if pk else frozenset()
        age = age_on(born, on) if born else None
        yield Served(at, on, kind, " ".join(filter(None, texts)), sex or "", age, known)


def _marks(found: Any, person: str) -> dict[int, set[str]]:
    """The groups in difficulty of everybody in these records."""
    marks: dict[int, set[str]] = defaultdict(set)
    people = found.order_by().values(f"{person}_id")
    for pk, name in ServiceUserTag.everything.filter(user__in=people).values_list("user_id", "name"):
        marks[pk].add(name)
    return marks
