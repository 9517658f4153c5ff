"""Deeds of the staff room: somebody may, somebody may not, the state, the trail."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.identity.models import Appointment, Grant, Post
from banyan.core.search import finding
from banyan.domains.staff import deeds, queries
from banyan.domains.staff.models import (
    Area,
    Employee,
    NoCrimeInquiry,
    Population,
    Qualification,
    Responsibility,
    ResponsibilityField,
)
from banyan.foundation.refusal import Refused
from tests.makers import make_appointment, make_grant, make_person, make_post, make_unit, make_user

NOW = datetime(2025, 12, 31, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOW.date()


@pytest.fixture
def clerk(north, actor_with):
    return actor_with(north, "staff.*", "identity.post.*", "identity.appointment.*")


def hire(unit, by, name="样甲", **fields):
    given = {"employment": "full_time", "hired_on": date(2025, 1, 1), **fields}
    employee = Employee(unit=unit, **given)
    employee.given_name = name
    return deeds.hire(employee, by=by, now=NOW)


def test_hiring_makes_a_person_a_number_and_a_line_in_the_trail(north, clerk):
    employee = hire(north, clerk)
    assert (employee.person.name, employee.number, employee.state) == ("样甲", "S0001", "in_service")
    assert Event.objects.filter(verb="staff.employee.hire").count() == 1


def test_probation_that_still_runs_makes_somebody_on_probation(north, clerk):
    assert hire(north, clerk, probation_ends_on=date(2026, 3, 1)).state == "probation"


def test_nobody_is_hired_into_another_centre(north, south, clerk):
    with pytest.raises(PermissionDenied):
        hire(south, clerk)


def test_nobody_is_hired_without_a_name(north, clerk):
    with pytest.raises(Refused) as refused:
        hire(north, clerk, name=" ")
    assert "name" in refused.value.problems


def test_probation_is_confirmed_once(north, clerk):
    employee = hire(north, clerk, probation_ends_on=date(2026, 3, 1))
    assert deeds.confirm(employee, by=clerk).state == "in_service"
    with pytest.raises(Refused):
        deeds.confirm(employee, by=clerk)


def test_probation_is_extended_to_a_later_day_only(north, clerk):
    employee = hire(north, clerk, probation_ends_on=date(2026, 3, 1))
    with pytest.raises(Refused):
        deeds.extend_probation(employee, by=clerk, probation_ends_on=date(2026, 2, 1), reason="样")
    later = deeds.extend_probation(employee, by=clerk, probation_ends_on=date(2026, 6, 1), reason="样")
    assert later.probation_ends_on == date(2026, 6, 1)


def test_leaving_ends_every_post_and_every_right(north, clerk):
    employee = hire(north, clerk)
    held = make_appointment(employee.person, make_post(north))
    user = make_user(north, person=employee.person)
    granted = make_grant(user, north, "staff.*")
    deeds.leave(employee, by=clerk, now=NOW, left_on=DAY, reason="样")
    held.refresh_from_db()
    assert held.ends_on == DAY
    assert Grant.everything.get(pk=granted.pk).until == DAY
    assert type(user).objects.get(pk=user.pk).access_stamp > user.access_stamp


def test_a_corrected_name_is_the_persons_and_stands_in_the_trail(north, clerk):
    employee = hire(north, clerk)
    deeds.change_employee(employee, by=clerk, name="样乙")
    assert Employee.everything.select_related("person").get(pk=employee.pk).person.name == "样乙"
    assert Event.objects.filter(verb="identity.person.edit").count() == 1


@pytest.mark.clause("P1.2")
def test_a_full_post_takes_nobody_else_but_an_acting_holder(north, clerk):
    post = make_post(north, places=1)
    make_appointment(make_person(north), post)
    second = make_person(north, "样乙")
    with pytest.raises(Refused) as refused:
        deeds.appoint(Appointment(person=second, post=post, starts_on=DAY), by=clerk)
    assert refused.value.code == "no_free_place"
    acting = deeds.appoint(Appointment(person=second, post=post, starts_on=DAY, acting=True), by=clerk)
    assert acting.pk


def test_nobody_is_appointed_twice_to_one_post_on_the_same_days(north, clerk):
    post, person = make_post(north, places=2), make_person(north)
    make_appointment(person, post)
    with pytest.raises(Refused) as refused:
        deeds.appoint(Appointment(person=person, post=post, starts_on=DAY), by=clerk)
    assert refused.value.code == "not_unique"


def test_a_worker_without_the_right_appoints_nobody(north, actor_with):
    reader = actor_with(north, "identity.*.view")
    with pytest.raises(PermissionDenied):
        deeds.appoint(Appointment(person=make_person(north), post=make_post(north), starts_on=DAY), by=reader)


@pytest.mark.clause("P1.1")
def test_a_post_cannot_stand_above_itself_round_a_corner(north, clerk):
    top = make_post(north)
    below = make_post(north, superior=top)
    with pytest.raises(Refused):
        deeds.change_post(top, by=clerk, superior=below)
    assert Post.everything.get(pk=top.pk).superior is None


def test_a_post_with_people_or_posts_below_is_not_abolished(north, clerk):
    top = make_post(north)
    below = make_post(north, superior=top, code="B1")
    held = make_appointment(make_person(north), top)
    for problem in ("held", "posts_below"):
        with pytest.raises(Refused) as refused:
            deeds.abolish(top, by=clerk, closed_on=DAY, reason="样")
        assert refused.value.code == problem
        with door.opened("test"):
            Appointment.everything.filter(pk=held.pk).update(ends_on=DAY)
    with door.opened("test"):
        Post.everything.filter(pk=below.pk).update(superior=None)
    assert deeds.abolish(top, by=clerk, closed_on=DAY, reason="样").closed_on == DAY


@pytest.mark.clause("P1.5")
def test_an_abolished_post_stays_on_the_chart_of_its_days(north, clerk):
    post = make_post(north)
    deeds.abolish(post, by=clerk, closed_on=date(2025, 6, 30), reason="样")
    assert post.pk in queries.establishment_on(north, date(2025, 6, 30)).posts
    assert post.pk not in queries.establishment_on(north, date(2025, 7, 1)).posts


def test_certificates_and_inquiries_are_noted_for_ones_own_people_only(north, south, clerk, actor_with):
    employee = hire(north, clerk)
    noted = deeds.register_qualification(
        Qualification(employee=employee, level="assistant", valid_until=date(2027, 1, 1), hours=Decimal(10)),
        by=clerk,
    )
    with pytest.raises(Refused):
        deeds.change_qualification(noted, by=clerk, hours=Decimal(-1))
    with pytest.raises(Refused):
        deeds.record_inquiry(NoCrimeInquiry(employee=employee, made_on=date(2026, 1, 1)), by=clerk, now=NOW)
    with pytest.raises(PermissionDenied):
        stranger = actor_with(south, "staff.*")
        deeds.record_inquiry(NoCrimeInquiry(employee=employee, made_on=DAY), by=stranger, now=NOW)


@pytest.mark.clause("P1.4", "P1.5")
def test_a_reassigned_field_keeps_its_past(north, clerk):
    elders, family = (
        make_unit("N-1", "长者部", north, "department"),
        make_unit("N-2", "家庭部", north, "department"),
    )
    field = deeds.name_field(ResponsibilityField(unit=north, name="妇女"), by=clerk, now=NOW)
    first = deeds.assign(
        Responsibility(unit=elders, field=field, starts_on=date(2025, 1, 1)), by=clerk, now=NOW
    )
    deeds.end_responsibility(first, by=clerk, ends_on=date(2025, 6, 30), reason="商定改由家庭部牵头")
    deeds.assign(Responsibility(unit=family, field=field, starts_on=date(2025, 7, 1)), by=clerk, now=NOW)
    leads = {
        day: queries.matrix(north, day, clerk).rows[0].cells for day in (date(2025, 6, 30), date(2025, 7, 1))
    }
    assert [bool(cell) for cell in leads[date(2025, 6, 30)]] == [True, False]
    assert [bool(cell) for cell in leads[date(2025, 7, 1)]] == [False, True]


@pytest.mark.clause("P1.4")
def test_the_matrix_finds_overlap_and_void(north, clerk):
    elders, family = (
        make_unit("N-1", "长者部", north, "department"),
        make_unit("N-2", "家庭部", north, "department"),
    )
    women = deeds.name_field(ResponsibilityField(unit=north, name="妇女"), by=clerk, now=NOW)
    deeds.name_field(ResponsibilityField(unit=north, name="志愿者"), by=clerk, now=NOW)
    for unit in (elders, family):
        deeds.assign(Responsibility(unit=unit, field=women, starts_on=date(2025, 1, 1)), by=clerk, now=NOW)
    found = {row.field.name: row.verdict for row in queries.matrix(north, DAY, clerk).rows}
    assert found == {"妇女": "overlap", "志愿者": "void"}


def test_areas_and_populations_are_kept_straight(north, clerk):
    street = deeds.make_area(Area(unit=north, number="S", name="街", kind="street"), by=clerk)
    part = deeds.make_area(
        Area(unit=north, number="S1", name="社区", kind="community", parent=street), by=clerk
    )
    with pytest.raises(Refused):
        deeds.change_area(street, by=clerk, parent=part)
    with pytest.raises(Refused):
        deeds.note_population(
            Population(area=street, kind="resident", people=1, women=2, counted_on=DAY), by=clerk, now=NOW
        )
    with pytest.raises(Refused):
        deeds.note_population(
            Population(area=street, kind="resident", people=1, counted_on=date(2026, 1, 1)), by=clerk, now=NOW
        )


def test_an_undecided_probation_lies_on_the_desk_of_who_may_decide(north, south, clerk, actor_with):
    employee = hire(north, clerk, probation_ends_on=date(2026, 1, 10))
    after = date(2026, 1, 11)
    assert [each.number for each in queries.probations_to_decide(clerk, after)] == [employee.number]
    assert list(queries.probations_to_decide(clerk, date(2026, 1, 10))) == []
    assert list(queries.probations_to_decide(actor_with(north, "staff.*.view"), after)) == []
    assert list(queries.probations_to_decide(actor_with(south, "staff.*"), after)) == []


def test_an_employee_is_found_by_name_number_and_initials_within_reach_only(north, south, clerk, actor_with):
    hire(north, clerk, name="单样甲")
    for words in ("单样", "S0001", "syj"):
        assert [hit.title for hit in finding.find(words, clerk)] == ["单样甲"], words
    assert finding.find("单样", actor_with(south, "staff.*")) == []


def test_an_employees_page_takes_inquiry_certificate_and_post(north, clerk):
    employee, post = hire(north, clerk), make_post(north)
    deeds.note_inquiry(employee, by=clerk, now=NOW, made_on=DAY)
    deeds.note_certificate(employee, by=clerk, now=NOW, level="assistant", valid_until=date(2028, 12, 31))
    deeds.appoint_employee(employee, by=clerk, now=NOW, post=post, starts_on=DAY)
    assert NoCrimeInquiry.everything.get(employee=employee).made_on == DAY
    assert Qualification.everything.get(employee=employee).level == "assistant"
    assert Appointment.everything.get(person=employee.person).post == post


def test_who_may_note_inquiries_may_not_therefore_appoint(north, clerk, actor_with):
    employee, post = hire(north, clerk), make_post(north)
    by = actor_with(north, "staff.*")
    with pytest.raises(PermissionDenied):
        deeds.appoint_employee(employee, by=by, now=NOW, post=post, starts_on=DAY)
