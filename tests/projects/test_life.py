"""A project from preparing to closed, and what stands in its way."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core.deeds import every_deed
from banyan.domains.projects.deeds import closing, contracts, life
from banyan.domains.projects.models import Contract, FinalReport, Project
from banyan.domains.projects.queries import guards
from banyan.domains.projects.queries import life as queries
from banyan.domains.projects.rules import life as rules
from banyan.foundation.refusal import Refused
from tests.projects import life as made
from tests.projects.life import MONDAY, Office, kept
from tests.projects.makers import SYSTEM, make_project


@pytest.fixture
def office(north):
    return Office(north)


@pytest.fixture
def held(monkeypatch):
    """A kick-off that was held."""
    monkeypatch.setattr(queries, "kickoff_held", lambda project, on: project)


def prepared(unit, **fields):
    wanted = {"name": "新项目", "type": "综合", "purchaser": "街道"} | fields
    return life.prepare(Project(unit=unit, **wanted), by=SYSTEM, now=MONDAY)


def ready(unit, office):
    project = prepared(unit, legal_basis="政府购买服务合同")
    days = {"starts_on": date(2025, 4, 1), "ends_on": date(2026, 3, 31), "amount": 1}
    contracts.make_contract(Contract(project=project, unit=unit, number="HT", **days), by=SYSTEM, now=MONDAY)
    made.lead(project, office.head)
    made.approved_scheme(project, office)
    return project


@pytest.mark.clause("R2.2.1")
def test_a_new_project_is_prepared_and_names_everything_it_lacks(north):
    project = prepared(north)
    assert project.state == "preparing"
    with pytest.raises(Refused) as refused:
        life.start(project, by=SYSTEM, now=MONDAY)
    assert len(refused.value.problems) == 5
    assert refused.value.clause == "R1.3.1"


@pytest.mark.clause("R3.2.1")
def test_without_kick_off_the_work_does_not_begin(north, office):
    project = ready(north, office)
    with pytest.raises(Refused) as refused:
        life.start(project, by=SYSTEM, now=MONDAY)
    assert (list(refused.value.problems), refused.value.clause) == ([""], "R3.2.1")


def test_with_contract_basis_lead_scheme_and_kick_off_it_begins(north, office, held):
    assert life.start(ready(north, office), by=SYSTEM, now=MONDAY).state == "running"


@pytest.mark.clause("R1.3.1")
def test_without_legal_basis_it_does_not_begin(north, office, held):
    project = ready(north, office)
    contracts.edit_project(project, by=SYSTEM, now=MONDAY, legal_basis=" ")
    with pytest.raises(Refused) as refused:
        life.start(project, by=SYSTEM, now=MONDAY)
    assert refused.value.clause == "R1.3.1"


def test_only_who_may_starts_it(north, office, held, actor_with):
    project = ready(north, office)
    with pytest.raises(PermissionDenied):
        life.start(project, by=actor_with(north, "projects.project.view"), now=MONDAY)


def written(project, by=SYSTEM):
    words = dict.fromkeys(("achievements", "evaluation", "problems", "experience", "money"), "已写")
    return closing.write(FinalReport(project=project, unit=project.unit, **words), by=by, now=MONDAY)


@pytest.mark.clause("R2.2.11")
def test_a_project_is_closed_only_with_an_accepted_final_report(north, office):
    project = make_project(north)
    report = written(project)
    with pytest.raises(Refused):
        closing.way.submit(report, by=office.as_head, now=MONDAY)
    life.sum_up(project, by=SYSTEM, now=MONDAY)
    closing.way.submit(report, by=office.as_head, now=MONDAY)
    with pytest.raises(Refused) as refused:
        life.close(project, by=SYSTEM, now=MONDAY, reason="期满")
    assert refused.value.clause == "R2.2.11"
    made.sign_all(report, office.as_director)
    assert life.close(project, by=SYSTEM, now=MONDAY, reason="期满").state == "closed"
    with pytest.raises(Refused):
        contracts.edit_project(project, by=SYSTEM, name="新名")


@pytest.mark.clause("R2.2.8")
def test_an_open_problem_keeps_a_project_from_being_closed(north, office):
    from banyan.domains.projects.deeds.problems import raise_problem

    project = make_project(north)
    raise_problem(project, "甲", "乙", owner=office.worker, by=SYSTEM, now=MONDAY)
    life.sum_up(project, by=SYSTEM, now=MONDAY)
    with pytest.raises(Refused) as refused:
        life.close(project, by=SYSTEM, now=MONDAY, reason="期满")
    assert "problems" in refused.value.problems


def test_a_closed_project_opens_again_with_a_reason(north):
    project = make_project(north)
    life.sum_up(project, by=SYSTEM, now=MONDAY)
    assert life.reopen(project, by=SYSTEM, now=MONDAY, reason="补交").state == "running"


def test_the_page_says_where_it_stands_and_what_is_missing(north, office, actor_with):
    director = actor_with(north, "projects.*")
    shown = guards.life_of(prepared(north), director, MONDAY.date())
    assert [step["state"] for step in shown["steps"]] == ["now", "next", "next", "next"]
    assert shown["missing"] == 5
    assert {each["guard"].clause for each in shown["guards"]} == {"R1.3.1", "R2.1.3", "R2.2.1", "R3.2.1"}
    closing_guards = guards.life_of(make_project(north), director, MONDAY.date())["guards"]
    assert [each["guard"].kind for each in closing_guards] == ["final_report", "problems"]


def test_the_states_of_a_project_are_drawn_from_its_deeds():
    drawn = {
        (deed.frm, deed.to)
        for name, deed in every_deed().items()
        if name in ("projects.project.start", "projects.project.sum_up", "projects.project.close")
    }
    assert drawn == {
        (("preparing",), "running"),
        (("running",), "summing_up"),
        (("summing_up",), "closed"),
    }
    assert [code for code, _words in rules.states()] == [state.value for state in Project.State]


def test_the_accepted_report_is_locked_until_it_is_taken_back(north, office):
    project = make_project(north)
    life.sum_up(project, by=SYSTEM, now=MONDAY)
    report = written(project)
    closing.way.submit(report, by=office.as_head, now=MONDAY)
    made.sign_all(report, office.as_director)
    with pytest.raises(Refused):
        closing.edit(report, by=SYSTEM, now=MONDAY, money="改")
    closing.way.reopen(report, by=SYSTEM, now=MONDAY, reason="补数")
    assert (kept(report).state, kept(report).approved_at) == ("draft", None)
