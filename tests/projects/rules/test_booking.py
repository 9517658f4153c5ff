"""Closed months never change; the difference appears in the open one."""

from datetime import date
from decimal import Decimal

from banyan.domains.projects.rules.booking import Booking, Position, bookings
from banyan.domains.projects.rules.judging import Standing

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)
HAPPENED = date(2025, 10, 18)
COUNTED, PENDING = Standing.COUNTED, Standing.PENDING


def row(month, state, amount=1, adjustment=False):
    return Booking(month, state, Decimal(amount), Decimal(0), adjustment)


def position(state, amount=1):
    return Position(state, Decimal(amount))


def test_an_event_of_an_open_month_stands_in_its_own_month():
    assert bookings(position(COUNTED), HAPPENED, [], None) == [row(OCTOBER, COUNTED)]


def test_an_event_of_a_frozen_month_comes_into_the_open_month_as_an_adjustment():
    assert bookings(position(COUNTED), HAPPENED, [], NOVEMBER) == [row(DECEMBER, COUNTED, adjustment=True)]


def test_a_late_approval_moves_what_waited_into_what_counts_without_touching_the_frozen_row():
    written = bookings(position(COUNTED), HAPPENED, [row(OCTOBER, PENDING)], OCTOBER)
    assert sorted((r.month, r.state, r.amount, r.is_adjustment) for r in written) == [
        (NOVEMBER, COUNTED, 1, True),
        (NOVEMBER, PENDING, -1, True),
    ]


def test_a_withdrawn_record_is_taken_back_in_the_open_month():
    assert bookings(None, HAPPENED, [row(OCTOBER, COUNTED)], OCTOBER) == [row(NOVEMBER, COUNTED, -1, True)]


def test_nothing_is_written_when_the_frozen_rows_already_say_it():
    assert bookings(position(COUNTED), HAPPENED, [row(OCTOBER, COUNTED)], OCTOBER) == []


def test_earlier_adjustments_are_part_of_what_was_reported():
    frozen = [row(OCTOBER, PENDING), row(NOVEMBER, PENDING, -1, True), row(NOVEMBER, COUNTED, 1, True)]
    assert bookings(position(COUNTED), HAPPENED, frozen, NOVEMBER) == []


def test_a_changed_amount_gives_the_difference_only():
    assert bookings(position(COUNTED, 25), HAPPENED, [row(OCTOBER, COUNTED, 30)], OCTOBER) == [
        row(NOVEMBER, COUNTED, -5, True)
    ]
