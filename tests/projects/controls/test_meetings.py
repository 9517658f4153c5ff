"""Each control of meetings and items: a good period is met, one record changed flips it, another project's does not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.domains.projects.deeds import action_items, exemptions, meetings
from banyan.domains.projects.models import ActionItem, Attendee, Exemption, LeadTerm, Meeting
from banyan.foundation.periods import Period
from tests.controls import faults, outcome, verdict
from tests.projects.makers import make_project
from tests.projects.meeting_makers import (
    WEDNESDAY,
    agree,
    at,
    call,
    confirmed,
    everybody_reads,
    hold,
    make_team,
    minutes,
    sign,
)

WEEK = Period(date(2025, 10, 20), date(2025, 10, 26))
MONTH = Period(date(2025, 10, 1), date(2025, 10, 31))
MET, ATTENTION, BREACHED, NOT_APPLICABLE = "met", "attention", "breached", "not_applicable"


@pytest.fixture
def team(north):
    return make_team(north)


def change(record, **values):
    """Somebody falsified or forgot something."""
    with door.opened("test"):
        type(record).everything.filter(pk=record.pk).update(**values)


def elsewhere(team, kind="weekly", on=WEDNESDAY):
    """The same meeting of another project, with everything that can be wrong with it."""
    other = make_project(team.unit, lead=team.lead.person)
    meeting = Meeting(project=other, unit=team.unit, kind=kind, held_on=on, title="别的项目", agenda="一",
                      lead_department=team.elders)  # fmt: skip
    meeting = meetings.call(meeting, by=team.head, now=at(on - timedelta(days=1)))
    change(meeting, state=Meeting.State.HELD, agenda="", chair=None, minutes_due_on=on)
    return meeting


@pytest.mark.clause("R3.2.7")
def test_a_week_with_its_meeting_is_met_and_without_it_breached(team):
    meeting = confirmed(team)
    assert verdict("R3.2.7", team.project, WEEK) == MET
    change(meeting, held_on=date(2025, 10, 15))
    assert verdict("R3.2.7", team.project, WEEK) == BREACHED
    assert faults("R3.2.7", team.project, WEEK) == [""]


@pytest.mark.clause("R3.2.7")
def test_another_projects_meeting_or_one_of_another_kind_proves_no_week(team):
    confirmed(team, "topic")
    elsewhere(team)
    assert verdict("R3.2.7", team.project, WEEK) == BREACHED


@pytest.mark.clause("R3.2.7")
def test_a_signed_reason_excuses_a_week_and_an_unsigned_one_wants_attention(team):
    asked = Exemption(
        project=team.project, unit=team.unit, kind="weekly", starts_on=WEDNESDAY, reason="台风停工"
    )
    made = exemptions.register_exemption(asked, by=team.head, now=at(WEDNESDAY))
    assert verdict("R3.2.7", team.project, WEEK) == ATTENTION
    sign(made, team.lead, WEDNESDAY)
    assert verdict("R3.2.7", team.project, WEEK) == MET
    assert verdict("R3.2.7", team.project, Period(date(2025, 10, 27), date(2025, 11, 2))) == BREACHED


@pytest.mark.clause("R3.2.7")
def test_a_week_that_is_not_over_is_not_held_against_anybody(team):
    confirmed(team)
    two = Period(date(2025, 10, 20), date(2025, 10, 31))
    assert verdict("R3.2.7", team.project, two, today=date(2025, 10, 31)) == MET
    assert verdict("R3.2.7", team.project, two, today=date(2025, 11, 3)) == BREACHED


@pytest.mark.clause("R3.2.7")
def test_a_week_of_which_only_the_last_day_is_under_contract_asks_for_no_meeting(team):
    friday = make_project(team.unit, lead=team.lead.person, contract={"starts_on": date(2025, 10, 24)})
    thursday = make_project(team.unit, lead=team.lead.person, contract={"starts_on": date(2025, 10, 23)})
    assert verdict("R3.2.7", friday, WEEK) == NOT_APPLICABLE
    assert faults("R3.2.7", friday, Period(WEEK.start, date(2025, 11, 2))) == [""]
    assert len(faults("R3.2.7", thursday, Period(WEEK.start, date(2025, 11, 2)))) == 2


@pytest.mark.parametrize("clause", ["P3.5", "R9.1.7"])
def test_a_month_of_which_only_the_last_days_are_under_contract_asks_for_no_meeting(team, clause):
    late = make_project(team.unit, lead=team.lead.person, contract={"starts_on": date(2025, 10, 28)})
    early = make_project(team.unit, lead=team.lead.person, contract={"starts_on": date(2025, 10, 27)})
    two = Period(MONTH.start, date(2025, 11, 30))
    assert [found.on for found in outcome(clause, late, two).faults] == [date(2025, 11, 30)]
    assert {found.on for found in outcome(clause, early, two).faults} == {MONTH.end, date(2025, 11, 30)}


@pytest.mark.clause("R3.2.1")
def test_a_kickoff_that_everybody_knows_of_is_met(team):
    meeting = confirmed(team, "kickoff", date(2025, 4, 8), team.worker)
    assert verdict("R3.2.1", team.project) == BREACHED
    with door.opened("test"):
        away = Attendee.everything.get(meeting=meeting, person=team.worker.person)
    meetings.brief(away, by=team.head, now=at(date(2025, 4, 10)), briefed_on=date(2025, 4, 10))
    assert verdict("R3.2.1", team.project) == MET
    change(meeting, state=Meeting.State.WRITTEN)
    assert verdict("R3.2.1", team.project) == BREACHED


@pytest.mark.clause("R3.2.1")
def test_a_project_without_kickoff_is_breached_once_its_day_is_over(team):
    elsewhere(team, "kickoff", date(2025, 4, 8))
    assert verdict("R3.2.1", team.project, "2025-04", today=date(2025, 4, 20)) == ATTENTION
    assert verdict("R3.2.1", team.project, "2025-Q4") == BREACHED


@pytest.mark.clause("R3.2.1")
def test_a_late_kickoff_wants_attention(team):
    confirmed(team, "kickoff", date(2025, 5, 20))
    assert verdict("R3.2.1", team.project) == ATTENTION


@pytest.mark.clause("R9.1.3")
def test_a_meeting_was_chaired_rightly_by_whoever_led_the_project_on_its_day(team):
    meeting = confirmed(team)
    change(meeting.project, lead=team.worker.person)
    assert verdict("R9.1.3", team.project, WEEK) == BREACHED
    with door.opened("test"):
        for person, first, last in (
            (team.lead.person, date(2025, 4, 1), WEEK.end),
            (team.worker.person, WEEK.end + timedelta(days=1), None),
        ):
            LeadTerm.everything.create(
                project=team.project, unit=team.unit, person=person, starts_on=first, ends_on=last
            )
    assert verdict("R9.1.3", team.project, WEEK) == MET
    change(meeting, held_on=WEEK.end + timedelta(days=3))
    assert verdict("R9.1.3", team.project, MONTH) == BREACHED


@pytest.mark.clause("R9.1.3")
def test_attendance_and_chair_are_judged(team):
    meeting = confirmed(team)
    elsewhere(team)
    assert verdict("R9.1.3", team.project, WEEK) == MET
    with door.opened("test"):
        Attendee.everything.filter(meeting=meeting, person=team.worker.person).update(answer="absent")
    assert verdict("R9.1.3", team.project, WEEK) == ATTENTION
    change(meeting, chair=None)
    assert verdict("R9.1.3", team.project, WEEK) == BREACHED
    change(meeting, chair=team.head.person, chair_reason="")
    assert verdict("R9.1.3", team.project, WEEK) == BREACHED
    change(meeting, chair_reason="主任外出")
    assert verdict("R9.1.3", team.project, WEEK) == ATTENTION


@pytest.mark.clause("R9.1.4")
def test_a_meeting_without_agenda_or_with_an_empty_section_is_breached(team):
    meeting = confirmed(team)
    elsewhere(team)
    assert verdict("R9.1.4", team.project, WEEK) == MET
    change(meeting, problems="")
    assert faults("R9.1.4", team.project, WEEK) == [meeting.number]
    change(meeting, problems="无", agenda=" ")
    assert verdict("R9.1.4", team.project, WEEK) == BREACHED


@pytest.mark.clause("R9.1.5")
def test_items_are_met_when_closed_in_time_and_breached_when_late_and_not_raised(team):
    meeting = hold(team, call(team))
    item = agree(team, meeting, date(2025, 10, 24))
    action_items.finish(item, by=team.worker, now=at(date(2025, 10, 24)), result="已核对")
    assert verdict("R9.1.5", team.project, WEEK) == MET
    change(item, closed_on=date(2025, 10, 26))
    assert verdict("R9.1.5", team.project, WEEK) == ATTENTION
    change(item, state=ActionItem.State.OPEN, closed_on=None)
    assert verdict("R9.1.5", team.project, WEEK, today=date(2025, 10, 27)) == ATTENTION
    assert verdict("R9.1.5", team.project, WEEK, today=date(2025, 10, 28)) == BREACHED
    change(item, problem="P-1")
    assert verdict("R9.1.5", team.project, WEEK) == ATTENTION


@pytest.mark.clause("R9.1.5")
def test_an_old_open_item_stays_at_fault_in_later_periods_and_a_future_one_is_not_judged(team):
    meeting = hold(team, call(team))
    old = agree(team, meeting, date(2025, 10, 24))
    agree(team, meeting, date(2026, 1, 20))
    assert faults("R9.1.5", team.project, "2025-12") == [old.number]
    assert verdict("R9.1.5", make_project(team.unit), "2025-12") == NOT_APPLICABLE


@pytest.mark.clause("R9.1.6")
def test_minutes_in_time_confirmed_and_read_are_met(team):
    meeting = confirmed(team)
    elsewhere(team, on=date(2025, 10, 21))
    assert verdict("R9.1.6", team.project, WEEK) == MET
    change(meeting, minutes_on=date(2025, 10, 27))
    assert verdict("R9.1.6", team.project, WEEK) == ATTENTION
    change(meeting, minutes_on=None)
    assert verdict("R9.1.6", team.project, WEEK) == BREACHED


@pytest.mark.clause("R9.1.6")
def test_unread_and_unconfirmed_minutes_want_attention_after_their_days(team):
    meeting = minutes(team, hold(team, call(team)))
    assert verdict("R9.1.6", team.project, WEEK, today=date(2025, 10, 24)) == NOT_APPLICABLE
    assert verdict("R9.1.6", team.project, WEEK) == ATTENTION
    meeting = meetings.confirm(meeting, by=team.lead, now=at(date(2025, 10, 23), 15))
    assert verdict("R9.1.6", team.project, WEEK, today=date(2025, 10, 28)) == MET
    assert verdict("R9.1.6", team.project, WEEK) == ATTENTION
    everybody_reads(team, meeting)
    assert verdict("R9.1.6", team.project, WEEK) == MET


@pytest.mark.parametrize(("clause", "kind"), [("P3.5", "monthly"), ("R9.1.7", "cross")])
@pytest.mark.clause("P3.5", "R9.1.7")
def test_each_month_has_its_meeting(team, clause, kind):
    meeting = confirmed(team, kind, lead_department=team.elders)
    assert verdict(clause, team.project, MONTH) == MET
    elsewhere(team, kind)
    change(meeting, held_on=date(2025, 11, 5))
    assert verdict(clause, team.project, MONTH) == BREACHED
    assert verdict(clause, team.project, MONTH, today=date(2025, 10, 31)) == NOT_APPLICABLE
    assert verdict(clause, team.project, MONTH, today=date(2025, 11, 1)) == BREACHED


@pytest.mark.clause("R9.1.7")
def test_a_centre_without_departments_has_nobody_to_meet_across(team, south):
    assert verdict("R9.1.7", make_project(south), MONTH) == NOT_APPLICABLE
    assert verdict("R9.1.7", team.project, MONTH) == BREACHED


@pytest.mark.clause("R9.1.7", "R1.3.4")
def test_joint_work_has_a_lead_and_both_departments_at_the_table(team):
    meeting = confirmed(team, "cross", lead_department=team.elders)
    change(meeting, state=Meeting.State.HELD)
    item = agree(team, meeting, date(2025, 11, 3), supporting=team.youth)
    change(meeting, state=Meeting.State.CONFIRMED)
    assert verdict("R1.3.4", team.project, MONTH) == MET
    assert verdict("R9.1.7", team.project, MONTH) == MET
    with door.opened("test"):
        Attendee.everything.filter(meeting=meeting, person=team.other.person).update(answer="excused")
    assert verdict("R1.3.4", team.project, MONTH) == ATTENTION
    assert verdict("R1.3.4", make_project(team.unit), MONTH) == NOT_APPLICABLE
    change(item, department=None)
    assert verdict("R9.1.7", team.project, MONTH) == BREACHED
    assert verdict("R1.3.4", team.project, MONTH) == BREACHED


@pytest.mark.parametrize(
    "clause", ["R3.2.1", "R3.2.7", "R9.1.3", "R9.1.4", "R9.1.5", "R9.1.6", "R9.1.7", "P3.5", "R1.3.4"]
)
def test_a_control_asks_the_same_for_one_project_and_for_many(team, clause):
    from banyan.core.controls.declaring import declared
    from banyan.core.controls.evaluating import evaluate
    from banyan.core.controls.scopes import running

    confirmed(team)
    many = [team.project, *(make_project(team.unit) for _ in range(3))]
    counted = []
    with door.opened("test"):
        for projects in ([team.project], many):
            scopes = running([each.public_id for each in projects])
            verdict(clause, team.project, MONTH)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                evaluate(scopes, MONTH, date(2025, 12, 31), declared(clause))
            counted.append(len(asked))
    assert counted[0] == counted[1] > 0


def test_the_evidence_names_the_records_that_prove(team):
    meeting = confirmed(team)
    said = outcome("R3.2.7", team.project, WEEK)
    assert [found.number for found in said.evidence] == [meeting.number]
