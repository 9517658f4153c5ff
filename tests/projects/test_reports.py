"""Reports upward and to the purchaser, and what the team shares."""

from datetime import date, datetime, timedelta

import pytest

from banyan.core import door
from banyan.domains.projects.deeds import reports, sharing
from banyan.domains.projects.models import Post, Report
from banyan.domains.projects.rules.reports import in_hours_and_minutes
from banyan.foundation.refusal import Refused
from tests.projects.makers import make_indicator
from tests.projects.meeting_makers import ZONE, at, make_team

MONTH = date(2025, 10, 1)


@pytest.fixture
def team(north):
    return make_team(north)


def begin(team, **fields):
    wanted = {"kind": "monthly", "month": MONTH, "title": "10 月月报", "words": "各项按计划"} | fields
    return reports.begin(
        Report(project=team.project, unit=team.unit, **wanted), by=team.head, now=at(date(2025, 11, 3))
    )


@pytest.mark.clause("R3.2.8")
def test_a_monthly_report_takes_the_indicators_along_as_they_stood(team):
    make_indicator(team.project)
    report = reports.send(begin(team), by=team.head, now=at(date(2025, 11, 4)))
    assert [row["code"] for row in report.indicators] == ["A1"]
    assert report.indicators[0]["target"] == "36"
    assert report.due_at.date() == date(2025, 11, 7)


@pytest.mark.clause("R3.2.8")
def test_the_delay_of_an_incident_is_measured_from_the_event(team):
    event = datetime(2025, 11, 3, 8, 25, tzinfo=ZONE)
    report = begin(
        team,
        kind="incident",
        month=None,
        happened_at=event,
        title="长者跌倒送医",
        measures="已送医并通知家属",
    )
    assert report.due_at == event + timedelta(hours=2)
    sent = reports.send(report, by=team.head, now=datetime(2025, 11, 3, 10, 0, tzinfo=ZONE))
    assert sent.delay_in_words == "1:35"


@pytest.mark.clause("R3.2.8")
def test_an_incident_needs_its_time_and_what_was_done(team):
    with pytest.raises(Refused):
        begin(team, kind="incident", month=None, happened_at=None)
    with pytest.raises(Refused):
        begin(team, kind="incident", month=None, happened_at=at(date(2025, 11, 9)))
    report = begin(team, kind="incident", month=None, happened_at=at(date(2025, 11, 2)))
    with pytest.raises(Refused):
        reports.send(report, by=team.head, now=at(date(2025, 11, 3), 12))


@pytest.mark.clause("R3.2.8")
def test_whoever_sent_it_does_not_receive_it(team):
    report = reports.send(begin(team), by=team.head, now=at(date(2025, 11, 4)))
    with pytest.raises(Refused):
        reports.receive(report, by=team.head, now=at(date(2025, 11, 5)), received_by="本人")
    with pytest.raises(Refused):
        reports.receive(report, by=team.lead, now=at(date(2025, 11, 5)), received_by=" ")
    with pytest.raises(Refused):
        reports.receive(report, by=team.lead, now=at(date(2025, 11, 3)), received_by="总部")
    assert reports.receive(report, by=team.lead, now=at(date(2025, 11, 5)), received_by="总部").received_at


@pytest.mark.clause("R9.2.1")
def test_the_month_is_reported_once_to_each(team):
    begin(team)
    begin(team, addressee="purchaser")
    with pytest.raises(Refused):
        begin(team)


def test_a_delay_reads_in_hours_and_minutes():
    assert in_hours_and_minutes(timedelta(hours=27, minutes=5)) == "27:05"


@pytest.mark.clause("R9.1.2")
def test_a_difficulty_is_answered_by_somebody_else(team):
    post = sharing.share(
        Post(project=team.project, unit=team.unit, kind="difficulty", title="长者拒绝入户", words="三次上门未开门"),
        by=team.worker, now=at(MONTH),
    )  # fmt: skip
    with pytest.raises(Refused):
        sharing.solve(post, by=team.worker, now=at(MONTH, 12), words="我自己想办法")
    with pytest.raises(Refused):
        sharing.solve(post, by=team.head, now=at(MONTH, 12), words=" ")
    assert (
        sharing.solve(post, by=team.head, now=at(MONTH, 12), words="先请楼长陪同").state == Post.State.SOLVED
    )


@pytest.mark.clause("R3.2.4")
def test_what_is_graded_for_a_department_is_read_there_and_by_the_lead_only(team):
    sharing.share(
        Post(project=team.project, unit=team.unit, kind="difficulty", grade="department", title="个案会商", words="x"),
        by=team.worker, now=at(MONTH),
    )  # fmt: skip
    with door.opened("test"):
        seen = {each.person.name: Post.objects.visible_to(each).count() for each in team.people}
    assert seen == {"样甲": 1, "样乙": 1, "样丙": 1, "样丁": 0}
