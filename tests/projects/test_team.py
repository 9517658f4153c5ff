"""Leads without gaps, letters, inductions."""

from datetime import date

import pytest

from banyan.core.todo import waiting_for
from banyan.domains.projects.deeds import teams
from banyan.domains.projects.models import Member
from banyan.domains.projects.queries.people import team_page
from banyan.domains.projects.rules import teams as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused
from tests.makers import make_person
from tests.projects.life import DAY, MONDAY, Office, kept, lead
from tests.projects.makers import SYSTEM, make_project

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))


@pytest.fixture
def office(north):
    return Office(north)


def term(person, first, last=None, acting=False):
    return rules.Term(person, date.fromisoformat(first), last and date.fromisoformat(last), acting)


@pytest.mark.clause("R2.1.3")
def test_a_gap_and_an_overlap_are_named_by_their_days():
    terms = [
        term(1, "2025-04-01", "2025-06-30"),
        term(2, "2025-07-05", "2025-12-31"),
        term(3, "2025-12-20", "2026-03-31"),
    ]
    found = [(each.kind, str(each.period)) for each in rules.troubles(terms, YEAR)]
    assert found == [("gap", "2025-07-01..2025-07-04"), ("overlap", "2025-12-20..2025-12-31")]


@pytest.mark.clause("R2.1.3")
def test_acting_fills_a_gap_and_stands_over_the_lead():
    terms = [term(1, "2025-04-01"), term(2, "2025-08-01", "2025-08-31", acting=True)]
    assert rules.troubles(terms, YEAR) == []
    assert rules.answerable(terms, date(2025, 8, 15)).person == 2
    assert rules.answerable(terms, date(2025, 9, 1)).person == 1
    assert rules.answerable([], date(2025, 9, 1)) is None


def test_a_whole_year_without_anybody_is_one_gap():
    assert rules.troubles([], YEAR) == [rules.Trouble("gap", YEAR)]


@pytest.mark.clause("R2.1.3")
def test_two_leads_on_one_day_are_refused_unless_one_acts(north, office):
    project = make_project(north)
    lead(project, office.head)
    with pytest.raises(Refused) as refused:
        lead(project, office.director, first=date(2025, 11, 1))
    assert "2025-11-01" in str(refused.value)
    lead(project, office.director, first=date(2025, 11, 1), last=date(2025, 11, 30), acting=True)
    assert kept(project).lead == office.director


def test_a_term_that_ended_makes_room_for_the_next(north, office):
    project = make_project(north)
    first = lead(project, office.head)
    teams.end_term(first, by=SYSTEM, now=MONDAY, ends_on=date(2025, 10, 31))
    lead(project, office.director, first=date(2025, 11, 1))
    shown = team_page(project, SYSTEM, YEAR, MONDAY.date())
    assert shown["troubles"] == []
    assert [bar["name"] for bar in shown["leads"]] == ["样管", "样主"]


def make_member(project, person=None, **fields):
    wanted = {"role": "长者服务", "duties": "走访与小组", "starts_on": date(2025, 11, 1)} | fields
    return teams.name_member(
        Member(project=project, unit=project.unit, person=person, **wanted), by=SYSTEM, now=MONDAY
    )


@pytest.mark.clause("R2.2.6")
def test_letter_induction_and_own_word_make_somebody_ready(north, office):
    member = make_member(make_project(north), office.worker)
    assert teams.assign(member, by=office.as_head, now=MONDAY).number == "RW-2025-0001"
    teams.induct(member, by=office.as_head, now=MONDAY, inducted_on=MONDAY.date(), topics="要求与流程")
    assert "induction" in [todo.kind for todo in waiting_for(office.as_worker, MONDAY.date())]
    with pytest.raises(Refused):
        teams.acknowledge(member, by=office.as_head, now=MONDAY)
    teams.acknowledge(member, by=office.as_worker, now=MONDAY + DAY)
    assert (kept(member).state, kept(member).acknowledged_on) == ("ready", date(2025, 11, 4))


@pytest.mark.clause("R2.2.6")
def test_nobody_inducts_themselves_and_whoever_has_a_sign_in_does_not_sign_on_paper(north, office):
    member = make_member(make_project(north), office.head)
    teams.assign(member, by=office.as_director, now=MONDAY)
    with pytest.raises(Refused):
        teams.induct(member, by=office.as_head, now=MONDAY, inducted_on=MONDAY.date(), topics="x")
    teams.induct(member, by=office.as_director, now=MONDAY, inducted_on=MONDAY.date(), topics="x")
    with pytest.raises(Refused):
        teams.take_paper(member, by=office.as_director, now=MONDAY, acknowledged_on=MONDAY.date())


@pytest.mark.clause("R2.1.4")
def test_a_volunteer_is_in_the_team_by_number_and_signs_on_paper(north, office):
    project = make_project(north)
    member = make_member(project, volunteer_number="V-77", kind="volunteer")
    teams.assign(member, by=SYSTEM, now=MONDAY)
    teams.induct(member, by=SYSTEM, now=MONDAY, inducted_on=MONDAY.date(), topics="x")
    with pytest.raises(Refused):
        teams.take_paper(member, by=SYSTEM, now=MONDAY, acknowledged_on=MONDAY.date() - DAY)
    teams.take_paper(member, by=SYSTEM, now=MONDAY, acknowledged_on=MONDAY.date())
    assert (str(kept(member)), kept(member).on_paper) == ("V-77", True)
    with pytest.raises(Refused):
        make_member(project, None)


def test_new_duties_want_a_new_letter(north, office):
    member = make_member(make_project(north), office.worker)
    teams.assign(member, by=SYSTEM, now=MONDAY)
    teams.edit_member(member, by=SYSTEM, now=MONDAY, duties="改任")
    assert (kept(member).state, kept(member).assigned_on) == ("named", None)


def test_serving_before_the_acknowledged_induction_is_too_early():
    day = date(2025, 11, 4)
    assert rules.served_too_early(None, day)
    assert rules.served_too_early(day, date(2025, 11, 3))
    assert not rules.served_too_early(day, day)
    assert not rules.served_too_early(None, None)


def test_whoever_leaves_stays_in_the_picture(north, office):
    project = make_project(north)
    member = make_member(project, make_person(north, "样离"))
    teams.leave(member, by=SYSTEM, now=MONDAY, ends_on=date(2025, 11, 30), reason="调岗")
    shown = team_page(project, SYSTEM, YEAR, date(2025, 12, 31))
    assert shown["count"] == 0
    assert shown["groups"][0][1][0]["row"].ends_on == date(2025, 11, 30)
