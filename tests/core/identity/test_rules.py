"""Decisions about rights and places in the tree; no database."""

from datetime import date, timedelta

import pytest

from banyan.core.identity import rules
from banyan.foundation.refusal import Refused

TODAY = date(2025, 12, 31)


def test_nobody_gives_rights_to_themselves():
    with pytest.raises(Refused) as refused:
        rules.check_not_for_oneself(7, 7)
    assert refused.value.code == "own_grant"
    rules.check_not_for_oneself(7, 8)


def test_commands_may_give_rights_to_anybody():
    rules.check_not_for_oneself(None, None)


def test_nobody_changes_a_role_they_hold():
    with pytest.raises(Refused):
        rules.check_role_not_held("worker", {"worker"})
    rules.check_role_not_held("worker", {"clerk"})


def test_a_right_may_end_today_but_not_yesterday():
    rules.check_period(None, TODAY, TODAY)
    with pytest.raises(Refused):
        rules.check_period(None, TODAY - timedelta(days=1), TODAY)


def test_a_right_does_not_end_before_it_begins():
    with pytest.raises(Refused):
        rules.check_period(TODAY + timedelta(days=5), TODAY + timedelta(days=4), TODAY)


def test_a_right_is_taken_back_from_yesterday_on_at_the_earliest():
    rules.check_revocation(TODAY - timedelta(days=1), TODAY)
    with pytest.raises(Refused):
        rules.check_revocation(TODAY - timedelta(days=2), TODAY)


def test_who_manages_a_sign_in_reaches_all_its_units():
    rules.check_reaches([])
    with pytest.raises(Refused) as refused:
        rules.check_reaches(["总部"])
    assert "总部" in str(refused.value)


def test_nobody_is_their_own_deputy():
    with pytest.raises(Refused):
        rules.check_delegation(3, 3, TODAY, TODAY, TODAY)


def test_a_moved_branch_keeps_its_own_last_step():
    assert rules.moved_path("1/2/9/", "1/5/") == "1/5/9/"


@pytest.mark.parametrize("target", ["1/2/", "1/2/9/"])
def test_a_unit_cannot_stand_below_itself(target):
    with pytest.raises(Refused) as refused:
        rules.moved_path("1/2/", target)
    assert refused.value.code == "cycle"


def test_a_unit_with_a_similar_number_is_no_circle():
    assert rules.moved_path("1/2/", "1/21/") == "1/21/2/"


@pytest.mark.parametrize(
    "pattern", ["*", "services.*", "services.activity.view", "*.*.view", "services.case_file.*"]
)
def test_patterns_that_are_permissions(pattern):
    rules.check_patterns([pattern])


@pytest.mark.parametrize(
    "pattern", ["", "services", "services.", "a.b.c.d", "services.[a-z].view", "services.act*.view"]
)
def test_patterns_that_are_none(pattern):
    with pytest.raises(Refused):
        rules.check_patterns([pattern])


def test_a_token_lives_for_its_longest_time_and_not_a_day_more():
    rules.check_token_days(TODAY + timedelta(days=365), TODAY, 365)
    with pytest.raises(Refused):
        rules.check_token_days(TODAY + timedelta(days=366), TODAY, 365)
    with pytest.raises(Refused):
        rules.check_token_days(TODAY - timedelta(days=1), TODAY, 365)
