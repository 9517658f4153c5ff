from datetime import date

import pytest

from banyan.domains.staff.rules.appointments import (
    check_appointment,
    check_may_abolish,
    check_not_above_itself,
)
from banyan.domains.staff.rules.employment import check_days, check_extension, check_inquiry, check_leaving
from banyan.domains.staff.rules.responsibility import check_period
from banyan.foundation.refusal import Refused

DAY = date(2025, 6, 1)
EARLIER, LATER = date(2025, 5, 31), date(2025, 6, 2)


def appoint(**facts):
    given = {
        "starts_on": DAY, "ends_on": None, "post_opened_on": None, "post_closed_on": None,
        "holds_it_already": False, "free_places": 1,
    }  # fmt: skip
    check_appointment(**given | facts)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": EARLIER}, "ends_on"),
        ({"post_opened_on": LATER}, "starts_on"),
        ({"post_closed_on": LATER}, "ends_on"),
        ({"post_closed_on": LATER, "ends_on": date(2025, 6, 3)}, "ends_on"),
        ({"holds_it_already": True}, "person"),
        ({"free_places": 0}, "post"),
    ],
)
def test_an_appointment_that_cannot_be_says_which_field_is_wrong(facts, field):
    with pytest.raises(Refused) as refused:
        appoint(**facts)
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"ends_on": DAY},
        {"post_opened_on": DAY},
        {"post_closed_on": LATER, "ends_on": LATER},
        {"free_places": None},
    ],
)
def test_an_appointment_within_the_life_of_a_free_post_stands(facts):
    appoint(**facts)


def test_a_full_post_tells_the_way_out():
    with pytest.raises(Refused) as refused:
        appoint(free_places=0)
    assert refused.value.way_out and refused.value.clause == "P1.2"


def test_a_new_post_is_above_nobody():
    check_not_above_itself(None, (None,))
    with pytest.raises(Refused):
        check_not_above_itself(1, (2, 1))


def test_a_post_is_not_abolished_before_it_was_established():
    with pytest.raises(Refused):
        check_may_abolish(first_day=LATER, last_day=DAY, still_held=False, posts_below=())


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ((DAY, DAY, None, None), "born_on"),
        ((None, DAY, EARLIER, None), "probation_ends_on"),
        ((None, DAY, None, EARLIER), "contract_ends_on"),
    ],
)
def test_the_days_of_an_employment_follow_each_other(days, field):
    with pytest.raises(Refused) as refused:
        check_days(*days)
    assert list(refused.value.problems) == [field]


def test_the_first_day_may_be_the_last():
    check_leaving(DAY, DAY)
    check_period(DAY, DAY)
    with pytest.raises(Refused):
        check_leaving(DAY, EARLIER)
    with pytest.raises(Refused):
        check_period(DAY, EARLIER)


def test_probation_is_not_shortened_by_extending_it():
    check_extension(None, DAY)
    with pytest.raises(Refused):
        check_extension(DAY, DAY)


def test_an_inquiry_of_today_is_noted_and_one_of_tomorrow_is_not():
    check_inquiry(DAY, DAY)
    with pytest.raises(Refused):
        check_inquiry(LATER, DAY)
