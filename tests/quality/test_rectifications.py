"""A fault from its finding to the verified effect."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.notices.models import Notice
from banyan.core.todo import waiting_for
from banyan.domains.quality import public
from banyan.domains.quality.deeds import rectifications as deeds
from banyan.domains.quality.models import Extension, FollowUp, Rectification
from banyan.domains.quality.queries.board import board
from banyan.foundation.refusal import Refused
from tests.projects.makers import make_project
from tests.quality.makers import DUE, NOW, OPERATOR, analysed, at, done, fresh, member, opened, planned, prove

State = Rectification.State


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def owner(north):
    return member(north, "己负责")


@pytest.fixture
def other(north):
    return member(north, "庚核验")


def test_a_fault_takes_its_number_and_waits_for_its_cause(north):
    made = opened(north)
    assert (made.number, made.state, made.round) == ("ZG-2025-0001", State.OPEN, 1)
    assert made.waits_until == NOW.date() + timedelta(days=5)


@pytest.mark.clause("R4.4.1", "R4.4.2", "R4.4.3", "R1.3.5")
def test_the_whole_way_is_walked_by_two_people(north, owner, other):
    record = done(north, owner)
    assert (record.state, record.done_by, record.verifier) == (State.DONE, owner.person, None)
    record = deeds.confirm(record, by=other, now=NOW, effect="连续四周都有纪要")
    assert (record.state, record.verifier) == (State.EFFECTIVE, other.person)
    assert all((record.finding, record.cause, record.measure, record.effect))
    assert record.waits_until is None


@pytest.mark.clause("R4.4.3")
def test_the_owner_does_not_verify_their_own(north, owner):
    record = done(north, owner)
    with pytest.raises(Refused, match="answers for the measure does not verify"):
        deeds.confirm(record, by=owner, now=NOW, effect="连续四周都有纪要")
    assert fresh(record).state == State.DONE


@pytest.mark.clause("R4.4.3")
def test_who_reported_it_done_does_not_verify_it(north, owner, other):
    record = done(north, owner, reporter=other)
    for deed in (deeds.confirm, deeds.reject):
        with pytest.raises(Refused, match="reported the measure done"):
            deed(record, by=other, now=NOW, effect="连续四周都有纪要")


@pytest.mark.clause("R4.4.3")
def test_done_without_a_file_is_refused(north, owner):
    record = planned(north, owner)
    with pytest.raises(Refused, match="Nothing proves"):
        deeds.report_done(record, by=owner, now=NOW, outcome="已排出代理名单")
    prove(record, owner)
    assert deeds.report_done(record, by=owner, now=NOW, outcome="已排出代理名单").state == State.DONE


def test_a_measure_that_did_not_help_opens_the_next_round(north, owner, other):
    record = deeds.reject(
        done(north, owner, clause="R3.2.7"), by=other, now=NOW, effect="第四十五周又没有纪要"
    )
    again = Rectification.everything.get(follows=record)
    assert (record.state, again.state, again.round) == (State.INEFFECTIVE, State.OPEN, 2)
    assert (again.finding, again.clause, again.cause) == (record.finding, "R3.2.7", "")
    assert again.number != record.number


def test_the_same_fault_in_the_same_project_counts_as_occurring_again(north, owner):
    project = make_project(north)
    first = opened(north, project=project, clause="R3.2.7")
    second = opened(north, project=project, clause="R3.2.7")
    others = (
        opened(north, project=project, clause="R3.2.9"),
        opened(north, project=project, clause="R3.2.7", source_kind="complaint"),
        opened(north, clause="R3.2.7"),
    )
    assert (first.occurrence, second.occurrence) == (1, 2)
    assert [each.occurrence for each in others] == [1, 1, 1]


def test_what_was_void_does_not_count_as_an_occurrence(north, owner):
    deeds.void(opened(north, clause="R3.2.7"), by=owner, now=NOW, reason="当周是法定假")
    assert opened(north, clause="R3.2.7").occurrence == 1


@pytest.mark.clause("R4.4.2")
def test_an_extension_keeps_why_and_who_agreed(north, owner, other):
    record = planned(north, owner)
    with pytest.raises(Refused, match="cannot agree"):
        deeds.extend(
            record, by=owner, now=NOW, due_on=date(2025, 11, 10), reason="供应商停工", agreed_by=owner.person
        )
    record = deeds.extend(
        record, by=owner, now=NOW, due_on=date(2025, 11, 10), reason="供应商停工", agreed_by=other.person
    )
    kept = Extension.everything.get()
    assert (record.due_on, record.waits_until) == (date(2025, 11, 10), date(2025, 11, 10))
    assert (kept.before, kept.agreed_by, kept.reason) == (DUE, other.person, "供应商停工")


def test_a_follow_up_is_kept_with_its_day_and_its_author(north, owner):
    deeds.follow_up(planned(north, owner), by=owner, now=at(date(2025, 10, 15)), words="名单已拟好，待公布")
    kept = FollowUp.everything.get()
    assert (kept.on, kept.by) == (date(2025, 10, 15), owner.person)


def test_the_owner_is_told_and_finds_it_on_the_desk(north, owner, other):
    record = planned(north, owner)
    assert Notice.everything.filter(user=owner.user).count() == 1
    mine = list(waiting_for(owner, DUE + timedelta(days=3)))
    assert [(each.number, each.due) for each in mine] == [(record.number, DUE)]
    assert list(waiting_for(other, DUE)) == []


def test_verifying_waits_on_other_desks_only(north, owner, other):
    record = done(north, owner)
    assert [each.number for each in waiting_for(other, DUE)] == [record.number]
    assert list(waiting_for(owner, DUE)) == []


def test_the_board_shows_what_is_late_first(north, owner):
    late, soon = planned(north, owner), planned(north, owner, due_on=date(2025, 11, 12))
    shown = board(owner, date(2025, 11, 10))
    assert [(group.code, [row.record for row in group.rows]) for group in shown.groups] == [
        ("late", [late]),
        ("soon", [soon]),
    ]
    assert shown.groups[0].rows[0].late == 10
    assert shown.under_way == 2


def test_a_record_that_shows_a_fault_leads_to_its_rectification(north, owner):
    project = make_project(north)
    made = public.open_rectification(
        project,
        "control",
        unit=north,
        scope=project.public_id,
        finding="四月没有风险评审",
        clause="R3.2.9",
        by=owner,
        now=NOW,
    )
    assert (made.project, made.source_number) == (project, project.number)
    found = public.rectifications_for([project], owner)
    assert found == {("projects.project", project.public_id): [made]}
    assert public.rectifications_of_clause(project.public_id, "R3.2.9", owner) == [made]


def test_a_stranger_can_neither_open_nor_verify(north, south, owner):
    stranger = member(south, "南客")
    with pytest.raises(PermissionDenied):
        opened(north, by=stranger)
    with pytest.raises(PermissionDenied):
        deeds.confirm(done(north, owner), by=stranger, now=NOW, effect="连续四周都有纪要")


def test_a_step_out_of_order_is_refused(north, owner):
    with pytest.raises(Refused):
        deeds.report_done(analysed(north), by=owner, now=NOW, outcome="已排出代理名单")
    with pytest.raises(Refused):
        deeds.plan(opened(north), by=OPERATOR, now=NOW, measure="排定", owner=owner.person, due_on=DUE)
