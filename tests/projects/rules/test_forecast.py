"""A figure is read against the time that has gone."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.projects.rules.forecast import (
    Figures,
    Judgement,
    Thresholds,
    forecast,
    mid_term,
    share_gone,
)

START, END, TODAY = date(2025, 4, 1), date(2026, 3, 31), date(2025, 12, 31)
THRESHOLDS = Thresholds(Decimal("0.93"), Decimal("0.75"))


def at(target, counted, pending=0, on=TODAY, **options):
    return forecast(
        Figures(Decimal(target), Decimal(counted), Decimal(pending), **options), START, END, on, THRESHOLDS
    )


def test_three_quarters_of_the_year_are_gone_at_the_end_of_december():
    assert round(share_gone(START, END, TODAY) * 100, 1) == Decimal("75.3")
    assert share_gone(START, END, date(2025, 3, 1)) == 0
    assert share_gone(START, END, date(2027, 1, 1)) == 1


def test_what_is_due_what_is_left_and_the_pace():
    found = at(36, 27)
    assert (found.due, found.completion, found.remaining, found.days_left) == (Decimal("27.1"), 75, 9, 90)
    assert found.needed_a_month == 4
    assert found.expected == Decimal("35.8")


@pytest.mark.parametrize(
    ("target", "counted", "pending", "judgement"),
    [
        (36, 27, 2, Judgement.ON_COURSE),
        (18, 9, 2, Judgement.BEHIND),
        (240, 158, 6, Judgement.BEHIND),
        (6, 2, 1, Judgement.FAR_BEHIND),
        (10, 6, 0, Judgement.BEHIND),
        (8, 5, 1, Judgement.ON_COURSE),
    ],
)
def test_counted_and_waiting_together_are_read_against_the_time_mark(target, counted, pending, judgement):
    assert at(target, counted, pending).judgement is judgement


def test_the_colour_turns_exactly_at_the_thresholds():
    whole = date(2026, 3, 31)
    assert at(100, 93, on=whole).judgement is Judgement.ON_COURSE
    assert at(1000, 929, on=whole).judgement is Judgement.BEHIND
    assert at(100, 75, on=whole).judgement is Judgement.BEHIND
    assert at(1000, 749, on=whole).judgement is Judgement.FAR_BEHIND


def test_half_a_report_is_not_due():
    assert at(1, 0).judgement is Judgement.ON_COURSE


def test_a_share_of_answers_has_no_phase():
    found = at(85, 88, grows=False)
    assert (found.due, found.judgement) == (85, Judgement.ON_COURSE)
    assert at(85, 60, grows=False).judgement is Judgement.FAR_BEHIND


def test_a_share_without_answers_is_not_judged():
    assert at(85, 0, grows=False, measured=False).judgement is Judgement.NOT_MEASURED


def test_before_the_contract_begins_nothing_is_due():
    found = at(36, 0, on=date(2025, 3, 1))
    assert (found.due, found.judgement, found.days_left) == (0, Judgement.ON_COURSE, 365)


def test_over_delivery_is_shown_as_it_is():
    assert at(10, 15).completion == 150


def test_the_mid_term_is_the_last_day_of_the_first_half():
    assert mid_term(START, END) == date(2025, 9, 30)
