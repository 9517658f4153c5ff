"""Each control of papers, reports and shared notes: met, flipped by one record, untouched by an unrelated one."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.domains.projects.deeds import reports, sharing
from banyan.domains.projects.models import Paper, Post, Report
from banyan.foundation.periods import Period
from tests.controls import faults, outcome, verdict
from tests.projects.makers import make_project
from tests.projects.meeting_makers import ZONE, at, confirmed, handed_in, make_team

WEEK = Period(date(2025, 10, 20), date(2025, 10, 26))
MONDAY = date(2025, 10, 20)
NOVEMBER = Period(date(2025, 11, 1), date(2025, 11, 30))
MET, ATTENTION, BREACHED, NOT_APPLICABLE = "met", "attention", "breached", "not_applicable"


@pytest.fixture
def team(north):
    return make_team(north)


def change(record, **values):
    with door.opened("test"):
        type(record).everything.filter(pk=record.pk).update(**values)


def explained_youth(team, start, kind="weekly"):
    """The youth department's paper, so that only the elders' are judged by the test."""
    return handed_in(team, start, kind, unit=team.youth, on=None if kind == "weekly" else date(2025, 11, 28))


@pytest.mark.clause("P3.4")
def test_every_department_has_its_weekly_paper_in_time(team):
    paper = handed_in(team, MONDAY)
    assert verdict("P3.4", team.project, WEEK) == BREACHED
    explained_youth(team, MONDAY)
    assert verdict("P3.4", team.project, WEEK) == MET
    change(paper, late_days=2)
    assert verdict("P3.4", team.project, WEEK) == ATTENTION
    change(paper, state=Paper.State.DRAFT)
    assert paper.number in faults("P3.4", team.project, WEEK)
    assert verdict("P3.4", team.project, WEEK) == BREACHED


@pytest.mark.parametrize(
    ("clause", "first", "asked"),
    [
        ("P3.4", date(2025, 10, 24), False),
        ("P3.4", date(2025, 10, 23), True),
        ("P3.3", date(2025, 10, 28), False),
        ("P3.3", date(2025, 10, 27), True),
        ("R3.2.8", date(2025, 10, 28), False),
        ("R3.2.8", date(2025, 10, 27), True),
        ("R9.2.1", date(2025, 10, 28), False),
        ("R9.2.1", date(2025, 10, 27), True),
    ],
)
def test_a_week_or_month_asks_for_papers_only_when_the_contract_covers_enough_of_it(
    team, clause, first, asked
):
    project = make_project(team.unit, lead=team.lead.person, contract={"starts_on": first})
    span = WEEK if clause == "P3.4" else Period(date(2025, 10, 1), date(2025, 10, 31))
    found = outcome(clause, project, span).faults
    assert any(each.on and each.on <= date(2025, 11, 10) for each in found) is asked


@pytest.mark.clause("P3.4")
def test_an_explained_week_wants_attention_and_another_week_proves_nothing(team):
    paper = handed_in(team, MONDAY)
    explained_youth(team, MONDAY)
    change(paper, state=Paper.State.EXPLAINED)
    assert verdict("P3.4", team.project, WEEK) == ATTENTION
    change(paper, state=Paper.State.READ, starts_on=date(2025, 10, 13))
    assert verdict("P3.4", team.project, WEEK) == BREACHED


@pytest.mark.clause("P3.4")
def test_a_paper_of_a_person_or_of_another_project_does_not_stand_for_the_department(team):
    explained_youth(team, MONDAY)
    paper = handed_in(team, MONDAY)
    change(paper, person=team.head.person)
    assert verdict("P3.4", team.project, WEEK) == BREACHED
    change(paper, person=None, project=make_project(team.unit))
    assert verdict("P3.4", team.project, WEEK) == BREACHED


@pytest.mark.clause("P3.3")
def test_every_department_has_its_monthly_paper(team):
    for unit in (team.elders, team.youth):
        for monday in (date(2025, 11, 3), date(2025, 11, 10), date(2025, 11, 17), date(2025, 11, 24)):
            handed_in(team, monday, unit=unit)
        last = handed_in(team, date(2025, 11, 1), "monthly", unit=unit, on=date(2025, 11, 28))
    assert verdict("P3.3", team.project, NOVEMBER) == MET
    assert verdict("P3.3", team.project, "2025-10") == BREACHED
    change(last, late_days=4)
    assert verdict("P3.3", team.project, NOVEMBER) == ATTENTION
    change(last, state=Paper.State.DRAFT)
    assert verdict("P3.3", team.project, NOVEMBER) == BREACHED


def report(team, on, **fields):
    wanted = {
        "kind": "monthly",
        "month": date(2025, 11, 1),
        "title": "月报",
        "words": "按计划",
        "measures": "已处理",
    }
    made = Report(project=team.project, unit=team.unit, **(wanted | fields))
    made = reports.begin(made, by=team.head, now=on)
    return reports.send(made, by=team.head, now=on)


def incident(team, hours, **fields):
    event = datetime(2025, 11, 12, 9, 0, tzinfo=ZONE)
    return report(
        team, event + timedelta(hours=hours), kind="incident", month=None, happened_at=event, **fields
    )


@pytest.mark.clause("R3.2.8")
def test_the_month_is_reported_upward_in_time(team):
    sent = report(team, at(date(2025, 12, 3)))
    assert verdict("R3.2.8", team.project, NOVEMBER) == MET
    change(sent, sent_at=at(date(2025, 12, 9)))
    assert verdict("R3.2.8", team.project, NOVEMBER) == ATTENTION
    change(sent, sent_at=None)
    assert verdict("R3.2.8", team.project, NOVEMBER) == BREACHED
    change(sent, sent_at=at(date(2025, 12, 3)), addressee="purchaser")
    assert verdict("R3.2.8", team.project, NOVEMBER) == BREACHED


@pytest.mark.clause("R3.2.8")
def test_an_incident_reported_after_its_hours_is_breached(team):
    report(team, at(date(2025, 12, 3)))
    at_once = incident(team, 1)
    assert verdict("R3.2.8", team.project, NOVEMBER) == MET
    change(at_once, sent_at=at_once.happened_at + timedelta(hours=3))
    assert faults("R3.2.8", team.project, NOVEMBER) == [at_once.number]
    change(at_once, happened_at=at(date(2025, 10, 2)), sent_at=at(date(2025, 10, 9)))
    assert verdict("R3.2.8", team.project, NOVEMBER) == MET


@pytest.mark.clause("R9.2.1")
def test_the_purchaser_gets_figures_a_meeting_and_incidents(team):
    for month, on in ((10, date(2025, 11, 4)), (11, date(2025, 12, 3))):
        sent = report(team, at(on), month=date(2025, month, 1), addressee="purchaser")
    december = report(team, at(date(2025, 12, 31)), month=date(2025, 12, 1), addressee="purchaser")
    assert verdict("R9.2.1", team.project, today=date(2026, 1, 20)) == BREACHED
    meeting = confirmed(team, "purchaser", date(2025, 11, 19), title="季度会商")
    assert verdict("R9.2.1", team.project, today=date(2026, 1, 20)) == MET
    change(sent, sent_at=None)
    assert verdict("R9.2.1", team.project, today=date(2026, 1, 20)) == BREACHED
    change(sent, sent_at=at(date(2025, 12, 3)))
    change(meeting, kind="topic")
    assert verdict("R9.2.1", team.project, today=date(2026, 1, 20)) == BREACHED
    change(meeting, kind="purchaser")
    change(december, addressee="superior")
    assert verdict("R9.2.1", team.project, today=date(2026, 1, 20)) == BREACHED


def share(team, kind, on=date(2025, 11, 12)):
    post = Post(project=team.project, unit=team.unit, kind=kind, title="分享", words="内容")
    return sharing.share(post, by=team.worker, now=at(on))


@pytest.mark.clause("R3.2.4")
def test_a_difficulty_nobody_answered_is_breached(team):
    assert verdict("R3.2.4", team.project, NOVEMBER) == BREACHED
    post = share(team, "difficulty")
    assert verdict("R3.2.4", team.project, NOVEMBER) == BREACHED
    sharing.solve(post, by=team.head, now=at(date(2025, 11, 14)), words="先请楼长陪同")
    assert verdict("R3.2.4", team.project, NOVEMBER) == MET
    change(post, solved_on=date(2025, 11, 28))
    assert verdict("R3.2.4", team.project, NOVEMBER) == ATTENTION
    change(post, shared_on=date(2025, 10, 8))
    share(team, "lesson")
    assert verdict("R3.2.4", team.project, NOVEMBER) == BREACHED, "a lesson tells of no progress"
    share(team, "progress")
    assert verdict("R3.2.4", team.project, NOVEMBER) == MET


@pytest.mark.clause("R9.1.2")
def test_a_lesson_is_written_down_in_the_period(team):
    post = share(team, "progress")
    assert verdict("R9.1.2", team.project, NOVEMBER) == BREACHED
    change(post, kind="lesson")
    assert verdict("R9.1.2", team.project, NOVEMBER) == MET
    change(post, project=make_project(team.unit))
    assert verdict("R9.1.2", team.project, NOVEMBER) == BREACHED


@pytest.mark.parametrize("clause", ["P3.3", "P3.4", "R3.2.8", "R9.2.1", "R3.2.4", "R9.1.2"])
def test_a_control_asks_the_same_for_one_project_and_for_many(team, clause):
    from banyan.core.controls.declaring import declared
    from banyan.core.controls.evaluating import evaluate
    from banyan.core.controls.scopes import running

    many = [team.project, *(make_project(team.unit) for _ in range(3))]
    counted = []
    verdict(clause, team.project, NOVEMBER)
    with door.opened("test"):
        for projects in ([team.project], many):
            scopes = running([each.public_id for each in projects])
            verdict(clause, team.project, NOVEMBER)
            with CaptureQueriesContext(connection) as asked:
                evaluate(scopes, NOVEMBER, date(2025, 12, 31), declared(clause))
            counted.append(len(asked))
    assert counted[0] == counted[1] > 0
