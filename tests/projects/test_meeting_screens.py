"""People click: a meeting from call to receipt, a paper from last plan to signature, the board, and paper prints."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.core.identity.models import Installation
from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import ActionItem, Attendee, Meeting, Paper, PlanItem
from tests.projects.meeting_makers import (
    WEDNESDAY,
    agree,
    call,
    confirmed,
    draft,
    fresh,
    handed_in,
    hold,
    make_team,
)

TODAY = date(2025, 10, 24)
MONDAY = date(2025, 10, 20)


@pytest.fixture
def team(north):
    Installation.objects.create(pk=1, demo_day=TODAY)
    from banyan.core import clock

    clock.forget()
    yield make_team(north)
    clock.forget()


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sheet(team, meeting, **more):
    """The sheet of minutes as the browser sends it."""
    given = {f"answer-{each.person.public_id}": "present" for each in team.people}
    texts = {"progress": "探访 40 户", "problems": "雨天到访少", "plan": "筹备重阳活动"}
    return given | texts | {"chair": str(team.lead.person.public_id)} | more


def minutes_url(meeting):
    return reverse("projects.meeting.minutes", args=[meeting.public_id])


@pytest.mark.clause("R3.2.7", "R9.1.3", "R9.1.5", "R9.1.6")
def test_a_meeting_goes_from_attendance_to_the_read_receipt_over_http(team):
    meeting = call(team)
    writer, chair, reader = (browser(each) for each in (team.head, team.lead, team.worker))
    assert writer.get(minutes_url(meeting)).status_code == 200
    item = {
        "what-0": "核对名册", "owner-0": str(team.worker.person.public_id), "due-0": "2025-11-05",
        "department-0": str(team.elders.public_id), "supporting-0": str(team.youth.public_id),
    }  # fmt: skip
    assert writer.post(minutes_url(meeting), sheet(team, meeting, submit="1", **item)).status_code == 302
    assert fresh(meeting).state == Meeting.State.WRITTEN
    with door.opened("test"):
        agreed = ActionItem.everything.get()
    assert (agreed.owner, agreed.supporting) == (team.worker.person, team.youth)
    refused = writer.post(reverse("projects.meeting.deed", args=[meeting.public_id, "confirm"]))
    assert refused.status_code == 409
    assert (
        chair.post(reverse("projects.meeting.deed", args=[meeting.public_id, "confirm"])).status_code == 302
    )
    page = reader.get(page_of(meeting)).content.decode()
    assert reverse("projects.meeting.read", args=[meeting.public_id]) in page
    assert reader.post(reverse("projects.meeting.read", args=[meeting.public_id])).status_code == 302
    with door.opened("test"):
        unread = set(
            Attendee.everything.filter(meeting=meeting, read_at=None).values_list("person_id", flat=True)
        )
    assert unread == {team.other.person_id}
    shown = chair.get(page_of(meeting)).content.decode().split('id="unread"')[1]
    assert "样丁" in shown and "样丙" not in shown


@pytest.mark.clause("R3.2.7")
def test_minutes_without_a_section_are_refused_and_nothing_written_is_lost(team):
    meeting = call(team)
    answer = browser(team.head).post(minutes_url(meeting), sheet(team, meeting, submit="1", problems=""))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "R3.2.7" in shown and "筹备重阳活动" in shown
    assert fresh(meeting).state == Meeting.State.PLANNED


@pytest.mark.clause("R9.1.5")
def test_open_items_stand_on_top_of_the_next_meeting(team):
    first = hold(team, call(team, on=WEDNESDAY - timedelta(days=7)))
    item = agree(team, first, WEDNESDAY - timedelta(days=3), what="核对独居长者名册")
    second = call(team)
    shown = browser(team.head).get(page_of(second)).content.decode()
    assert shown.index("核对独居长者名册") < shown.index('id="minutes"')
    answer = browser(team.head).post(minutes_url(second), sheet(team, second, submit="1"))
    assert answer.status_code == 409 and "R9.1.5" in answer.content.decode()
    done = sheet(team, second, submit="1", **{f"review-{item.pk}": "周五前完成"})
    assert browser(team.head).post(minutes_url(second), done).status_code == 302


@pytest.mark.clause("R3.2.1")
def test_the_kickoff_shows_who_is_to_be_briefed_and_takes_the_briefing(team):
    meeting = confirmed(team, "kickoff", date(2025, 10, 8), team.worker)
    with door.opened("test"):
        away = Attendee.everything.get(meeting=meeting, person=team.worker.person)
    url = reverse("projects.meeting.brief", args=[away.public_id])
    assert url in browser(team.head).get(page_of(meeting)).content.decode()
    assert browser(team.worker).post(url, {"briefed_on": "2025-10-10"}).status_code == 409
    assert browser(team.head).post(url, {"briefed_on": "2025-10-10"}).status_code == 302
    assert fresh(away).briefed_by == team.head.person


def written(paper, **more):
    return {"version": str(fresh(paper).version), "summary": "本周探访 40 户"} | more


@pytest.mark.clause("P3.4")
def test_a_paper_is_written_refused_without_its_plan_and_handed_in(team):
    before = handed_in(team, MONDAY - timedelta(days=7))
    paper = draft(team, MONDAY)
    writer, url = browser(team.head), reverse("projects.paper.edit", args=[paper.public_id])
    with door.opened("test"):
        line = PlanItem.everything.get(paper=before)
    assert "探访 42 户" in writer.get(url).content.decode()
    answer = writer.post(url, written(paper, submit="1"))
    assert answer.status_code == 409 and "本周探访 40 户" in answer.content.decode()
    whole = {
        "submit": "1",
        f"state-{line.pk}": "carried",
        f"outcome-{line.pk}": "雨天",
        "what-0": "整理台账",
        "due-0": "2025-10-31",
    }
    assert writer.post(url, written(paper, **whole)).status_code == 302
    assert fresh(paper).state == Paper.State.SUBMITTED
    shown = writer.get(page_of(paper)).content.decode()
    assert "整理台账" in shown and shown.count("探访 42 户") == 2


def test_what_is_written_is_kept_for_its_writer(team):
    paper = draft(team, MONDAY)
    writer = browser(team.head)
    page = writer.get(reverse("projects.paper.edit", args=[paper.public_id])).content.decode()
    autosave = re.search(r'data-autosave="([^"]+)"', page)[1]
    assert writer.post(autosave, {"summary": "写到一半", "what-0": "下周"}).status_code == 200
    assert "写到一半" in writer.get(reverse("projects.paper.edit", args=[paper.public_id])).content.decode()
    other = browser(team.worker).get(reverse("projects.paper.edit", args=[paper.public_id])).content.decode()
    assert "写到一半" not in other


@pytest.mark.clause("P3.3", "P3.4")
def test_the_board_shows_who_handed_in_and_who_did_not(team):
    handed_in(team, MONDAY - timedelta(days=7))
    handed_in(team, MONDAY - timedelta(days=14), on=date(2025, 10, 13))
    answer = browser(team.lead).get(reverse("projects.papers.board"))
    board = answer.context["board"]
    row = next(row for row in board.rows if row.unit == team.elders)
    assert [cell.word for cell in row.cells[-3:]] == ["late", "on_time", "open"]
    assert row.rate.on_time == 1
    youth = next(row for row in board.rows if row.unit == team.youth)
    assert {cell.word for cell in youth.cells[:-1]} == {"missing"} and youth.rate.percent == 0


def test_another_station_sees_neither_meeting_nor_paper(team, south):
    other = make_team(south)
    meeting, paper = call(team), draft(team, MONDAY)
    stranger = browser(other.lead)
    for url in (
        page_of(meeting),
        minutes_url(meeting),
        page_of(paper),
        reverse("projects.meeting.paper", args=[meeting.public_id]),
    ):
        assert stranger.get(url).status_code == 404


@pytest.mark.clause("R9.1.6")
def test_minutes_and_papers_print_on_a4(team):
    meeting, paper = confirmed(team, on=date(2025, 10, 15)), handed_in(team, MONDAY)
    for name, record in (("projects.meeting.paper", meeting), ("projects.paper.paper", paper)):
        answer = browser(team.lead).get(reverse(name, args=[record.public_id]))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_the_desk_tells_what_is_due(team):
    hold(team, call(team))
    agree(team, call_held(team), date(2025, 10, 20))
    from banyan.core.todo import waiting_for

    with door.opened("test"):
        head = {todo.kind for todo in waiting_for(team.head, TODAY)}
        worker = {todo.kind for todo in waiting_for(team.worker, TODAY)}
    assert {"minutes", "paper"} <= head
    assert "action_item" in worker and "paper" not in worker


def call_held(team):
    return hold(team, call(team, on=WEDNESDAY - timedelta(days=7)))


@pytest.mark.clause("P3.4")
def test_a_missing_week_is_written_or_explained_from_the_board(team):
    board = browser(team.lead).get(reverse("projects.papers.board")).context["board"]
    row = next(row for row in board.rows if row.unit == team.elders)
    writer, cell = browser(team.head), row.cells[-3]
    assert cell.word == "missing" and writer.get(cell.url).status_code == 200
    asked = dict(pair.split("=") for pair in cell.url.split("?")[1].split("&"))
    url = reverse("projects.papers.missing")
    assert writer.post(url, asked | {"explain": "1", "explanation": " "}).status_code == 409
    assert writer.post(url, asked | {"explain": "1", "explanation": "全员外出培训"}).status_code == 302
    begun = dict(pair.split("=") for pair in row.cells[-2].url.split("?")[1].split("&"))
    assert writer.post(url, begun | {"begin": "1"}).status_code == 302
    with door.opened("test"):
        assert sorted(Paper.everything.values_list("state", flat=True)) == ["draft", "explained"]
    assert writer.get(url, asked | {"unit": "nobody"}).status_code == 404
