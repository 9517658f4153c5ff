"""A meeting from its agenda to minutes that everybody has read, and what was agreed until it is closed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.notices.models import Notice
from banyan.domains.projects.deeds import action_items, exemptions, meetings
from banyan.domains.projects.models import Attendee, Exemption, Meeting
from banyan.domains.projects.queries import kickoff
from banyan.domains.projects.queries import meetings as queries
from banyan.foundation.refusal import Refused
from tests.projects.meeting_makers import (
    TEXTS,
    WEDNESDAY,
    agree,
    at,
    call,
    confirmed,
    fresh,
    hold,
    make_team,
    minutes,
    sign,
)


@pytest.fixture
def team(north):
    return make_team(north)


def rows(meeting):
    with door.opened("test"):
        return {row.person_id: row for row in Attendee.everything.filter(meeting=meeting)}


@pytest.mark.clause("R9.1.3")
def test_a_called_meeting_invites_the_team_takes_its_number_and_tells_them(team):
    meeting = call(team)
    assert (
        meeting.number == "MT-2025-0001" and meeting.unit == team.unit and meeting.chair == team.lead.person
    )
    assert set(rows(meeting)) == {each.person_id for each in team.people}
    with door.opened("test"):
        assert Notice.everything.filter(kind="meeting").count() == len(team.people)


@pytest.mark.clause("R9.1.4")
def test_a_meeting_without_agenda_is_not_called(team):
    with pytest.raises(Refused) as refused:
        call(team, agenda=" ")
    assert list(refused.value.problems) == ["agenda"]


@pytest.mark.clause("R9.1.7")
def test_a_meeting_between_departments_names_the_one_that_leads(team):
    with pytest.raises(Refused):
        call(team, "cross")
    meeting = call(team, "cross", lead_department=team.elders)
    assert set(rows(meeting)) == {team.lead.person_id, team.head.person_id, team.other.person_id}


@pytest.mark.clause("R9.1.3")
def test_attendance_keeps_who_was_there_and_why_somebody_was_not(team):
    meeting = hold(team, call(team), team.worker)
    kept = rows(meeting)[team.worker.person_id]
    assert (kept.answer, kept.apology, meeting.state) == ("excused", "外勤", Meeting.State.HELD)
    assert meeting.minutes_due_on == date(2025, 10, 24)


@pytest.mark.clause("R9.1.3")
def test_an_apology_without_reason_is_refused(team):
    with pytest.raises(Refused):
        hold(team, call(team), team.worker, reason=" ")


@pytest.mark.clause("R9.1.3")
def test_a_deputy_chairs_only_with_a_written_reason(team):
    meeting = call(team)
    with pytest.raises(Refused) as refused:
        hold(team, meeting, chair=team.head.person)
    assert "chair_reason" in refused.value.problems
    held = hold(team, meeting, chair=team.head.person, chair_reason="主任外出开会")
    assert held.chair == team.head.person


def test_attendance_of_a_meeting_to_come_is_refused(team):
    meeting = call(team)
    with pytest.raises(Refused):
        meetings.hold(meeting, by=team.head, now=at(WEDNESDAY - timedelta(days=1)),
                      answers={team.lead.person_id: ("present", "")}, chair=team.lead.person)  # fmt: skip


@pytest.mark.clause("R9.1.6")
def test_minutes_are_due_in_work_days_over_holidays_and_worked_weekends(team):
    before_holidays = hold(team, call(team, on=date(2025, 9, 30)))
    assert before_holidays.minutes_due_on == date(2025, 10, 10)
    worked_sunday = hold(team, call(team, on=date(2025, 9, 26)))
    assert worked_sunday.minutes_due_on == date(2025, 9, 29)


@pytest.mark.clause("R3.2.7")
@pytest.mark.parametrize("missing", ["progress", "problems", "plan"])
def test_weekly_minutes_without_one_of_the_three_sections_are_refused(team, missing):
    meeting = hold(team, call(team))
    with pytest.raises(Refused) as refused:
        minutes(team, meeting, **(TEXTS | {missing: ""}))
    assert list(refused.value.problems) == [missing] and refused.value.clause == "R3.2.7"


@pytest.mark.clause("R9.1.6")
def test_minutes_are_confirmed_by_the_chair_and_by_nobody_else(team):
    meeting = minutes(team, hold(team, call(team)))
    for somebody in (team.head, team.worker):
        with pytest.raises(Refused):
            meetings.confirm(meeting, by=somebody, now=at(WEDNESDAY, 18))
    assert meetings.confirm(meeting, by=team.lead, now=at(WEDNESDAY, 18)).state == Meeting.State.CONFIRMED


@pytest.mark.clause("R9.1.6")
def test_the_chair_does_not_write_the_minutes_to_be_confirmed(team):
    meeting = hold(team, call(team))
    meetings.keep(meeting, by=team.lead, now=at(WEDNESDAY, 12), texts=TEXTS)
    with pytest.raises(Refused):
        meetings.write(meeting, by=team.lead, now=at(WEDNESDAY, 13))


def test_minutes_sent_back_come_with_a_reason_and_can_be_mended(team):
    meeting = minutes(team, hold(team, call(team)))
    with pytest.raises(Refused):
        meetings.send_back(meeting, by=team.lead, now=at(WEDNESDAY, 18), reason="")
    back = meetings.send_back(meeting, by=team.lead, now=at(WEDNESDAY, 18), reason="缺问题分析")
    assert (back.state, back.minutes_on) == (Meeting.State.HELD, None)


@pytest.mark.clause("R9.1.6")
def test_a_read_receipt_is_given_by_the_person_for_confirmed_minutes(team):
    meeting = minutes(team, hold(team, call(team)))
    row = rows(meeting)[team.worker.person_id]
    with pytest.raises(Refused):
        meetings.read(row, by=team.worker, now=at(WEDNESDAY, 18))
    meetings.confirm(meeting, by=team.lead, now=at(WEDNESDAY, 18))
    with pytest.raises(Refused):
        meetings.read(row, by=team.head, now=at(WEDNESDAY, 19))
    assert meetings.read(row, by=team.worker, now=at(WEDNESDAY, 19)).read_at is not None


@pytest.mark.clause("R9.1.5")
def test_open_items_come_back_in_the_next_meeting_and_must_be_looked_at(team):
    first = hold(team, call(team))
    item = agree(team, first, WEDNESDAY + timedelta(days=9))
    minutes(team, first)
    second = hold(team, call(team, on=WEDNESDAY + timedelta(days=7)))
    with door.opened("test"):
        assert queries.open_before(second) == [item]
        assert queries.open_before(first) == []
    meetings.keep(second, by=team.head, now=at(second.held_on, 14), texts=TEXTS)
    with pytest.raises(Refused) as refused:
        meetings.write(second, by=team.head, now=at(second.held_on, 15))
    assert list(refused.value.problems) == ["items"] and refused.value.clause == "R9.1.5"
    assert minutes(team, second).state == Meeting.State.WRITTEN


@pytest.mark.clause("R9.1.5")
def test_an_item_is_done_with_a_result_and_dropped_with_a_reason(team):
    meeting = hold(team, call(team))
    done, dropped = (agree(team, meeting, WEDNESDAY + timedelta(days=2)) for _ in range(2))
    later = at(WEDNESDAY + timedelta(days=1))
    with pytest.raises(Refused):
        action_items.finish(done, by=team.worker, now=later, result=" ")
    assert (
        action_items.finish(done, by=team.worker, now=later, result="已核对 210 户").closed_on == later.date()
    )
    with pytest.raises(Refused):
        action_items.drop(dropped, by=team.head, now=later, reason="")
    assert action_items.drop(dropped, by=team.head, now=later, reason="街道已统一核对").state == "dropped"


def test_an_item_gets_a_later_day_only_with_a_reason(team):
    item = agree(team, hold(team, call(team)), WEDNESDAY + timedelta(days=2))
    with pytest.raises(Refused):
        action_items.postpone(item, by=team.head, now=at(WEDNESDAY, 15), due_on=WEDNESDAY, reason="x")
    with pytest.raises(Refused):
        action_items.postpone(item, by=team.head, now=at(WEDNESDAY, 15), due_on=date(2025, 11, 3), reason="")
    moved = action_items.postpone(
        item, by=team.head, now=at(WEDNESDAY, 15), due_on=date(2025, 11, 3), reason="名册未到"
    )
    assert moved.due_on == date(2025, 11, 3)


@pytest.mark.clause("R9.1.5", "R9.3.1")
def test_a_late_item_goes_to_the_owners_superior_as_a_problem_once(team):
    item = agree(team, hold(team, call(team)), WEDNESDAY + timedelta(days=2))
    with pytest.raises(Refused):
        action_items.raise_up(item, by=team.head, now=at(item.due_on))
    raised = action_items.raise_up(item, by=team.head, now=at(item.due_on + timedelta(days=5)))
    with door.opened("test"):
        from banyan.domains.projects.models import Problem

        problem = Problem.everything.get(number=raised.problem)
    assert problem.owner == team.head.person and problem.source_number == item.number
    with pytest.raises(Refused):
        action_items.raise_up(raised, by=team.head, now=at(item.due_on + timedelta(days=6)))


@pytest.mark.clause("R1.3.4", "R9.1.7")
def test_a_joint_item_names_two_departments(team):
    meeting = hold(team, call(team, "cross", lead_department=team.elders))
    with pytest.raises(Refused):
        agree(team, meeting, date(2025, 11, 3), supporting=team.elders)
    item = agree(team, meeting, date(2025, 11, 3), supporting=team.youth)
    assert (item.department, item.supporting) == (team.elders, team.youth)


@pytest.mark.clause("R3.2.1")
def test_who_missed_the_kickoff_is_briefed_by_somebody_who_was_there(team):
    meeting = confirmed(team, "kickoff", date(2025, 4, 8), team.worker)
    with door.opened("test"):
        assert kickoff.kickoff_held(team.project, date(2025, 4, 30)) == meeting
        (away,) = kickoff.kickoff_unbriefed(team.project)
    day = date(2025, 4, 10)
    for wrong in (team.worker,):
        with pytest.raises(Refused):
            meetings.brief(away, by=wrong, now=at(day), briefed_on=day)
    with pytest.raises(Refused):
        meetings.brief(away, by=team.head, now=at(day), briefed_on=date(2025, 4, 1))
    meetings.brief(away, by=team.head, now=at(day), briefed_on=day)
    with door.opened("test"):
        assert kickoff.kickoff_unbriefed(team.project) == []


@pytest.mark.clause("R3.2.1")
def test_a_kickoff_without_confirmed_minutes_does_not_open_the_project(team):
    minutes(team, hold(team, call(team, "kickoff", date(2025, 4, 8))))
    with door.opened("test"):
        assert kickoff.kickoff_held(team.project, date(2025, 4, 30)) is None


@pytest.mark.clause("R3.2.7")
def test_a_week_without_meeting_is_excused_by_the_directors_signature(team):
    asked = Exemption(
        project=team.project, unit=team.unit, kind="weekly", starts_on=WEDNESDAY, reason="台风停工"
    )
    made = exemptions.register_exemption(asked, by=team.head, now=at(WEDNESDAY))
    assert (made.starts_on, made.state) == (date(2025, 10, 20), Exemption.State.WAITING)
    sign(made, team.lead, WEDNESDAY)
    assert fresh(made).state == Exemption.State.SIGNED


@pytest.mark.clause("R3.2.7")
def test_a_week_with_its_meeting_needs_no_excuse(team):
    hold(team, call(team))
    asked = Exemption(
        project=team.project, unit=team.unit, kind="weekly", starts_on=WEDNESDAY, reason="台风停工"
    )
    with pytest.raises(Refused):
        exemptions.register_exemption(asked, by=team.head, now=at(WEDNESDAY, 18))


def test_nothing_is_called_held_or_confirmed_without_the_right(team, south):
    from tests.makers import make_actor

    stranger = make_actor(south, "projects.*")
    meeting = call(team)
    with pytest.raises(PermissionDenied):
        meetings.hold(meeting, by=stranger, now=at(WEDNESDAY, 12), answers={}, chair=None)
    with door.opened("test"):
        assert not Meeting.objects.visible_to(stranger).exists()
