"""Weekly and monthly papers: summary and next plan in one, carried over, on time, read and signed."""

from datetime import date, timedelta

import pytest

from banyan.core import door
from banyan.domains.projects.deeds import papers
from banyan.domains.projects.models import Paper, PlanItem
from banyan.domains.projects.queries import papers as queries
from banyan.domains.projects.queries.papers import Line
from banyan.foundation.refusal import Refused
from tests.projects.makers import SYSTEM
from tests.projects.meeting_makers import agree, at, call, draft, fresh, handed_in, hold, make_team, sign

MONDAY = date(2025, 10, 20)
FRIDAY = date(2025, 10, 24)


@pytest.fixture
def team(north):
    return make_team(north)


def plan(paper):
    with door.opened("test"):
        return list(PlanItem.everything.filter(paper=paper))


@pytest.mark.clause("P3.4")
def test_a_summary_without_the_next_plan_is_refused(team):
    paper = draft(team, MONDAY)
    papers.keep(paper, by=team.head, now=at(FRIDAY), summary="本周探访 40 户", lines=[])
    with pytest.raises(Refused) as refused:
        papers.submit(paper, by=team.head, now=at(FRIDAY))
    assert list(refused.value.problems) == ["plan"] and refused.value.clause == "P3.4"


@pytest.mark.clause("P3.4")
def test_a_plan_without_the_summary_is_refused(team):
    paper = draft(team, MONDAY)
    papers.keep(paper, by=team.head, now=at(FRIDAY), summary=" ", lines=[Line("探访 42 户")])
    with pytest.raises(Refused) as refused:
        papers.submit(paper, by=team.head, now=at(FRIDAY))
    assert list(refused.value.problems) == ["summary"]


@pytest.mark.clause("P3.4")
def test_the_last_plan_is_ticked_off_and_what_is_carried_over_stands_in_the_next(team):
    first = handed_in(team, MONDAY)
    second = draft(team, MONDAY + timedelta(days=7))
    (line,) = plan(first)
    now = at(FRIDAY + timedelta(days=7))
    papers.keep(second, by=team.head, now=now, summary="本周探访 30 户", lines=[Line("整理台账")])
    with pytest.raises(Refused) as refused:
        papers.submit(second, by=team.head, now=now)
    assert list(refused.value.problems) == ["last"]
    papers.keep(
        second, by=team.head, now=now, summary="本周探访 30 户", outcomes={line.pk: ("carried", "雨天")}
    )
    papers.submit(second, by=team.head, now=now)
    assert [(each.what, each.carried_from_id) for each in plan(second)] == [
        ("整理台账", None),
        ("探访 42 户", line.pk),
    ]
    assert plan(first)[0].state == PlanItem.State.CARRIED


def test_a_line_is_dropped_only_with_a_reason(team):
    (line,) = plan(handed_in(team, MONDAY))
    second = draft(team, MONDAY + timedelta(days=7))
    with pytest.raises(Refused):
        papers.keep(
            second, by=team.head, now=at(date(2025, 10, 31)), summary="x", outcomes={line.pk: ("dropped", "")}
        )


@pytest.mark.clause("P3.3", "P3.4")
def test_the_next_plan_begins_with_what_is_unfinished(team):
    meeting = hold(team, call(team))
    agree(team, meeting, date(2025, 10, 29), what="核对独居长者名册")
    agree(team, meeting, date(2025, 12, 1), what="很久以后的事")
    agree(team, meeting, date(2025, 10, 29), what="别部门的事", department=team.youth)
    assert [(each.what, each.source) for each in plan(draft(team, MONDAY))] == [
        ("核对独居长者名册", "AI-2025-0001")
    ]


@pytest.mark.clause("P3.4")
def test_a_paper_after_its_day_is_marked_late_by_calendar_days(team):
    assert handed_in(team, MONDAY).late_days == 0
    assert handed_in(team, MONDAY + timedelta(days=7), on=date(2025, 11, 3)).late_days == 3


@pytest.mark.clause("P3.4")
def test_a_worked_weekend_moves_the_due_day_and_a_week_of_holidays_asks_for_nothing(team):
    worked_sunday = draft(team, date(2025, 9, 22))
    assert worked_sunday.due_on == date(2025, 9, 28)
    with pytest.raises(Refused):
        draft(team, date(2026, 2, 16))


@pytest.mark.clause("P3.3")
def test_a_month_is_due_on_its_last_work_day_and_a_week_belongs_to_the_month_of_its_friday(team):
    assert draft(team, date(2025, 11, 1), "monthly", on=date(2025, 11, 28)).due_on == date(2025, 11, 28)
    assert draft(team, date(2025, 9, 29), on=date(2025, 10, 3)).month == date(2025, 10, 1)


@pytest.mark.clause("P3.4")
def test_a_month_with_a_missing_week_cannot_be_closed_until_it_is_explained(team):
    for monday in (date(2025, 11, 3), date(2025, 11, 10), date(2025, 11, 24)):
        handed_in(team, monday)
    with pytest.raises(Refused) as refused:
        handed_in(team, date(2025, 11, 1), "monthly", on=date(2025, 11, 28))
    assert "11-17" in str(refused.value) and refused.value.clause == "P3.4"
    missing = Paper(
        project=team.project,
        unit=team.elders,
        kind="weekly",
        starts_on=date(2025, 11, 17),
        explanation="全员外出培训",
    )
    papers.explain(missing, by=team.head, now=at(date(2025, 11, 28)))
    with door.opened("test"):
        monthly = Paper.everything.get(kind="monthly")
    assert papers.submit(monthly, by=team.head, now=at(date(2025, 11, 28))).state == Paper.State.SUBMITTED


def test_only_a_week_that_is_over_is_explained_and_with_a_reason(team):
    paper = Paper(project=team.project, unit=team.elders, kind="weekly", starts_on=MONDAY, explanation="培训")
    with pytest.raises(Refused):
        papers.explain(paper, by=team.head, now=at(FRIDAY))
    paper.explanation = " "
    with pytest.raises(Refused):
        papers.explain(paper, by=team.head, now=at(date(2025, 10, 28)))


@pytest.mark.clause("P3.4")
def test_the_superior_reads_and_signs_with_a_remark_and_the_writer_cannot(team):
    paper = handed_in(team, MONDAY)
    with pytest.raises(Refused):
        sign(paper, team.head, FRIDAY)
    sign(paper, team.lead, FRIDAY, "探访安排合理")
    kept = fresh(paper)
    assert (kept.state, kept.read_by, kept.remark) == (Paper.State.READ, team.lead.person, "探访安排合理")


def test_everybody_writes_their_own_paper_only(team):
    with pytest.raises(Refused):
        draft(team, MONDAY, person=team.worker.person)
    own = Paper(
        project=team.project, unit=team.elders, kind="weekly", starts_on=MONDAY, person=team.worker.person
    )
    assert papers.begin(own, by=team.worker, now=at(FRIDAY)).author == team.worker.person


def test_a_department_of_another_station_has_no_paper_here(team, south):
    paper = Paper(project=team.project, unit=south, kind="weekly", starts_on=MONDAY)
    with pytest.raises(Refused):
        papers.begin(paper, by=SYSTEM, now=at(FRIDAY))


def test_a_week_has_one_paper_for_a_department(team):
    draft(team, MONDAY)
    with pytest.raises(Refused):
        draft(team, MONDAY)


def test_a_summary_is_not_written_before_its_time(team):
    with pytest.raises(Refused):
        draft(team, MONDAY, on=date(2025, 10, 17))


def test_weeks_before_the_contract_are_not_asked_for(team):
    paper = draft(team, date(2025, 4, 1), "monthly", on=date(2025, 4, 30))
    with door.opened("test"):
        missing = queries.weeks_missing(paper, date(2025, 4, 1))
    assert missing == [date(2025, 3, 31), date(2025, 4, 7), date(2025, 4, 14), date(2025, 4, 21)]
