from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.staff.rules.qualifications import (
    RegistrationTerms,
    add_months,
    at_least,
    duties_in_title,
    incompatible_duties,
    inquiry_due_on,
    inquiry_overdue,
    probation_overdue,
    registration,
)

DAY = date(2025, 12, 31)
TERMS = RegistrationTerms(
    years=3,
    hours={"assistant": Decimal(72), "social_worker": Decimal(90), "senior": Decimal(90)},
    alerts=(12, 6),
)


def judge(level, valid_until, hours):
    return registration(level, valid_until, Decimal(hours), DAY, TERMS)


@pytest.mark.parametrize(
    ("valid_until", "state", "alert"),
    [
        (date(2025, 4, 30), "expired", None),
        (date(2025, 9, 30), "expired", None),
        (date(2025, 12, 30), "expired", None),
        (date(2025, 12, 31), "last_day", 6),
        (date(2026, 1, 1), "alert", 6),
        (date(2026, 6, 30), "alert", 6),
        (date(2026, 7, 1), "alert", 12),
        (date(2026, 12, 31), "alert", 12),
        (date(2027, 1, 1), "in_force", None),
        (date(2028, 9, 30), "in_force", None),
    ],
)
def test_a_registration_warns_at_twelve_and_six_months_and_lasts_through_its_last_day(
    valid_until, state, alert
):
    found = judge("assistant", valid_until, 72)
    assert (found.state, found.alert_months) == (state, alert)


@pytest.mark.parametrize(
    ("level", "hours", "short"),
    [
        ("assistant", 36, 36),
        ("assistant", 72, 0),
        ("assistant", 80, 0),
        ("social_worker", 72, 18),
        ("senior", 0, 90),
    ],
)
def test_class_hours_missing_depend_on_the_level(level, hours, short):
    assert judge(level, date(2028, 4, 30), hours).hours_short == short


def test_a_registration_window_is_three_years():
    found = judge("assistant", date(2025, 4, 30), 36)
    assert (found.starts_on, found.ends_on) == (date(2022, 5, 1), date(2025, 4, 30))


def test_months_back_from_a_long_month_end_on_a_real_day():
    assert add_months(date(2026, 8, 31), -6) == date(2026, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2025, 12, 31), 1) == date(2026, 1, 31)


def test_probation_left_undecided_counts_its_days():
    assert probation_overdue(True, date(2025, 12, 13), DAY) == 18
    assert probation_overdue(True, DAY, DAY) == 0
    assert probation_overdue(False, date(2025, 12, 13), DAY) == 0
    assert probation_overdue(True, None, DAY) == 0


def test_an_inquiry_is_due_at_hiring_and_then_every_year():
    hired = date(2024, 3, 14)
    assert inquiry_due_on(None, hired, 12) == hired
    assert inquiry_due_on(hired, hired, 12) == date(2025, 3, 14)
    assert inquiry_overdue(date(2025, 2, 16), date(2025, 2, 16), DAY, 12) == 0
    assert inquiry_overdue(date(2024, 12, 30), date(2024, 12, 30), DAY, 12) == 1


def test_a_missing_inquiry_is_late_since_hiring():
    assert inquiry_overdue(None, date(2025, 12, 1), DAY, 12) == 30


def test_levels_are_ordered():
    assert at_least("senior", "assistant")
    assert not at_least("assistant", "social_worker")
    assert not at_least(None, "assistant")


def test_finance_and_archives_must_lie_in_two_hands():
    words = {"finance": ("财务", "会计"), "archives": ("档案",), "cashier": ("出纳",)}
    pairs = [("finance", "archives"), ("finance", "cashier")]
    assert incompatible_duties(duties_in_title("财务兼档案", words), pairs) == (("finance", "archives"),)
    assert incompatible_duties(duties_in_title("会计", words), pairs) == ()
