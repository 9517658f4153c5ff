"""Due dates know holidays, made-up weekends and the feasts of the moon."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.foundation.refusal import Refused
from banyan.foundation.workdays import Calendar, lunar_feasts, seeded_calendar

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2025, 10, 10) + timedelta(days=after) for after in range(4))
PLAIN = Calendar()


def test_a_made_up_saturday_is_worked_and_a_holiday_is_not():
    calendar = Calendar(holidays=frozenset({MONDAY}), makeup=frozenset({SATURDAY}))
    assert calendar.is_workday(SATURDAY)
    assert not calendar.is_workday(SUNDAY)
    assert not calendar.is_workday(MONDAY)


def test_a_due_date_on_a_made_up_saturday_counts():
    assert PLAIN.add_workdays(FRIDAY, 1) == MONDAY
    assert Calendar(makeup=frozenset({SATURDAY})).add_workdays(FRIDAY, 1) == SATURDAY


def test_no_work_days_later_is_the_next_open_day():
    assert PLAIN.add_workdays(FRIDAY, 0) == FRIDAY
    assert PLAIN.add_workdays(SATURDAY, 0) == MONDAY


def test_work_days_go_backwards_too():
    assert PLAIN.add_workdays(MONDAY, -1) == FRIDAY
    assert PLAIN.workdays_between(MONDAY, FRIDAY) == -PLAIN.workdays_between(FRIDAY, MONDAY) == -1


@given(st.dates(date(2000, 1, 3), date(2050, 1, 1)), st.integers(0, 300))
def test_adding_and_counting_work_days_agree(day, count):
    start = PLAIN.add_workdays(day, 0)
    assert PLAIN.workdays_between(start, PLAIN.add_workdays(start, count)) == count


def test_the_seed_knows_the_notice_of_a_year():
    calendar = seeded_calendar(2025)
    assert calendar.is_workday(date(2025, 10, 11))
    assert not calendar.is_workday(date(2025, 10, 8))
    assert calendar.add_workdays(date(2025, 9, 30), 1) == date(2025, 10, 9)


def test_a_year_without_a_notice_is_refused_and_named():
    with pytest.raises(Refused) as refusal:
        seeded_calendar(2099)
    assert (refusal.value.code, "2099" in str(refusal.value)) == ("unknown_year", True)
    with pytest.raises(Refused):
        seeded_calendar(2025).is_workday(date(2024, 12, 31))


def test_a_calendar_grows_by_the_notice_of_one_more_year():
    both = seeded_calendar(2024).joined(seeded_calendar(2025))
    assert both == seeded_calendar(2024, 2025)
    assert both.workdays_between(date(2024, 12, 31), date(2025, 1, 2)) == 1


def test_a_calendar_without_work_days_does_not_search_for_ever():
    with pytest.raises(Refused):
        Calendar(
            holidays=frozenset(date(2025, 1, 1) + timedelta(days=after) for after in range(20_000))
        ).add_workdays(date(2025, 1, 1), 1)


def test_the_feasts_of_the_moon_move_with_the_year():
    assert lunar_feasts(2025)["Double Ninth"] == date(2025, 10, 29)
    assert lunar_feasts(2024)["Mid-Autumn Festival"] == date(2024, 9, 17)
    assert lunar_feasts(2025)["New Year's Eve"] == date(2025, 1, 28)
    assert lunar_feasts(2025)["Laba Festival"] == date(2025, 1, 7)


def test_feasts_lie_in_their_year_and_in_order():
    for year in range(1901, 2100):
        days = list(lunar_feasts(year).values())
        assert days == sorted(days)
        assert all(abs(day.year - year) <= 1 for day in days)


@pytest.mark.parametrize("year", [1900, 2100])
def test_feasts_beyond_the_tables_are_refused(year):
    with pytest.raises(Refused):
        lunar_feasts(year)
