"""A team, its project, meetings and papers for tests: say only what matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.identity.models import User
from banyan.domains.projects.deeds import action_items, meetings, papers
from banyan.domains.projects.models import ActionItem, Attendee, Meeting, Paper
from banyan.domains.projects.queries.papers import Line
from tests.makers import make_appointment, make_grant, make_person, make_post, make_unit, make_user
from tests.projects.makers import make_project

ZONE = ZoneInfo("Asia/Shanghai")
WEDNESDAY = date(2025, 10, 22)
TEXTS = {"progress": "探访 40 户", "problems": "雨天到访少", "plan": "重阳活动筹备", "decisions": "无"}
FIVE = dict.fromkeys(("background", "goals", "tasks", "requirements", "division"), "已说明")
RIGHTS = ("projects.*", "approvals.*", "identity.*.view")


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in the office."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


@dataclass
class Team:
    """A station with a lead, an elders' and a youth department, and their people."""

    unit: Any
    elders: Any
    youth: Any
    project: Any
    lead: Actor
    head: Actor
    worker: Actor
    other: Actor

    @property
    def people(self) -> list[Actor]:
        return [self.lead, self.head, self.worker, self.other]


def make_team(station: Any) -> Team:
    """Four people in a line of command: lead, head of the elders, a worker of each department."""
    elders = make_unit(f"{station.code}-E", "长者部", station, "department")
    youth = make_unit(f"{station.code}-Y", "青少年部", station, "department")
    top = make_post(station, "中心主任")
    heading = make_post(elders, "长者部主管", top)
    posts = (top, heading, make_post(elders, "社工", heading), make_post(youth, "社工", top))
    actors = [_in_office(post, name) for post, name in zip(posts, ("甲", "乙", "丙", "丁"), strict=True)]
    project = make_project(station, lead=actors[0].person)
    return Team(station, elders, youth, project, *actors)


def _in_office(post: Any, name: str) -> Actor:
    person = make_person(post.unit, f"样{name}")
    make_appointment(person, post)
    user = make_user(post.unit, person=person)
    role = "centre-director" if post.title == "中心主任" else ""
    make_grant(user, post.unit.centre, *RIGHTS, role=role)
    return actor_for(User.objects.select_related("person__unit").get(pk=user.pk), date(2025, 12, 31))


def call(team: Team, kind: str = "weekly", on: date = WEDNESDAY, **fields: Any) -> Meeting:
    """A meeting that was called."""
    wanted = {"title": "周例会", "agenda": "一、本周进展\n二、下周计划"} | fields
    meeting = Meeting(project=team.project, unit=team.unit, kind=kind, held_on=on, **wanted)
    return meetings.call(meeting, by=team.head, now=at(on - timedelta(days=1)))


def hold(team: Team, meeting: Meeting, *away: Actor, reason: str = "外勤", **more: Any) -> Meeting:
    """Attendance: everybody there but those who are excused."""
    gone = {each.person_id for each in away}
    answers = {
        each.person_id: ("excused", reason) if each.person_id in gone else ("present", "")
        for each in team.people
    }
    given = {"answers": answers, "chair": team.lead.person} | more
    return meetings.hold(meeting, by=team.head, now=at(meeting.held_on, 12), **given)


def minutes(team: Team, meeting: Meeting, on: date | None = None, **texts: str) -> Meeting:
    """Minutes written by the head on a day, the day after the meeting unless said otherwise."""
    day = on or meeting.held_on + timedelta(days=1)
    said = texts or (FIVE if meeting.kind == "kickoff" else TEXTS)
    with door.opened("test"):
        from banyan.domains.projects.queries.meetings import open_before

        reviews = {item.pk: "进行中" for item in open_before(meeting)}
    meetings.keep(meeting, by=team.head, now=at(day), texts=said, reviews=reviews)
    return meetings.write(meeting, by=team.head, now=at(day, 11))


def confirmed(team: Team, kind: str = "weekly", on: date = WEDNESDAY, *away: Actor, **fields: Any) -> Meeting:
    """A meeting from the invitation to minutes that everybody has read."""
    meeting = call(team, kind, on, **fields)
    hold(team, meeting, *away)
    meeting = minutes(team, meeting)
    meeting = meetings.confirm(meeting, by=team.lead, now=at(meeting.minutes_on, 15))
    everybody_reads(team, meeting)
    return meeting


def everybody_reads(team: Team, meeting: Meeting) -> None:
    """Each gives the read receipt."""
    with door.opened("test"):
        rows = {row.person_id: row for row in Attendee.everything.filter(meeting=meeting)}
    for actor in team.people:
        if actor.person_id in rows:
            meetings.read(rows[actor.person_id], by=actor, now=at(meeting.minutes_on, 17))


def agree(team: Team, meeting: Meeting, due_on: date, **fields: Any) -> ActionItem:
    """Something agreed in a meeting that was held."""
    wanted = {"what": "核对名册", "owner": team.worker.person, "department": team.elders} | fields
    item = ActionItem(meeting=meeting, project=meeting.project, unit=meeting.unit, due_on=due_on, **wanted)
    return action_items.agree(item, by=team.head, now=at(meeting.held_on, 13))


def draft(team: Team, monday: date, kind: str = "weekly", on: date | None = None, **fields: Any) -> Paper:
    """A paper of the elders' department, begun on its Friday."""
    wanted = {"unit": team.elders} | fields
    paper = Paper(project=team.project, kind=kind, starts_on=monday, **wanted)
    return papers.begin(paper, by=team.head, now=at(on or monday + timedelta(days=4)))


def handed_in(team: Team, monday: date, kind: str = "weekly", on: date | None = None, **fields: Any) -> Paper:
    """A paper with summary and plan, handed in on its Friday unless said otherwise."""
    day = on or monday + timedelta(days=4)
    paper = draft(team, monday, kind, day, **fields)
    with door.opened("test"):
        from banyan.domains.projects.queries.papers import last_plan

        outcomes = {line.pk: ("done", "已完成") for line in last_plan(paper)}
    papers.keep(
        paper,
        by=team.head,
        now=at(day, 14),
        summary="本周探访 40 户",
        outcomes=outcomes,
        lines=[Line("探访 42 户")],
    )
    return papers.submit(paper, by=team.head, now=at(day, 16))


def sign(paper: Any, by: Actor, day: date, remark: str = "") -> None:
    """The superior reads and signs."""
    with door.opened("test"):
        step = Step.everything.filter(request__record_id=paper.public_id, state=Step.State.OPEN).get()
    approvals.decide(step, agreed=True, by=by, now=at(day, 17), reason=remark)


def fresh(record: Any) -> Any:
    """The record as it is kept now."""
    with door.opened("test"):
        return type(record).everything.get(pk=record.pk)
