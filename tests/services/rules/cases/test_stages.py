"""The stage of a case follows from the dated facts of its file."""

from dataclasses import replace
from datetime import date

import pytest

from banyan.domains.services.rules.cases import stages
from banyan.domains.services.rules.cases.stages import Facts, Stage
from banyan.foundation.refusal import Refused


def day(number: int) -> date:
    """A day of October, far enough from holidays to be any day."""
    return date(2025, 10, number)


WHOLE = Facts(
    inquired_on=day(9), considered_on=day(9), accepted_on=day(10), assessed_on=day(15), planned_on=day(17),
    agreed_on=day(18), first_contact_on=day(12), last_contact_on=day(20), evaluated_on=day(24), closed_on=day(27),
    followed_up_on=day(30),
)  # fmt: skip
ORDER = (
    ("followed_up_on", Stage.FOLLOW_UP), ("closed_on", Stage.CLOSED), ("evaluated_on", Stage.EVALUATION),
    ("last_contact_on", Stage.INTERVENTION), ("agreed_on", Stage.AGREEMENT), ("planned_on", Stage.PLAN),
    ("assessed_on", Stage.ASSESSMENT), ("accepted_on", Stage.INTAKE), ("considered_on", Stage.POTENTIAL),
)  # fmt: skip


@pytest.mark.clause("R2.2.12")
def test_a_case_goes_back_stage_by_stage_as_its_facts_are_taken_away():
    facts = WHOLE
    for name, reached in ORDER:
        assert stages.stage(facts) is reached
        facts = replace(facts, **{name: None})
    assert stages.stage(facts) is Stage.INQUIRY


def test_a_contact_before_the_agreement_begins_no_intervention():
    early = Facts(inquired_on=day(9), accepted_on=day(10), last_contact_on=day(12), agreed_on=day(18))
    assert not early.began and stages.stage(early) is Stage.AGREEMENT


def test_in_a_crisis_intervention_begins_with_the_first_contact_after_acceptance():
    facts = Facts(inquired_on=day(9), accepted_on=day(9), last_contact_on=day(9), is_crisis=True)
    assert stages.stage(facts) is Stage.INTERVENTION
    assert stages.stage(replace(facts, is_crisis=False)) is Stage.INTAKE


def test_a_contact_after_a_review_leads_back_into_intervention():
    facts = replace(WHOLE, closed_on=None, followed_up_on=None, evaluated_on=None, reviewed_on=day(20))
    assert stages.stage(facts) is Stage.REVIEW
    assert stages.stage(replace(facts, last_contact_on=day(21))) is Stage.INTERVENTION


def test_a_refused_case_is_turned_away_and_a_referred_one_is_called_so():
    assert stages.stage(Facts(inquired_on=day(9), declined_on=day(10))) is Stage.DECLINED
    assert stages.stage(Facts(inquired_on=day(9), referred_on=day(10))) is Stage.REFERRED


@pytest.mark.parametrize(
    ("kind", "lacking"),
    [
        ("assessment", "accepted_on"),
        ("plan", "assessed_on"),
        ("agreement", "planned_on"),
        ("follow_up", "closed_on"),
    ],
)
@pytest.mark.clause("R2.2.12")
def test_a_paper_waits_for_the_one_before_it(kind, lacking):
    facts = WHOLE if kind == "follow_up" else replace(WHOLE, closed_on=None, followed_up_on=None)
    stages.check_may_write(kind, facts)
    with pytest.raises(Refused):
        stages.check_may_write(kind, replace(facts, **{lacking: None}))


def test_a_crisis_lets_assessment_and_plan_come_later_and_the_agreement_not():
    crisis = Facts(inquired_on=day(9), accepted_on=day(9), is_crisis=True)
    stages.check_may_write("assessment", crisis)
    stages.check_may_write("plan", crisis)
    with pytest.raises(Refused):
        stages.check_may_write("agreement", crisis)


def test_the_legal_duty_to_report_waits_for_nothing():
    for facts in (Facts(inquired_on=day(9)), WHOLE, Facts(inquired_on=day(9), declined_on=day(10))):
        stages.check_may_write("report", facts)


def test_nothing_else_is_written_into_a_closed_file():
    with pytest.raises(Refused) as refused:
        stages.check_may_write("review", WHOLE)
    assert "Reopen" in str(refused.value.way_out)


@pytest.mark.clause("R2.2.12")
def test_what_was_begun_is_evaluated_before_it_is_closed():
    stages.check_closure("goals_reached", WHOLE, "")
    with pytest.raises(Refused):
        stages.check_closure("goals_reached", replace(WHOLE, evaluated_on=None), "")
    stages.check_closure("moved", Facts(inquired_on=day(9), accepted_on=day(10)), "")
    with pytest.raises(Refused):
        stages.check_closure("goals_reached", Facts(inquired_on=day(9), accepted_on=day(10)), "")


def test_a_project_that_ends_says_who_goes_on():
    with pytest.raises(Refused):
        stages.check_closure("project_ended", WHOLE, "  ")
    stages.check_closure("project_ended", WHOLE, "handed to the next operator with all papers")


@pytest.mark.clause("R2.2.12")
def test_the_four_linked_records_are_named_where_they_lack():
    assert stages.four_records(WHOLE) == []
    assert stages.four_records(Facts(first_contact_on=day(9))) == ["assessment", "plan", "evaluation"]
