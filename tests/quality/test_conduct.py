"""Rewards and sanctions, appraisals, the quality work of a year, relief: done, refused, proved."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.core.attachments.deeds import attach
from banyan.domains.quality.deeds import conduct as deeds
from banyan.domains.quality.models import ConductDecision, QualityYear, Relief, TeamAppraisal
from banyan.foundation.refusal import Refused
from tests.controls import verdict
from tests.projects.makers import make_project
from tests.quality.makers import NOW, OPERATOR, at, fresh, member, opened


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def person(north):
    return member(north, "辰当事")


@pytest.fixture
def manager(north):
    return member(north, "巳主管")


@pytest.fixture
def decider(agency):
    return member(agency, "午决定")


def proposed(north, person, manager, by):
    decision = ConductDecision(
        unit=north, kind="sanction", person=person.person, grade="书面警告", facts="两次未按规定双人入户",
        manager=manager.person, manager_words="未落实双人入户复核",
    )  # fmt: skip
    return deeds.propose(decision, by=by, now=NOW)


def heard(decision, by):
    attach(decision, "家访记录.txt", "单人入户".encode(), by=by)
    return deeds.hear(decision, by=by, now=NOW, heard_on=NOW.date(), hearing="承认，愿意改正")


def decided(north, person, manager, by):
    return deeds.decide(
        heard(proposed(north, person, manager, by), by), by=by, now=NOW, resolution="决议 2025-3"
    )


@pytest.mark.clause("R10.1.3")
def test_a_sanction_without_a_hearing_note_is_blocked(north, person, manager, decider):
    decision = proposed(north, person, manager, decider)
    attach(decision, "家访记录.txt", "单人入户".encode(), by=decider)
    with pytest.raises(Refused, match="not been heard"):
        deeds.decide(decision, by=decider, now=NOW, resolution="决议 2025-3")
    assert fresh(decision).state == "draft"


@pytest.mark.clause("R10.1.3")
def test_a_grade_that_is_not_on_the_list_is_refused(north, person, decider):
    decision = ConductDecision(unit=north, kind="reward", person=person.person, grade="记大功", facts="抢险")
    with pytest.raises(Refused, match="not on the list"):
        deeds.propose(decision, by=decider, now=NOW)


@pytest.mark.clause("R10.1.3")
def test_the_person_appeals_within_ten_work_days_and_another_answers(north, person, manager, decider):
    decision = decided(north, person, manager, decider)
    assert decision.appeal_until == date(2025, 10, 21)
    with pytest.raises(Refused, match="Only whom"):
        deeds.appeal_against(decision, by=manager, now=NOW, appeal="不服")
    decision = deeds.appeal_against(
        decision, by=person, now=at(date(2025, 10, 20)), appeal="第二次是同事临时生病"
    )
    with pytest.raises(Refused, match="Who decided"):
        deeds.answer_appeal(decision, by=decider, now=NOW, outcome="eased", outcome_words="情况属实")
    decision = deeds.answer_appeal(
        decision, by=manager, now=NOW, outcome="eased", outcome_words="情况属实，改为提醒谈话"
    )
    assert (decision.state, decision.outcome) == ("final", "eased")


def test_a_decision_is_final_only_when_nobody_can_appeal_any_more(north, person, manager, decider):
    decision = decided(north, person, manager, decider)
    with pytest.raises(Refused, match="possible until"):
        deeds.make_final(decision, by=decider, now=NOW)
    assert deeds.make_final(decision, by=decider, now=at(date(2025, 10, 22))).state == "final"


@pytest.mark.clause("R10.1.3")
@pytest.mark.parametrize("changes", [{"hearing": ""}, {"resolution": ""}, {"manager": None}])
def test_a_decision_proves_its_clause_and_one_change_flips_it(
    north, south, project, person, manager, decider, changes
):
    assert verdict("R10.1.3", project) == "not_applicable"
    decision = decided(north, person, manager, decider)
    assert verdict("R10.1.3", project) == "met"
    assert verdict("R10.1.3", make_project(south)) == "not_applicable"
    assert verdict("R10.1.3", project, "2025-Q3") == "not_applicable"
    for name, value in changes.items():
        setattr(decision, name, value)
    decision.save()
    assert verdict("R10.1.3", project) == "breached"


def appraised(project, by, now=NOW):
    made = TeamAppraisal(
        unit=project.unit, project=project, starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30), rating="good",
        strengths="活动扎实", improvements="例会要按时",
    )  # fmt: skip
    return deeds.appraise(made, by=by, now=now)


@pytest.mark.clause("R2.2.4")
def test_a_teams_appraisal_is_adopted_by_a_resolution_and_not_by_its_lead(north, project, manager, decider):
    project.lead = manager.person
    project.save()
    made = appraised(project, decider)
    with pytest.raises(Refused, match="resolution"):
        deeds.decide_appraisal(made, by=decider, now=NOW, resolution=" ")
    with pytest.raises(Refused, match="leads the team"):
        deeds.decide_appraisal(fresh(made), by=manager, now=NOW, resolution="决议 2025-4")
    assert (
        deeds.decide_appraisal(fresh(made), by=decider, now=NOW, resolution="决议 2025-4").state == "decided"
    )


@pytest.mark.clause("R2.2.4")
def test_a_team_that_was_appraised_is_met_and_one_that_was_not_is_not(south, north, decider):
    old = {"contract": {"starts_on": date(2024, 4, 1)}}
    project = make_project(north, **old)
    deeds.decide_appraisal(
        appraised(make_project(south, **old), decider), by=decider, now=NOW, resolution="决议 2025-4"
    )
    assert verdict("R2.2.4", project) == "breached"
    made = deeds.decide_appraisal(appraised(project, decider), by=decider, now=NOW, resolution="决议 2025-5")
    assert verdict("R2.2.4", project) == "met"
    made.decided_on = date(2024, 11, 1)
    made.save()
    assert verdict("R2.2.4", project) == "breached"


@pytest.mark.clause("R4.4.4")
def test_a_year_is_summed_up_from_the_rectifications(agency, north, south, decider):
    project = make_project(north, contract={"starts_on": date(2024, 4, 1)})
    assert verdict("R4.4.4", project) == "breached"
    opened(north, now=at(date(2024, 5, 6)))
    opened(north)
    year = QualityYear(unit=agency, year=2024, learnt="原因要查到人", commended="北站")
    year = deeds.sum_up(year, by=decider, now=at(date(2025, 2, 3)))
    assert (year.opened, year.effective) == (1, 0)
    assert verdict("R4.4.4", project) == "breached"
    year = deeds.adopt_summary(year, by=decider, now=at(date(2025, 2, 10)))
    assert verdict("R4.4.4", project) == "met"
    year.year = 2023
    year.save()
    assert verdict("R4.4.4", project) == "breached"


@pytest.mark.clause("P2.5")
def test_relief_is_measured_before_and_after(north, project, manager):
    made = Relief(
        unit=north, project=project, kind="incentive", title="轮休", starts_on=date(2025, 8, 1),
        ends_on=date(2025, 10, 31), measured="每周加班小时", before_value=Decimal("6.5"), before_on=date(2025, 7, 31),
    )  # fmt: skip
    relief = deeds.begin_relief(made, by=manager, now=at(date(2025, 8, 1)))
    assert verdict("P2.5", project) == "breached"
    assert verdict("P2.5", make_project(north)) == "not_applicable"
    relief = deeds.assess_relief(
        relief, by=manager, now=at(date(2025, 11, 20)), after_value=Decimal("3.0"), conclusion="加班减半"
    )
    assert verdict("P2.5", project) == "met"
    with pytest.raises(Refused):
        deeds.assess_relief(relief, by=OPERATOR, now=NOW, after_value=Decimal(1), conclusion="再测")
