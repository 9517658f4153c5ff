"""A group from plan to counted, with the ledger of the projects room behind it."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.approvals.queries import inbox
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.domains.projects import public as projects
from banyan.domains.projects.models import Evidence
from banyan.domains.services.deeds import group_members, group_sessions, groups
from banyan.domains.services.models import Group, GroupAnswer, GroupMember, GroupSession, MemberNote
from banyan.domains.services.queries import groups as asking
from banyan.domains.services.queries.group_hours import session_minutes
from banyan.domains.services.rules.hours.spent import Category
from banyan.foundation.refusal import Refused
from tests.makers import TODAY, make_appointment, make_grant, make_person, make_post, make_unit, make_user
from tests.projects.makers import make_indicator, make_project
from tests.services.makers import OPERATOR, at
from tests.services.makers import make_user as make_resident

WORKER = ("services.group*.*", "services.*.view", "projects.*", "approvals.*")
OVERSEES = ("services.membernote.oversee",)
PLANNED = date(2025, 9, 1)
ENDS = date(2025, 9, 8)
DAYS = [date(2025, 9, 10) + timedelta(days=7 * week) for week in range(4)]
TEXTS = {
    "theory": "社会支持理论", "need": "入户调查", "goals": "掌握三项技巧", "target_group": "照顾者", "recruitment": "海报",
    "screening": "面谈", "place": "小组室", "difficulties": "人数不足时电话邀约", "evaluation_design": "前后测",
    "ethics": "保密及例外",
}  # fmt: skip
GROUPS = {"service_type": "小组", "name": "长者小组", "counted_in": "个"}
RECORD = {"actual": "按计划", "interaction": "互相提醒", "progress": "两人说出担心"}
HOURS = {"began_at": time(14, 30), "ended_at": time(16), "preparation_minutes": 60, "record_minutes": 30}


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    made = make_project(north)
    make_indicator(made, "K03", **GROUPS, wording="≥4节且评估通过")
    return made


@pytest.fixture
def team(north):
    """A worker, the department head above, the centre director above both, and a colleague of another department."""
    department = make_unit("N1-E", "长者部", north, kind="department")
    director = make_post(north, "中心主任")
    head = make_post(department, "部门主管", director)
    return {
        "department": department,
        "worker": _member(make_post(department, "社工", head), north),
        "head": _member(head, department, "department-head"),
        "director": _member(director, north, "centre-director"),
        "colleague": _member(make_post(make_unit("N1-Y", "青年部", north, kind="department"), "社工"), north),
    }


def _member(post, unit, role=""):
    person = make_person(post.unit, post.title)
    make_appointment(person, post)
    user = make_user(post.unit, person=person)
    make_grant(user, unit, *WORKER, *(OVERSEES if role else ()), role=role)
    return actor_for(User.objects.select_related("person").get(pk=user.pk), TODAY)


def fresh(record):
    return type(record).everything.get(pk=record.pk)


def signed(by, now):
    for step in list(inbox(by, now.date())):
        approvals.decide(step, agreed=True, by=by, now=now)


def planned(team, project, days=DAYS, **fields):
    given = {
        "kind": Group.Kind.SUPPORT,
        "least_members": 4,
        "most_members": 10,
        "recruits_until": ENDS,
        "budget": 600,
    }
    group = Group(
        unit=team["department"], project=project, title="照顾者小组", **{**TEXTS, **given, **fields}
    )
    group = groups.plan(group, by=team["worker"], now=at(9, on=PLANNED))
    rows = [{"planned_on": day, "theme": "认识", "goal": "认识", "procedure": "热身"} for day in days]
    return groups.plan_sessions(group, by=team["worker"], now=at(9, on=PLANNED), rows=rows)


def submitted(team, project, **fields):
    group = planned(team, project, **fields)
    groups.submit_plan(group, by=team["worker"], now=at(10, on=PLANNED))
    return fresh(group)


def approved(team, project, people=4, **fields):
    group = submitted(team, project, **fields)
    for each in ("head", "director"):
        signed(team[each], at(11, on=PLANNED))
    for place in range(people):
        join(team, fresh(group), make_resident(team["department"], f"成员{place}", sex="female"))
    return fresh(group)


def join(team, group, user, **agreed):
    member = GroupMember(group=group, user=user)
    member = group_members.sign_up(member, by=team["worker"], now=at(9, on=ENDS))
    given = {"screening": "适合", "consent_on": ENDS} | agreed
    return group_members.admit(member, by=team["worker"], now=at(9, on=ENDS), **given)


def hold(team, group, position, absent=(), recorded=True):
    session = GroupSession.everything.get(group=group, position=position)
    members = asking.members_of_session(session)
    marks = {
        each.public_id: ("absent", "生病") if place in absent else ("present", "")
        for place, each in enumerate(members)
    }
    by, day = team["worker"], session.planned_on
    group_sessions.take(session, by=by, now=at(17, on=day), held_on=day, marks=marks)
    if recorded:
        group_sessions.record(fresh(session), by=by, now=at(18, on=day), **RECORD, **HOURS)
    return fresh(session)


def finished(team, group, absences=((),) * 4):
    for position, absent in enumerate(absences, start=1):
        hold(team, group, position, absent)
    texts = {"results": "达成", "process": "顺利", "recommendations": "转互助"}
    groups.submit_evaluation(fresh(group), by=team["worker"], now=at(9, on=date(2025, 10, 20)), **texts)
    signed(team["head"], at(10, on=date(2025, 10, 21)))
    return fresh(group)


def ledger(project):
    rows = projects.ledger(project.number, OPERATOR, TODAY)
    return {row["code"]: (row["counted"], row["pending"]) for row in rows}


def reasons(project):
    [row] = [row for row in projects.ledger(project.number, OPERATOR, TODAY) if row["code"] == "K03"]
    return [str(each["reason"]) for each in row["not_counted"]]


def test_the_ledger_knows_a_submitted_group_by_the_number_it_was_given(team, project):
    group = submitted(team, project)
    kept = Evidence.everything.get(source_public_id=group.public_id)
    assert kept.number == fresh(group).number != ""


@pytest.mark.clause("R3.2.2")
def test_a_group_is_planned_signed_held_evaluated_and_then_counts_once(team, project):
    group = approved(team, project)
    assert group.number == "GRP-2025-0001" and group.state == Group.State.APPROVED
    assert groups.shares_of(group) == {"K03": 100}
    hold(team, group, 1)
    assert fresh(group).state == Group.State.RUNNING
    assert (ledger(project)["K03"], reasons(project)) == ((0, 1), []), "it waits and is not called too small"
    group = finished(team, group, absences=((), (0,), (), (0,)))
    assert group.state == Group.State.ACCEPTED
    assert (group.sessions_held, group.sessions_counted) == (4, 4)
    assert (group.person_times, group.persons) == (14, 4), "sixteen minus two absences; four people"
    assert ledger(project)["K03"] == (1, 0)
    with pytest.raises(Refused):
        hold(team, group, 1)


@pytest.mark.parametrize("wording", ["≥4节且评估通过", "评估通过"])
def test_a_session_under_the_minimum_does_not_count_and_a_group_of_too_few_neither(team, north, wording):
    """The second contract says nothing of sessions: then the minimum of the trade holds."""
    project = make_project(north)
    make_indicator(project, "K03", **GROUPS, wording=wording)
    group = finished(team, approved(team, project), absences=((), (), (), (0, 1)))
    assert (group.sessions_held, group.sessions_counted) == (4, 3)
    assert (group.person_times, group.persons) == (12, 4), "the session of two is not added"
    assert ledger(project)["K03"] == (0, 0)
    assert any("3" in reason and "4" in reason for reason in reasons(project))


@pytest.mark.clause("R3.2.2")
def test_the_last_signature_after_recruitment_has_ended_is_refused(team, project):
    group = submitted(team, project)
    signed(team["head"], at(11, on=ENDS))
    [step] = inbox(team["director"], TODAY)
    with pytest.raises(Refused) as refused:
        approvals.decide(step, agreed=True, by=team["director"], now=at(9, on=ENDS + timedelta(days=1)))
    assert refused.value.clause == "R3.2.2"
    assert fresh(group).state == Group.State.WAITING and fresh(group).plan_approved_at is None
    assert Step.everything.get(pk=step.pk).state == Step.State.OPEN
    approvals.decide(step, agreed=True, by=team["director"], now=at(9, on=ENDS))
    assert fresh(group).state == Group.State.APPROVED


def test_nobody_holds_a_session_before_the_plan_is_approved(team, project):
    group = submitted(team, project)
    join(team, group, make_resident(team["department"]))
    with pytest.raises(Refused):
        hold(team, group, 1)


@pytest.mark.clause("R2.2.1")
def test_the_session_table_is_signed_with_the_plan_and_changed_only_by_taking_it_back(team, project):
    group = approved(team, project)
    rows = [{"planned_on": day, "theme": "新", "goal": "新", "procedure": "新"} for day in DAYS[:3]]
    with pytest.raises(Refused):
        groups.plan_sessions(group, by=team["worker"], now=at(9, on=ENDS), rows=rows)
    groups.reopen_plan(group, by=team["worker"], now=at(9, on=ENDS), reason="加一节")
    group = groups.plan_sessions(fresh(group), by=team["worker"], now=at(9, on=ENDS), rows=rows)
    assert group.state == Group.State.DRAFT and group.sessions_planned == 3


def test_a_session_that_was_held_stays_in_the_table(team, project):
    group = approved(team, project)
    hold(team, group, 4)
    groups.reopen_plan(fresh(group), by=team["worker"], now=at(9, on=ENDS), reason="改期")
    rows = [{"planned_on": day, "theme": "新", "goal": "新", "procedure": "新"} for day in DAYS[:3]]
    with pytest.raises(Refused):
        groups.plan_sessions(fresh(group), by=team["worker"], now=at(9, on=ENDS), rows=rows)


def test_a_child_is_admitted_with_the_consent_of_the_guardian_only(team, project):
    group = approved(team, project, people=0)
    child = make_resident(team["department"], "小孩", born_on=date(2014, 5, 1))
    with pytest.raises(Refused):
        join(team, group, child)
    member = GroupMember.everything.filter(user=child).first()
    assert group_members.admit(
        member, by=team["worker"], now=at(9, on=ENDS), screening="适合", consent_on=ENDS, guardian_consent_on=ENDS
    ).state == GroupMember.State.ADMITTED  # fmt: skip


def test_a_closed_group_takes_nobody_after_its_first_session(team, project):
    group = approved(team, project)
    hold(team, group, 1)
    with pytest.raises(Refused):
        join(team, fresh(group), make_resident(team["department"], "迟来"))


def test_a_member_who_left_stands_on_the_sessions_before_and_not_on_those_after(team, project):
    group = approved(team, project)
    hold(team, group, 1)
    gone = GroupMember.everything.filter(group=group).first()
    group_members.leave(
        gone, by=team["worker"], now=at(9, on=DAYS[1] - timedelta(days=1)), left_because="搬家"
    )
    first, second = (GroupSession.everything.get(group=group, position=place) for place in (1, 2))
    assert len(asking.members_of_session(first)) == 4
    assert len(asking.members_of_session(second)) == 3


def test_sessions_that_fall_out_let_the_group_end_and_the_evaluation_waits_for_every_record(team, project):
    group = approved(team, project)
    for position in (1, 2, 3):
        hold(team, group, position, recorded=position != 3)
    last = GroupSession.everything.get(group=group, position=4)
    group_sessions.call_off(last, by=team["worker"], now=at(9, on=DAYS[3]), called_off_because="台风")
    assert fresh(group).state == Group.State.ENDED and fresh(group).last_on == DAYS[2]
    texts = {"results": "达成", "process": "顺利", "recommendations": "转互助"}
    with pytest.raises(Refused):
        groups.submit_evaluation(fresh(group), by=team["worker"], now=at(9, on=DAYS[3]), **texts)


def test_notes_on_members_are_read_by_the_worker_and_those_above_alone(team, project):
    group = approved(team, project)
    session = hold(team, group, 1)
    member = asking.members_of_session(session)[0]
    notes = {member.public_id: "提到失眠"}
    group_sessions.record(session, by=team["worker"], now=at(18, on=DAYS[0]), notes=notes, **RECORD, **HOURS)
    readers = {
        name: MemberNote.objects.visible_to(team[name]).count()
        for name in ("worker", "head", "director", "colleague")
    }
    assert readers == {"worker": 1, "head": 1, "director": 1, "colleague": 0}
    with pytest.raises(PermissionDenied):
        group_sessions.record(
            session, by=team["colleague"], now=at(18, on=DAYS[0]), notes=notes, **RECORD, **HOURS
        )
    group_sessions.record(session, by=team["colleague"], now=at(18, on=DAYS[0]), **RECORD, **HOURS)
    assert MemberNote.everything.get().text == "提到失眠"


@pytest.mark.clause("R4.2.3")
def test_the_worker_who_is_rated_neither_enters_nor_collects_answers(team, project):
    group = approved(team, project)
    answer = {"group": group, "attitude": 5, "effect": 4, "given_on": ENDS}
    with pytest.raises(Refused):
        groups.give_answer(GroupAnswer(**answer), by=team["worker"], now=at(9, on=ENDS))
    with pytest.raises(Refused):
        groups.give_answer(
            GroupAnswer(**answer, collected_by=team["worker"].person),
            by=team["colleague"],
            now=at(9, on=ENDS),
        )
    kept = groups.give_answer(GroupAnswer(**answer), by=team["colleague"], now=at(9, on=ENDS))
    assert kept.collected_by == team["colleague"].person
    assert asking.opinion_of(group, 5).mean == Decimal("4.50")


def test_tests_before_and_after_are_paired_by_member_and_version(team, project):
    group = approved(team, project, people=3, instrument="支持量表", instrument_version="2")
    members = list(GroupMember.everything.filter(group=group).order_by("pk"))
    for moment, scores in (("before", (10, 12, 9)), ("after", (13, 14))):
        given = dict(zip((each.public_id for each in members), map(Decimal, scores), strict=False))
        group_members.note_tests(
            group, by=team["worker"], now=at(9, on=ENDS), moment=moment, taken_on=ENDS, scores=given
        )
    found = asking.tests_of(group, 10)
    assert (found.pairs, found.missing, found.mean, found.speaks) == (2, 1, Decimal("2.50"), False)


def test_hours_are_told_for_the_lead_and_the_co_worker_each(team, project):
    group = approved(team, project, co_worker=team["colleague"].person)
    hold(team, group, 1)
    rows = list(session_minutes(None, DAYS[0], DAYS[0]))
    told = [(row.worker, row.minutes, row.category, row.leads) for row in rows]
    lead, other = team["worker"].person_id, team["colleague"].person_id
    assert told == [
        (lead, 90, Category.SESSION, True), (lead, 60, Category.PREPARATION, True), (lead, 30, Category.RECORDS, True),
        (other, 90, Category.SESSION, False),
    ]  # fmt: skip
    assert [row.worker for row in session_minutes({other}, DAYS[0], DAYS[0])] == [other]
    assert list(session_minutes(None, DAYS[1], DAYS[1])) == []


def test_what_is_due_stands_on_the_desk_of_the_lead_worker(team, project):
    group = approved(team, project)
    hold(team, group, 1, recorded=False)
    [record, second] = asking.due_sessions(team["worker"], DAYS[1])
    assert record.due == DAYS[0] + timedelta(days=3) and second.due == DAYS[1]
    assert list(asking.due_sessions(team["colleague"], DAYS[1])) == []
    GroupSession.everything.filter(group=group, held_on=None).update(called_off_on=DAYS[1])
    group_sessions.record(
        GroupSession.everything.get(group=group, position=1),
        by=team["worker"],
        now=at(18, on=DAYS[1]),
        **RECORD,
        **HOURS,
    )
    [evaluation] = asking.due_evaluations(team["worker"], TODAY)
    assert evaluation.due == DAYS[0] + timedelta(days=14)


def test_somebody_without_the_right_plans_nothing(team, project, actor_with, south):
    stranger = actor_with(south, "services.*")
    with pytest.raises(PermissionDenied):
        groups.plan(
            Group(unit=team["department"], title="x", kind="growth"), by=stranger, now=at(9, on=PLANNED)
        )
