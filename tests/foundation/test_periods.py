"""Periods are what the office calls them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.foundation.periods import (
    Period,
    add_months,
    day_of,
    half,
    month,
    months_between,
    parse_period,
    quarter,
    share_elapsed,
    years_between,
)
from banyan.foundation.refusal import Refused

APRIL = date(2025, 4, 1)
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", "2025-01-01..2025-12-31"),
        ("2025-10", "2025-10-01..2025-10-31"),
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2025-Q4", "2025-10-01..2025-12-31"),
        (" 2025-q1 ", "2025-01-01..2025-03-31"),
        ("2025-H1", "2025-04-01..2025-09-30"),
        ("2025-H2", "2025-10-01..2026-03-31"),
        ("2025-04-01..2025-09-30", "2025-04-01..2025-09-30"),
    ],
)
def test_a_period_is_read_as_it_is_written(text, period):
    assert str(parse_period(text, APRIL)) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-13",
        "2025-Q5",
        "2025-H3",
        "2025-02-30..2025-03-01",
        "2025-10..2025-11",
        "October",
        "0000",
        "9999-Q4",
        "9999-12",
        "0001-01-01..9999-12-31",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(Refused):
        parse_period(text, APRIL)


@pytest.mark.parametrize(
    "text", ["0001-01-01", "9999-12-31", "20250101", "2025-W01-1", "2025-02-30", "二〇二五"]
)
def test_what_is_no_day_of_work_is_no_day(text):
    with pytest.raises(ValueError, match=rf"{text}|day is out of range"):
        day_of(text)


def test_a_day_is_read_as_it_is_written():
    assert day_of("2025-12-31") == date(2025, 12, 31)


def test_a_half_without_a_contract_is_refused():
    with pytest.raises(Refused):
        parse_period("2025-H1")


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(Refused):
        parse_period("2025-09-30..2025-04-01")


def test_named_periods_refuse_other_texts():
    for reading in (lambda: month("2025-Q1"), lambda: quarter("2025-01"), lambda: half("2025", APRIL)):
        with pytest.raises(Refused):
            reading()


def test_halves_of_a_contract_follow_its_first_day():
    assert str(half("2025-H1", date(2023, 8, 31))) == "2025-08-31..2026-02-27"


def test_both_ends_belong_to_a_period():
    period = month("2025-10")
    assert date(2025, 10, 1) in period
    assert date(2025, 10, 31) in period
    assert date(2025, 11, 1) not in period
    assert period.days == 31


def test_periods_that_share_a_day_overlap():
    assert month("2025-10").overlaps(quarter("2025-Q4"))
    assert not month("2025-09").overlaps(quarter("2025-Q4"))


def test_the_months_of_a_period_are_whole():
    touched = [str(each) for each in Period(date(2025, 1, 31), date(2025, 3, 1)).months()]
    assert touched == ["2025-01-01..2025-01-31", "2025-02-01..2025-02-28", "2025-03-01..2025-03-31"]


def test_the_last_of_a_month_stays_the_last():
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2025, 3, 31), -1) == date(2025, 2, 28)


@given(DAYS, st.integers(-600, 600))
def test_months_added_are_months_between(day, months):
    later = add_months(day, months)
    assert months_between(day, later) == months or later.day < day.day


def test_full_years_are_counted_as_age():
    assert years_between(date(2011, 12, 20), date(2025, 12, 19)) == 13
    assert years_between(date(2011, 12, 20), date(2025, 12, 20)) == 14
    assert years_between(date(1964, 2, 29), date(2025, 2, 28)) == 60
    assert years_between(date(1964, 2, 29), date(2025, 3, 1)) == 61


def test_the_share_elapsed_goes_from_none_to_all():
    period = Period(date(2025, 4, 1), date(2025, 4, 10))
    assert share_elapsed(period, date(2025, 3, 31)) == 0
    assert share_elapsed(period, date(2025, 4, 1)) == Decimal("0.1")
    assert share_elapsed(period, date(2025, 4, 10)) == 1
    assert share_elapsed(period, date(2026, 1, 1)) == 1
