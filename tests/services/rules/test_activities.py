from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.services.rules import activities
from banyan.domains.services.rules.activities import Papers, Plan, Stage
from banyan.domains.services.rules.safety import SafetyPlan, Thresholds
from banyan.foundation.refusal import Refused

DAY = date(2025, 10, 18)
COMPLETE_PLAN = Plan(
    texts={name: "写了" for name, _ in activities.REQUIRED_TEXTS},
    expected=60,
    held_on=DAY,
    plan_item="T-1",
    off_plan_reason="",
    budget=Decimal("3500"),
    safety=SafetyPlan(
        "雨天入室", "两口有人守", "无", "无", "医生在场", "红色预警即停", "公众责任险", has_lead=True
    ),
)
SIZES = Thresholds(parts=50, notice=200, permit=1000)


def test_the_stage_follows_the_papers():
    papers = Papers()
    assert activities.stage(papers) is Stage.DRAFT
    for change, expected in (
        ({"plan_submitted": True}, Stage.WAITING),
        ({"plan_approved_on": DAY}, Stage.APPROVED),
        ({"sheet_closed_on": DAY}, Stage.HELD),
        ({"summary_submitted_on": DAY}, Stage.SUMMARY_WAITING),
        ({"summary_accepted_on": DAY}, Stage.ACCEPTED),
    ):
        papers = replace(papers, **change)
        assert activities.stage(papers) is expected


@pytest.mark.clause("R2.2.1")
def test_an_activity_whose_plan_lost_its_approval_starts_again():
    accepted = Papers(True, DAY, DAY, 52, DAY, DAY)
    assert activities.stage(replace(accepted, plan_submitted=False, plan_approved_on=None)) is Stage.DRAFT


@pytest.mark.clause("R3.2.2")
def test_a_plan_names_its_item_or_says_why_it_is_off_plan():
    activities.check_plan(COMPLETE_PLAN, SIZES)
    activities.check_plan(replace(COMPLETE_PLAN, plan_item="", off_plan_reason="街道临时委托"), SIZES)
    with pytest.raises(Refused) as refusal:
        activities.check_plan(replace(COMPLETE_PLAN, plan_item=""), SIZES)
    assert set(refusal.value.problems) == {"off_plan_reason"}


def test_an_incomplete_plan_is_told_everything_that_is_lacking_at_once():
    with pytest.raises(Refused) as refusal:
        activities.check_plan(Plan({}, None, None, "", "", None), SIZES)
    lacking = {name for name, _ in activities.REQUIRED_TEXTS}
    assert set(refusal.value.problems) == lacking | {"held_on", "expected", "budget", "off_plan_reason"}


def test_no_cost_is_said_with_a_zero():
    activities.check_plan(replace(COMPLETE_PLAN, budget=Decimal(0)), SIZES)
    with pytest.raises(Refused):
        activities.check_plan(replace(COMPLETE_PLAN, budget=None), SIZES)


def test_a_large_event_names_its_public_safety_notice():
    activities.check_plan(replace(COMPLETE_PLAN, expected=200), SIZES)
    with pytest.raises(Refused) as refusal:
        activities.check_plan(replace(COMPLETE_PLAN, expected=201), SIZES)
    assert set(refusal.value.problems) == {"safety_notice"}
    activities.check_plan(replace(COMPLETE_PLAN, expected=201, safety_notice="备案 1 号"), SIZES)


def test_a_plan_names_what_it_counts_for():
    activities.check_some_share({"A": Decimal(100)})
    with pytest.raises(Refused):
        activities.check_some_share({})


def test_the_summary_is_due_seven_calendar_days_after_the_event():
    due_on = activities.summary_due(DAY, 7)
    assert due_on == date(2025, 10, 25)
    assert activities.days_late(due_on, due_on) == 0
    assert activities.days_late(due_on, date(2025, 10, 27)) == 2


def test_nothing_counts_before_plan_sign_in_and_summary_are_there_and_approved():
    papers = Papers()
    codes = [missing.code for missing in activities.missing_evidence(papers, DAY, 7)]
    assert codes == [
        "plan_not_approved",
        "signin_missing",
        "signin_open",
        "summary_missing",
        "summary_not_approved",
    ]
    complete = Papers(True, DAY, DAY, 52, DAY, DAY)
    assert activities.missing_evidence(complete, DAY, 7) == []
    (missing,) = activities.missing_evidence(replace(complete, summary_accepted_on=None), DAY, 7)
    assert (missing.code, missing.due_on) == ("summary_not_approved", date(2025, 10, 25))


def test_nobody_signs_in_before_the_plan_is_approved_or_after_the_sheet_is_closed():
    activities.check_may_sign_in(Stage.APPROVED, sheet_closed=False)
    for state, closed in ((Stage.DRAFT, False), (Stage.WAITING, False), (Stage.APPROVED, True)):
        with pytest.raises(Refused):
            activities.check_may_sign_in(state, closed)


def test_a_summary_is_written_after_the_event():
    texts = {"process": "顺利", "results": "达成", "experience": "早一周通知"}
    activities.check_summary(texts, DAY, DAY)
    with pytest.raises(Refused):
        activities.check_summary(texts, DAY, date(2025, 10, 17))
    with pytest.raises(Refused):
        activities.check_summary({**texts, "experience": " "}, DAY, DAY)
