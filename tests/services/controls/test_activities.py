"""What activities prove: a good period is met, one record changed flips it, an unrelated one changes nothing."""

from datetime import date

import pytest

from banyan.core import door
from banyan.domains.services.models import Activity, Attendance, Feedback, Summary
from tests.controls import faults, outcome, verdict
from tests.makers import make_person
from tests.projects.makers import make_project
from tests.services.makers import NOW, make_activity, make_sheet, make_user

HELD = date(2025, 11, 20)
APPROVED = NOW.replace(month=11, day=10)
HANDED_IN = NOW.replace(month=11, day=24)


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def other(north):
    return make_project(north)


def held(project, summary_at=HANDED_IN, people=2, **fields):
    """An activity that was approved, held, signed in and summed up."""
    wanted = {
        "project": project, "held_on": HELD, "plan_approved_at": APPROVED, "counts_for": "K04",
        "state": Activity.State.ACCEPTED, "responsible": make_person(project.unit),
    } | fields  # fmt: skip
    activity = make_activity(project.unit, **wanted)
    sheet = make_sheet(activity, held_on=activity.held_on)
    with door.opened("test"):
        for place in range(people):
            user = make_user(project.unit, number=f"R-{activity.pk}-{place}", community="东")
            Attendance.everything.create(sheet=sheet, position=place + 1, role="resident", user=user)
        if summary_at:
            Summary.everything.create(
                activity=activity,
                process="x",
                results="x",
                experience="x",
                submitted_at=summary_at,
                actual_cost=100,
            )
        Activity.everything.filter(pk=activity.pk).update(person_times=people)
    return activity


def change(activity, **fields):
    with door.opened("test"):
        Activity.everything.filter(pk=activity.pk).update(**fields)


@pytest.mark.clause("R3.2.2")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "met"),
        ({"plan_approved_at": None}, "breached"),
        ({"plan_approved_at": NOW.replace(month=11, day=22)}, "breached"),
        ({"plan_item": ""}, "attention"),
        ({"plan_item": "", "off_plan_reason": "台风后入户"}, "met"),
        ({"held_on": date(2025, 9, 30)}, "not_applicable"),
        ({"state": Activity.State.CANCELLED}, "not_applicable"),
    ],
)
def test_services_follow_the_plan(project, fields, expected):
    activity = held(project)
    change(activity, **fields)
    assert verdict("R3.2.2", project) == expected


@pytest.mark.clause("R3.2.2")
@pytest.mark.parametrize(("day", "expected"), [(27, "met"), (28, "attention"), (None, "breached")])
def test_a_summary_comes_within_the_days_of_the_setting(project, day, expected):
    activity = held(project, summary_at=NOW.replace(month=11, day=day) if day else None)
    assert verdict("R3.2.2", project) == expected
    assert faults("R3.2.2", project) == ([] if expected == "met" else [activity.number])


@pytest.mark.clause("R3.2.2")
def test_the_days_that_were_set_on_the_day_of_the_fact_hold(project):
    from banyan.core.dated.models import DatedSetting

    held(project, summary_at=NOW.replace(month=11, day=28))
    with door.opened("test"):
        DatedSetting.everything.create(
            unit=project.unit, key="services.summary_days", value=10, valid_from=date(2025, 11, 20), basis="x"
        )
    assert verdict("R3.2.2", project) == "met"
    with door.opened("test"):
        DatedSetting.everything.filter(key="services.summary_days").first().delete()
        DatedSetting.everything.create(
            unit=project.unit, key="services.summary_days", value=10, valid_from=date(2025, 11, 21), basis="x"
        )
    assert verdict("R3.2.2", project) == "attention"


@pytest.mark.clause("R3.2.2", "R1.3.3", "R2.2.14")
def test_another_projects_activity_changes_nothing(project, other):
    held(project)
    held(other, plan_approved_at=None, counts_for="", responsible=None)
    assert [verdict(clause, project) for clause in ("R3.2.2", "R1.3.3")] == ["met", "met"]


@pytest.mark.clause("R1.3.3")
def test_an_activity_tied_to_no_goal_wants_attention(project):
    activity = held(project)
    assert verdict("R1.3.3", project) == "met"
    change(activity, counts_for="")
    assert (verdict("R1.3.3", project), faults("R1.3.3", project)) == ("attention", [activity.number])


@pytest.mark.clause("R2.2.14")
def test_volunteers_without_a_responsible_worker_are_a_breach(project):
    activity = held(project)
    assert verdict("R2.2.14", project) == "not_applicable"
    sheet = activity.sheets
    with door.opened("test"):
        Attendance.everything.create(sheet=sheet.get(), position=9, role="volunteer", volunteer_number="V1")
    assert verdict("R2.2.14", project) == "met"
    change(activity, responsible=None)
    assert (verdict("R2.2.14", project), faults("R2.2.14", project)) == ("breached", [activity.number])


@pytest.mark.clause("P2.2")
def test_reach_counts_persons_and_says_when_it_cannot_be_told(project, other):
    activity = held(project, people=20)
    assert verdict("P2.2", project) == "met"
    assert outcome("P2.2", project).evidence[0].sentence.params["persons"] == 20
    held(other, people=1)
    with door.opened("test"):
        for place in range(2):
            Attendance.everything.create(sheet=activity.sheets.get(), position=50 + place, role="resident")
    assert verdict("P2.2", project) == "attention"
    assert verdict("P2.2", other) == "met"


@pytest.mark.clause("R2.1.4")
def test_a_team_needs_social_workers_staff_and_volunteers(project, south):
    from tests.staff.controls.makers import employed

    activity = held(project)
    assert verdict("R2.1.4", project) == "breached"
    employed(project.unit, social_worker=True)
    employed(south, social_worker=False)
    assert verdict("R2.1.4", project) == "attention"
    employed(project.unit, social_worker=False)
    with door.opened("test"):
        Attendance.everything.create(sheet=activity.sheets.get(), position=9, role="volunteer")
    assert verdict("R2.1.4", project) == "met"


@pytest.mark.clause("R1.1.2")
def test_a_purpose_that_nobody_measured_says_so(project):
    from tests.projects.makers import make_indicator
    from tests.staff.controls.makers import employed

    make_indicator(project)
    employed(project.unit, social_worker=True)
    activity = held(project)
    unmeasured = outcome("R1.1.2", project).faults
    assert [str(fault.sentence).split(":")[0] for fault in unmeasured] == ["Quality"]
    with door.opened("test"):
        for _answer in range(30):
            Feedback.everything.create(activity=activity, score=4, given_on=HELD)
    assert verdict("R1.1.2", project) == "met"
    assert len(outcome("R1.1.2", project).evidence) == 5
