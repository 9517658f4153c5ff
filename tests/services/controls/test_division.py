"""Who served whom, held against the responsibility matrix: one record moved flips it, an unrelated one does not."""

from datetime import date, time

import pytest

from banyan.core import door
from banyan.domains.services.models import (
    Activity,
    Attendance,
    Case,
    CaseContact,
    ClassDay,
    ClassLine,
    DayClass,
    Group,
    GroupMember,
    GroupSession,
    Pupil,
    RosterEntry,
    ServiceUserTag,
    SessionAttendance,
    Visit,
)
from banyan.domains.staff import public as staff
from banyan.domains.staff.models import Responsibility, ResponsibilityField
from banyan.domains.staff.queries import serving
from tests.controls import faults, verdict
from tests.makers import make_unit
from tests.projects.makers import make_project
from tests.services.makers import make_activity, make_sheet, make_user

DAY = date(2025, 11, 20)


@pytest.fixture
def elders(north):
    return make_unit("N1-1", "长者部", north, kind="department")


@pytest.fixture
def family(north):
    return make_unit("N1-2", "家庭部", north, kind="department")


def held(unit, user, times, **fields):
    """An activity at which somebody signed in so many times (each line is one person-time)."""
    activity = make_activity(unit, state=Activity.State.ACCEPTED, held_on=DAY, **fields)
    sheet = make_sheet(activity, held_on=DAY)
    with door.opened("test"):
        Attendance.everything.bulk_create(
            Attendance(sheet=sheet, position=place + 1, role="resident", user=user) for place in range(times)
        )
    return activity


def move(activity, unit):
    with door.opened("test"):
        Activity.everything.filter(pk=activity.pk).update(unit=unit)


@pytest.mark.clause("P1.4")
def test_work_done_by_a_department_that_does_not_lead_wants_attention(north, south, elders, family):
    project, other = make_project(north), make_unit("S1-1", "长者部", south, kind="department")
    with door.opened("test"):
        field = ResponsibilityField.everything.create(unit=north, name="长者", number="RF-1")
        Responsibility.everything.create(unit=elders, field=field, starts_on=date(2025, 4, 1))
    old = make_user(north, born_on=date(1950, 3, 1))
    first = held(elders, old, 21)
    held(family, make_user(north, born_on=date(1990, 3, 1)), 30)
    assert verdict("P1.4", project) == "met"
    move(first, family)
    assert (verdict("P1.4", project), faults("P1.4", project)) == ("attention", ["RF-1"])
    move(first, elders)
    move(held(family, old, 21, title="邻里茶话会"), other)
    assert verdict("P1.4", project) == "met"


@pytest.mark.clause("P1.4")
def test_every_kind_of_service_tells_whom_it_served(north, elders, family):
    woman = make_user(north, sex="female", born_on=date(1950, 3, 1), disability="视力")
    project = make_project(north)
    held(elders, woman, 1, title="亲子日", need="家庭")
    with door.opened("test"):
        ServiceUserTag.everything.create(user=woman, name="独居长者")
        sheet = Activity.everything.get(unit=elders).sheets.get()
        Attendance.everything.create(sheet=sheet, position=9, role="volunteer", volunteer_number="V1")
        Attendance.everything.create(
            sheet=sheet, position=10, role="resident", user=woman, reason="to_clarify"
        )
        group = Group.everything.create(unit=family, number="GRP-1", title="夫妻对话", kind="growth")
        member = GroupMember.everything.create(group=group, user=woman, joined_on=DAY, state="admitted")
        for place, mark in ((1, "present"), (2, "absent")):
            session = GroupSession.everything.create(group=group, position=place, planned_on=DAY, held_on=DAY)
            SessionAttendance.everything.create(session=session, member=member, mark=mark)
        entry = RosterEntry.everything.create(unit=elders, number="TF1", user=woman, project=project, since=DAY)  # fmt: skip
        for place, outcome in enumerate(("met", "not_home")):
            Visit.everything.create(
                entry=entry, position=place, held_on=DAY, began_at=time(9), ended_at=time(10), outcome=outcome
            )  # fmt: skip
        case = Case.everything.create(unit=family, number="GA-1", client=woman, inquired_on=DAY)
        CaseContact.everything.create(case=case, position=1, held_on=DAY, began_at=time(9), ended_at=time(10), entered_on=DAY)  # fmt: skip
        afternoon = DayClass.everything.create(
            unit=family, number="BAN-1", title="四点半", project=project, opened_on=DAY, starts_at=time(16),
            closes_at=time(18), capacity=9,
        )  # fmt: skip
        pupil = Pupil.everything.create(day_class=afternoon, user=woman, enrolled_on=DAY)
        day = ClassDay.everything.create(day_class=afternoon, held_on=DAY)
        ClassLine.everything.create(day=day, pupil=pupil, arrived_at=time(16))
    told = list(serving.served([elders.pk, family.pk], date(2025, 10, 1), date(2025, 12, 31)))
    assert sorted((one.kind, one.department) for one in told) == sorted(
        [
            (staff.Service.ACTIVITY, elders.pk), (staff.Service.VOLUNTEERS, elders.pk), (staff.Service.VISIT, elders.pk),
            (staff.Service.GROUP, family.pk), (staff.Service.CASE, family.pk), (staff.Service.DAY_CLASS, family.pk),
        ]
    )  # fmt: skip
    people = [one for one in told if one.kind != staff.Service.VOLUNTEERS]
    assert {(one.sex, one.age, one.marks) for one in people} == {
        ("female", 75, frozenset({"独居长者", staff.DISABLED}))
    }
    assert {one.kind: one.about for one in people if one.about}.keys() == {
        staff.Service.ACTIVITY,
        staff.Service.GROUP,
    }
    assert list(serving.served([family.pk], date(2025, 12, 1), date(2025, 12, 31))) == []
