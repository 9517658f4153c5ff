"""The minutes that activities tell: staff on the sheet, the person responsible, never a volunteer."""

from datetime import date, time

import pytest

from banyan.core import door
from banyan.domains.services.models import Activity, Attendance
from banyan.domains.services.queries import hours
from banyan.domains.services.queries.activity_hours import activity_minutes
from banyan.domains.services.rules.hours.spent import Category
from tests.makers import make_appointment, make_person, make_post
from tests.services.makers import HELD_ON, make_activity, make_sheet


@pytest.fixture
def in_office(north):
    """Somebody in office at the station, by name."""
    post = make_post(north)

    def somebody(name):
        person = make_person(north, name)
        make_appointment(person, post)
        return person

    return somebody


def held(unit, *lines, **fields):
    """An activity held from nine to eleven, with these lines: name, role, came, went."""
    activity = make_activity(unit, **{"state": Activity.State.HELD, "starts_at": time(9), "ends_at": time(11)} | fields)  # fmt: skip
    sheet = make_sheet(activity)
    with door.opened("test"):
        for position, (name, role, came, went) in enumerate(lines, 1):
            Attendance.everything.create(
                sheet=sheet, position=position, name=name, role=role, arrived_at=came, left_at=went
            )
    return activity


def told(workers=None):
    return {
        (each.worker, each.minutes) for each in hours.spent(workers, date(2025, 10, 1), date(2025, 10, 31))
    }


def test_staff_on_the_sheet_have_their_minutes_and_the_person_responsible_the_planned_ones(north, in_office):
    ana, bo = in_office("样甲"), in_office("样乙")
    held(north, ("样甲", "staff", time(8), time(12)), responsible=bo)
    assert told() == {(ana.pk, 240), (bo.pk, 120)}
    assert told([bo.pk]) == {(bo.pk, 120)}


def test_a_volunteer_s_hours_are_never_a_worker_s_hours(north, in_office):
    in_office("样甲")
    held(north, ("样甲", "volunteer", time(8), time(12)), ("样丁", "volunteer", time(8), time(12)))
    assert told() == set()


def test_a_name_that_two_people_of_the_station_bear_belongs_to_nobody(north, in_office):
    in_office("样甲"), in_office("样甲")
    held(north, ("样甲", "staff", time(8), time(12)))
    assert told() == set()


def test_somebody_of_another_station_with_the_same_name_does_not_get_the_hours(north, south, in_office):
    other = make_person(south, "样甲")
    make_appointment(other, make_post(south))
    ana = in_office("样甲")
    held(north, ("样甲", "staff", time(8), time(12)))
    assert told() == {(ana.pk, 240)}


@pytest.mark.parametrize("state", [Activity.State.APPROVED, Activity.State.CANCELLED])
def test_what_was_not_held_took_no_time(north, in_office, state):
    held(north, responsible=in_office("样甲"), state=state)
    assert told() == set()


def test_the_row_names_its_record_and_says_that_it_tells_no_time(north, in_office):
    activity = held(north, responsible=in_office("样甲"), starts_at=None, ends_at=None)
    (row,) = hours.spent(None, HELD_ON, HELD_ON)
    assert (row.minutes, row.category, row.public_id) == (0, Category.ACTIVITY, activity.public_id)


@pytest.mark.parametrize("activities", [1, 5])
def test_all_activities_are_read_in_four_statements(
    north, in_office, django_assert_max_num_queries, activities
):
    in_office("样甲")
    for _each in range(activities):
        held(north, ("样甲", "staff", time(8), time(12)))
    with door.opened("test"), django_assert_max_num_queries(4):
        assert len(list(activity_minutes(None, HELD_ON, HELD_ON))) == activities
