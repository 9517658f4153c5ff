"""Rooms are booked once and told by number; pay standards are written by one and adopted by another."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.core.calendar import entries_for
from banyan.domains.staff.deeds import pay
from banyan.domains.staff.deeds import premises as deeds
from banyan.domains.staff.models import Booking, PayBand, PayScheme, Room
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.makers import make_actor, make_unit
from tests.projects.makers import make_project

DAY = date(2025, 12, 10)
NOW = datetime(2025, 12, 8, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
KEEPER = ("staff.room.*", "staff.booking.*")
WORKER = ("staff.room.view", "staff.room.book", "staff.booking.view", "staff.booking.call_off")


def room(unit, name="个案室一", function="case", capacity=4, **fields):
    with door.opened("test"):
        return Room.everything.create(
            unit=unit, name=name, function=function, capacity=capacity, number=f"FJ-{unit.code}-{name}",
            **{"area": 12} | fields,
        )  # fmt: skip


def book(where, by, first="09:00", last="10:00", purpose="case", about="CASE-2025-001", **fields):
    deeds.book(
        where, by=by, now=NOW, held_on=fields.pop("on", DAY), starts_at=time.fromisoformat(first),
        ends_at=time.fromisoformat(last), purpose=purpose, about=about, **fields,
    )  # fmt: skip
    with door.opened("test"):
        return Booking.everything.order_by("pk").last()


def change(record, **fields):
    with door.opened("test"):
        type(record).everything.filter(pk=record.pk).update(**fields)


@pytest.fixture
def worker(north):
    return make_actor(make_unit("N1-E", "长者部", north, "department"), *WORKER)


@pytest.mark.clause("P1.9")
def test_a_worker_of_a_department_books_a_room_of_the_centre(north, worker):
    made = book(room(north), worker, about=" case-2025-001 ")
    assert (made.about, made.booked_for, made.unit, made.number[:8]) == (
        "CASE-2025-001", worker.person, north, "YY-2025-",
    )  # fmt: skip


@pytest.mark.clause("P1.9")
def test_no_hour_is_given_twice_and_the_refusal_names_rooms_that_are_free(north, worker):
    here = room(north)
    room(north, "小组室", "group", 20)
    room(north, "储物间", "storage", 20)
    book(here, worker)
    with pytest.raises(Refused) as refused:
        book(here, worker, "09:45", "11:00", "meeting", "")
    assert str(refused.value.way_out).count("小组室") == 1 and "储物间" not in str(refused.value.way_out)
    book(here, worker, "10:00", "11:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": "王小明"},
        {"persons": 5},
        {"on": date(2025, 12, 7)},
        {"last": "22:00"},
        {"purpose": "group", "about": ""},
    ],
)
def test_a_booking_that_breaks_a_rule_is_not_kept(north, worker, wrong):
    with pytest.raises(Refused):
        book(room(north), worker, **wrong)
    with door.opened("test"):
        assert not Booking.everything.exists()


def test_another_stations_room_is_not_booked(north, south):
    stranger = make_actor(south, *WORKER)
    with pytest.raises(PermissionDenied):
        book(room(north), stranger)


def test_who_needs_the_room_gives_it_back_and_a_colleague_does_not(north, worker):
    made = book(room(north), worker)
    with pytest.raises(Refused):
        deeds.call_off(made, by=make_actor(north, *WORKER), now=NOW)
    assert deeds.call_off(made, by=worker, now=NOW).state == Booking.State.CANCELLED
    again = book(made.room, worker)
    assert deeds.call_off(again, by=make_actor(north, *KEEPER), now=NOW).state == Booking.State.CANCELLED


def test_a_room_is_given_up_when_nobody_counts_on_it(north, worker):
    here, keeper = room(north), make_actor(north, *KEEPER)
    made = book(here, worker)
    with pytest.raises(Refused):
        deeds.close_room(here, by=keeper, now=NOW, closed_on=NOW.date(), reason="退租")
    deeds.call_off(made, by=worker, now=NOW)
    deeds.close_room(here, by=keeper, now=NOW, closed_on=NOW.date(), reason="退租")
    with pytest.raises(Refused):
        book(here, worker)


@pytest.mark.clause("P1.9")
def test_the_calendar_shows_numbers_only(north, worker):
    made = book(room(north), worker)
    (entry,) = [each for each in entries_for(worker, Period(DAY, DAY)) if each.public_id == made.public_id]
    assert (entry.number, entry.starts_at) == (made.number, time(9))


@pytest.mark.clause("P1.9")
def test_the_room_plan_shows_the_case_number_and_nobodys_name(client, north, worker):
    here = room(north)
    book(here, worker)
    client.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/staff/premises/?on={DAY}")
    text = answer.content.decode()
    page = text.split("<main")[1].split('class="printed"')[0]  # its foot names whoever prints it
    assert answer.status_code == 200 and text.count("CASE-2025-001") == 1
    assert worker.person.name not in page
    form = client.get(
        f"/staff/room/{here.public_id}/deed/book/?held_on={DAY}&starts_at=14:00"
    ).content.decode()
    assert f'value="{DAY}"' in form and 'value="14:00"' in form


def test_a_full_room_plan_costs_as_many_statements_as_an_empty_one(client, north, worker):
    client.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def cost():
        client.get(f"/staff/premises/?on={DAY}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/staff/premises/?on={DAY}")
        return [each["sql"].split("FROM")[-1].split("WHERE")[0] for each in asked.captured_queries]

    room(north)
    empty = cost()
    for number in range(6):
        book(room(north, f"室{number}"), worker)
    assert cost() == empty and len(empty) <= 8


@pytest.mark.clause("P1.9")
def test_rooms_and_their_bookings_prove_the_premises(north, south, worker):
    project = make_project(north)
    assert verdict("P1.9", project) == "breached"
    here, _group, _office = room(north), room(north, "小组室", "group"), room(north, "办公室", "office")
    first = book(here, worker)
    second = book(here, worker, "10:00", "11:00")
    room(south, "没有面积", area=None)
    assert verdict("P1.9", project) == "met"
    change(second, starts_at=time(9, 30))
    assert faults("P1.9", project) == [second.number] and verdict("P1.9", project) == "breached"
    change(second, starts_at=time(10))
    change(first, about="王小明")
    assert faults("P1.9", project) == [first.number]
    change(first, about="")
    assert faults("P1.9", project) == [], "a guarded case has no number here, so none needs one"
    change(first, purpose="group")
    assert faults("P1.9", project) == [first.number]
    change(first, purpose="case")
    change(here, area=None)
    assert verdict("P1.9", project) == "attention"
    change(here, area=12, function="other")
    assert verdict("P1.9", project) == "attention"


def scheme(unit, by, name="社工岗位薪级", **grades):
    made = PayScheme(unit=unit, name=name, covers="一线社工", basis="level", grounds="按持证等级")
    made = pay.write_scheme(made, by=by, now=NOW)
    for grade, lowest in (grades or {"初级": 5200}).items():
        pay.add_band(PayBand(scheme=made, grade=grade, lowest=lowest, highest=lowest + 800), by=by, now=NOW)
    return made


@pytest.fixture
def writer(agency):
    return make_actor(agency, "staff.*")


@pytest.fixture
def director(agency):
    return make_actor(agency, "staff.*")


@pytest.mark.clause("P2.8")
def test_nobody_adopts_the_pay_standard_they_wrote_or_touched(agency, writer, director):
    made = scheme(agency, writer)
    with pytest.raises(Refused):
        pay.adopt_scheme(made, by=writer, now=NOW, starts_on=DAY)
    with door.opened("test"):
        band = PayBand.everything.get(scheme=made)
    pay.change_band(band, by=director, now=NOW, highest=9000)
    with pytest.raises(Refused):
        pay.adopt_scheme(made, by=director, now=NOW, starts_on=DAY)
    assert pay.adopt_scheme(made, by=writer, now=NOW, starts_on=DAY).adopted_by == writer.person


@pytest.mark.clause("P2.8")
def test_a_new_edition_takes_the_place_of_the_old_one_and_both_stay_readable(agency, writer, director):
    first = pay.adopt_scheme(scheme(agency, writer), by=director, now=NOW, starts_on=date(2025, 1, 1))
    pay.revise_scheme(first, by=writer, now=NOW, grounds="最低档上调")
    with door.opened("test"):
        draft = PayScheme.everything.get(edition=2)
        assert draft.bands.count() == 1
    with pytest.raises(Refused):
        pay.revise_scheme(first, by=writer, now=NOW, grounds="又一次")
    with pytest.raises(Refused):
        pay.adopt_scheme(draft, by=director, now=NOW, starts_on=date(2025, 1, 1))
    pay.adopt_scheme(draft, by=director, now=NOW, starts_on=date(2026, 1, 1))
    with door.opened("test"):
        old = PayScheme.everything.get(edition=1)
    assert (old.state, old.ends_on) == (PayScheme.State.ENDED, date(2025, 12, 31))


def test_grades_of_an_adopted_edition_are_not_rewritten(agency, writer, director):
    made = pay.adopt_scheme(scheme(agency, writer), by=director, now=NOW, starts_on=DAY)
    with door.opened("test"):
        band = PayBand.everything.get(scheme=made)
    with pytest.raises(Refused):
        pay.change_band(band, by=writer, now=NOW, highest=9000)
    with pytest.raises(Refused):
        pay.add_band(PayBand(scheme=made, grade="高级", lowest=1, highest=2), by=writer, now=NOW)


@pytest.mark.clause("P2.8")
def test_two_standards_in_force_prove_that_there_is_more_than_one(agency, north, south, writer, director):
    project = make_project(north)
    assert verdict("P2.8", project) == "breached"
    adopt = {"by": director, "now": NOW, "starts_on": date(2025, 1, 1)}
    pay.adopt_scheme(scheme(agency, writer), **adopt)
    pay.adopt_scheme(scheme(south, writer, "别站"), **adopt)
    assert verdict("P2.8", project) == "attention"
    second = pay.adopt_scheme(scheme(north, writer, "行政岗"), **adopt)
    assert verdict("P2.8", project) == "met"
    change(second, ends_on=date(2025, 12, 30))
    assert verdict("P2.8", project) == "attention"
