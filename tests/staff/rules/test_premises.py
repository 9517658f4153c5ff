"""Rooms and bookings: no hour is given twice, no room holds more than it can, no client is named."""

from datetime import date, time

import pytest

from banyan.domains.staff.rules import pay
from banyan.domains.staff.rules import premises as rules
from banyan.foundation.refusal import Refused

DAY, TODAY = date(2025, 12, 10), date(2025, 12, 1)
HOURS = rules.Hours(time(8, 30), time(21), 60)


def slot(first="09:00", last="10:00", number="YY-1"):
    return rules.Slot(time.fromisoformat(first), time.fromisoformat(last), number)


@pytest.mark.parametrize("about", ["CASE-2025-001", "GA-2025/17", "C1"])
def test_a_number_is_a_number(about):
    rules.check_about("case", about)


@pytest.mark.clause("P1.9")
@pytest.mark.parametrize("about", ["张三", "ZHANG SAN", "张三 CASE-1", "WANG"])
@pytest.mark.parametrize("purpose", ["case", "meeting", "other"])
def test_a_name_is_refused_whatever_the_room_is_for(purpose, about):
    with pytest.raises(Refused) as refused:
        rules.check_about(purpose, about)
    assert "about" in refused.value.problems


@pytest.mark.parametrize("purpose", rules.NUMBERED)
def test_a_group_or_activity_is_told_by_its_number(purpose):
    with pytest.raises(Refused):
        rules.check_about(purpose, "")
    rules.check_about("meeting", "")
    rules.check_about("case", "")


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [("08:30", "09:00", True), ("10:00", "11:00", True), ("09:45", "10:15", False), ("09:15", "09:30", False),
     ("08:30", "11:00", False)],
)  # fmt: skip
def test_one_booking_may_begin_when_the_other_ends_and_not_before(first, last, free):
    assert rules.overlap(slot(first, last), slot()) is not free
    if free:
        rules.check_free(slot(first, last), [slot()])
    else:
        with pytest.raises(Refused, match="YY-1"):
            rules.check_free(slot(first, last), [slot()])


def test_who_is_refused_hears_which_rooms_are_free():
    with pytest.raises(Refused) as refused:
        rules.check_free(slot(), [slot()], ["个案室二", "小组室"])
    assert "个案室二、小组室" in str(refused.value.way_out)


@pytest.mark.parametrize(
    ("first", "last", "on", "field"),
    [
        ("10:00", "09:00", DAY, "ends_at"),
        ("09:10", "10:00", DAY, "starts_at"),
        ("09:00", "09:50", DAY, "starts_at"),
        ("08:15", "09:00", DAY, "starts_at"),
        ("20:00", "21:15", DAY, "starts_at"),
        ("09:00", "10:00", date(2025, 11, 30), "held_on"),
        ("09:00", "10:00", date(2026, 1, 31), "held_on"),
    ],
)
def test_hours_that_cannot_be_booked(first, last, on, field):
    with pytest.raises(Refused) as refused:
        rules.check_hours(slot(first, last), on, TODAY, HOURS)
    assert list(refused.value.problems) == [field]


def test_the_last_day_and_the_last_hour_can_be_booked():
    rules.check_hours(slot("20:00", "21:00"), date(2026, 1, 30), TODAY, HOURS)


@pytest.mark.parametrize(
    ("function", "persons", "is_closed"),
    [("archive", 1, False), ("case", 5, False), ("case", 0, False), ("case", 2, True)],
)
def test_rooms_that_cannot_be_booked(function, persons, is_closed):
    with pytest.raises(Refused):
        rules.check_room(function, 4, persons, is_closed)
    rules.check_room("case", 4, 4, is_closed=False)


def test_who_needs_a_room_gives_it_back_and_whoever_keeps_rooms_too():
    rules.check_may_call_off(True, False, DAY, TODAY)
    rules.check_may_call_off(False, True, DAY, TODAY)
    with pytest.raises(Refused):
        rules.check_may_call_off(False, False, DAY, TODAY)
    with pytest.raises(Refused):
        rules.check_may_call_off(True, True, TODAY, DAY)


def test_a_room_on_which_bookings_count_is_not_given_up():
    rules.check_may_give_up(0, TODAY, TODAY)
    for ahead, on in ((1, TODAY), (0, DAY)):
        with pytest.raises(Refused):
            rules.check_may_give_up(ahead, on, TODAY)


def test_a_day_is_filled_exactly_and_free_stretches_end_at_full_hours():
    cells = rules.row_of_day([slot("10:15", "11:00"), slot("09:00", "10:15")], HOURS)
    assert sum(cell.quarters for cell in cells) == 50
    told = [(f"{cell.starts_at:%H:%M}", cell.quarters, cell.slot is not None) for cell in cells[:5]]
    assert told == [
        ("08:30", 2, False), ("09:00", 5, True), ("10:15", 3, True), ("11:00", 4, False), ("12:00", 4, False),
    ]  # fmt: skip


def test_what_clashes_is_the_later_booking():
    found = rules.clashes([slot(number="A"), slot("09:30", "11:00", "B"), slot("11:00", "12:00", "C")])
    assert [each.number for each in found] == ["B"]


@pytest.mark.parametrize(
    ("bands", "is_own", "starts_on", "earlier"),
    [(0, False, DAY, None), (2, True, DAY, None), (2, False, DAY, DAY)],
)
def test_pay_standards_that_cannot_be_adopted(bands, is_own, starts_on, earlier):
    with pytest.raises(Refused):
        pay.check_adopt(bands, is_own, starts_on, earlier)
    pay.check_adopt(2, False, DAY, TODAY)


@pytest.mark.parametrize(
    ("is_draft", "has_draft", "why"), [(True, False, "x"), (False, True, "x"), (False, False, " ")]
)
def test_a_new_edition_says_why_and_is_the_only_draft(is_draft, has_draft, why):
    with pytest.raises(Refused):
        pay.check_revise(is_draft, has_draft, why)
    pay.check_revise(False, False, "工龄津贴上调")


@pytest.mark.parametrize(
    ("starts", "ends", "pays"),
    [
        (TODAY, None, True),
        (DAY, None, True),
        (TODAY, DAY, True),
        (date(2025, 12, 11), None, False),
        (TODAY, date(2025, 12, 9), False),
        (None, None, False),
    ],
)
def test_an_edition_pays_from_its_first_day_to_its_last(starts, ends, pays):
    assert pay.in_force(False, starts, ends, DAY) is pays
    assert pay.in_force(True, starts, ends, DAY) is False


@pytest.mark.parametrize(("kinds", "verdict"), [(0, None), (1, "attention"), (2, None), (3, None)])
def test_one_pay_standard_for_everybody_wants_attention(kinds, verdict):
    judged = pay.enough(kinds, 2)
    assert (judged and judged[0]) == verdict
