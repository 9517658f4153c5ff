"""What an activity's size asks for: parts of the safety plan, a notice, a permit on the day."""

from datetime import date

import pytest

from banyan.domains.services.rules import safety
from banyan.domains.services.rules.proving import permitted
from banyan.domains.services.rules.safety import Permit, SafetyPlan, Thresholds
from banyan.foundation.refusal import Refused

SIZES = Thresholds(parts=50, notice=200, permit=1000)
WHOLE = SafetyPlan(
    "雨天入室", "两口有人守", "无", "无", "医生在场", "红色预警即停", "公众责任险", has_lead=True
)
DAY, ASKED = date(2025, 10, 18), date(2025, 9, 20)


def missing(plan, expected, notice=""):
    return set(safety.safety_problems(plan, expected, notice, SIZES))


def test_above_fifty_people_every_part_is_written_and_somebody_is_in_charge():
    assert missing(SafetyPlan(), 50) == set()
    assert missing(SafetyPlan(), 51) == {
        "weather", "crowd", "children", "food", "first_aid", "stop_rule", "insurance", "safety_lead",
    }  # fmt: skip
    assert missing(WHOLE, 51) == set()


def test_above_two_hundred_the_notice_is_named():
    assert missing(WHOLE, 200) == set()
    assert missing(WHOLE, 201) == {"safety_notice"}
    assert missing(WHOLE, 201, "备案 1 号") == set()


@pytest.mark.clause("R1.3.1")
@pytest.mark.parametrize(
    ("expected", "permit", "let_in"),
    [
        (999, None, True),
        (1000, None, False),
        (1000, Permit(ASKED), False),
        (1000, Permit(ASKED, date(2025, 10, 19), 1000), False),
        (1000, Permit(ASKED, date(2025, 10, 18), 1000), True),
        (1200, Permit(ASKED, date(2025, 10, 1), 1000), False),
        (1200, Permit(ASKED, date(2025, 10, 1), None), True),
        (1000, Permit(ASKED, refused=True), False),
    ],
)
def test_from_a_thousand_people_on_nobody_is_let_in_without_a_permit_that_covers_them(
    expected, permit, let_in
):
    permits = [permit] if permit else []
    verdict = permitted(expected, DAY, permits, SIZES, "备案 1 号")[0]
    if let_in:
        safety.check_permitted(expected, DAY, permits, SIZES)
        assert verdict == "good"
    else:
        with pytest.raises(Refused):
            safety.check_permitted(expected, DAY, permits, SIZES)
        assert verdict == "breach"


def test_an_answer_comes_after_the_question_and_is_asked_for_in_time():
    assert safety.apply_by(DAY, 20) == date(2025, 9, 28)
    for granted in (date(2025, 9, 19), date(2025, 10, 2)):
        with pytest.raises(Refused):
            safety.check_granted(granted, ASKED, today=date(2025, 10, 1))
    safety.check_granted(date(2025, 10, 1), ASKED, today=date(2025, 10, 1))


def test_a_small_activity_is_judged_by_no_control():
    assert permitted(200, DAY, [], SIZES, "") is None
    assert permitted(201, DAY, [], SIZES, "")[0] == "attention"
