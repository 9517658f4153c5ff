"""A month closes on the fifth of the next at six in the evening, once, and for good."""

from datetime import date, datetime

import pytest

from banyan.domains.projects.rules import freeze
from banyan.foundation.refusal import Refused

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)


def test_a_month_closes_on_the_set_day_and_hour_of_the_next():
    assert freeze.freezes_at(DECEMBER, 5, 18) == datetime(2026, 1, 5, 18)


def test_a_closing_day_that_the_next_month_does_not_have_is_its_last():
    assert freeze.freezes_at(date(2026, 1, 1), 31, 18) == datetime(2026, 2, 28, 18)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2025, 12, 5, 17, 59), OCTOBER),
        (datetime(2025, 12, 5, 18, 0), NOVEMBER),
        (datetime(2025, 12, 31, 9, 0), NOVEMBER),
    ],
)
def test_the_latest_month_past_its_hour_is_due(now, due):
    assert freeze.due_to_freeze(datetime(2025, 4, 1, 9), now, 5, 18) == due


def test_months_reported_before_the_project_was_entered_wait_for_a_person():
    assert freeze.due_to_freeze(datetime(2025, 12, 20, 9), datetime(2025, 12, 31, 9), 5, 18) is None
    assert freeze.due_to_freeze(datetime(2025, 12, 20, 9), datetime(2026, 1, 6, 9), 5, 18) == DECEMBER


@pytest.mark.parametrize(
    ("month", "today", "frozen"),
    [
        (DECEMBER, date(2025, 12, 31), None),
        (OCTOBER, date(2025, 12, 31), OCTOBER),
        (date(2025, 3, 1), date(2025, 12, 31), None),
    ],
)
def test_a_running_month_a_frozen_month_and_one_before_the_contract_cannot_be_frozen(month, today, frozen):
    with pytest.raises(Refused):
        freeze.check_may_freeze(month, today, date(2025, 4, 1), frozen)


def test_a_month_that_is_over_can_be_frozen():
    freeze.check_may_freeze(NOVEMBER, date(2025, 12, 1), date(2025, 4, 1), OCTOBER)


def test_the_months_of_a_contract_are_named_by_their_first_day():
    months = freeze.months_of(date(2025, 4, 1), date(2026, 3, 31))
    assert (len(months), months[0], months[-1]) == (12, date(2025, 4, 1), date(2026, 3, 1))


def test_the_booking_month_is_the_events_own_while_it_is_open():
    assert freeze.booking_month(date(2025, 12, 3), NOVEMBER) == DECEMBER
    assert freeze.booking_month(date(2025, 10, 3), NOVEMBER) == DECEMBER
    assert freeze.booking_month(date(2025, 10, 3), None) == OCTOBER
