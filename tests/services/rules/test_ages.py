from datetime import date

import pytest

from banyan.domains.services.rules.ages import AgeLimits, age_on, band, birthday, needs_guardian

LIMITS = AgeLimits()


def test_somebody_is_a_year_older_on_the_birthday_itself():
    born = date(2011, 12, 20)
    assert age_on(born, date(2025, 12, 19)) == 13
    assert age_on(born, date(2025, 12, 20)) == 14


def test_a_leap_day_child_has_the_birthday_on_the_first_of_march_of_a_common_year():
    born = date(2012, 2, 29)
    assert birthday(born, 14) == date(2026, 3, 1)
    assert age_on(born, date(2026, 2, 28)) == 13
    assert age_on(born, date(2026, 3, 1)) == 14
    assert birthday(born, 16) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("age", "name"),
    [(0, "0-13"), (13, "0-13"), (14, "14-17"), (17, "14-17"), (18, "18-59"), (59, "18-59"), (60, "60-79"),
     (79, "60-79"), (80, "80+"), (104, "80+")],
)  # fmt: skip
def test_the_bands_of_the_sheet_meet_without_gap(age, name):
    assert band(age) == name


def test_a_guardian_is_needed_until_the_day_before_the_fourteenth_birthday():
    born = date(2011, 12, 20)
    assert needs_guardian(born, date(2025, 12, 19), LIMITS)
    assert not needs_guardian(born, date(2025, 12, 20), LIMITS)


def test_an_unknown_or_future_birth_date_asks_for_no_guardian():
    assert not needs_guardian(None, date(2025, 12, 31), LIMITS)
    assert not needs_guardian(date(2031, 1, 1), date(2025, 12, 31), LIMITS)
