from datetime import date

import pytest

from banyan.domains.staff.rules.establishment import Stay, staffing, vacant_post_days

FOUNDED = date(2020, 1, 1)
DAY = date(2025, 12, 31)


@pytest.mark.clause("P1.2")
def test_a_post_never_filled_is_vacant_since_it_was_established():
    (vacancy,) = staffing(1, [], DAY, date(2025, 12, 1)).vacancies
    assert (vacancy.since, vacancy.days, vacancy.since_is_known) == (date(2025, 12, 1), 31, True)


@pytest.mark.clause("P1.2")
def test_a_vacancy_starts_the_day_after_the_last_holder_left():
    found = staffing(1, [Stay(FOUNDED, date(2025, 12, 21))], DAY, FOUNDED)
    assert (found.filled, found.vacancies[0].since, found.vacancies[0].days) == (0, date(2025, 12, 22), 10)


def test_a_post_whose_beginning_is_unknown_gives_a_lower_bound():
    assert not staffing(1, [], DAY, DAY, established_is_known=False).vacancies[0].since_is_known


def test_a_known_leaving_day_is_known_even_where_the_beginning_is_not():
    found = staffing(1, [Stay(FOUNDED, date(2025, 6, 30))], DAY, date(2025, 1, 1), established_is_known=False)
    assert found.vacancies[0].since_is_known


def test_a_filled_post_has_no_vacancy():
    found = staffing(2, [Stay(FOUNDED), Stay(FOUNDED)], DAY, FOUNDED)
    assert (found.filled, found.vacant, found.surplus) == (2, 0, 0)


def test_each_place_has_its_own_vacancy():
    stays = [Stay(FOUNDED, date(2025, 6, 30)), Stay(FOUNDED, date(2025, 9, 30)), Stay(FOUNDED)]
    assert [v.since for v in staffing(3, stays, DAY, FOUNDED).vacancies] == [
        date(2025, 7, 1),
        date(2025, 10, 1),
    ]


def test_a_place_refilled_and_left_again_is_vacant_since_the_last_leaving():
    stays = [Stay(FOUNDED, date(2025, 1, 31)), Stay(date(2025, 3, 1), date(2025, 8, 31))]
    assert staffing(1, stays, DAY, FOUNDED).vacancies[0].since == date(2025, 9, 1)


def test_acting_for_a_vacant_post_does_not_fill_it():
    found = staffing(1, [Stay(FOUNDED, acting=True)], DAY, date(2025, 12, 31))
    assert (found.filled, found.vacant) == (0, 1)


def test_the_last_day_in_a_post_is_still_in_the_post():
    assert staffing(1, [Stay(FOUNDED, DAY)], DAY, FOUNDED).vacant == 0


def test_somebody_who_starts_tomorrow_does_not_fill_the_post_today():
    assert staffing(1, [Stay(date(2026, 1, 1))], DAY, FOUNDED).vacant == 1


def test_too_many_people_in_a_post_are_a_surplus():
    assert staffing(1, [Stay(FOUNDED), Stay(FOUNDED)], DAY, FOUNDED).surplus == 1


def test_vacant_days_add_up_over_places():
    stays = [Stay(FOUNDED, date(2025, 12, 21)), Stay(FOUNDED)]
    assert vacant_post_days(3, stays, date(2025, 12, 1), DAY, FOUNDED) == 31 + 10


def test_vacant_days_begin_with_the_post_and_end_with_the_period():
    assert vacant_post_days(1, [], date(2025, 12, 1), DAY, date(2025, 12, 30)) == 2
    assert vacant_post_days(1, [], date(2025, 12, 1), DAY, date(2026, 1, 1)) == 0
