"""From plan to counted, with the ledger of the projects room behind it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import activities, signing
from banyan.domains.services.deeds.sheets import TakingInSheets
from banyan.domains.services.models import Activity, SignInSheet
from banyan.domains.services.queries import screens
from banyan.domains.services.rules import signin_sheet
from banyan.foundation.refusal import Refused
from tests.makers import TODAY, make_appointment, make_grant, make_person, make_post, make_unit, make_user
from tests.projects.makers import make_indicator, make_persons_indicator, make_project
from tests.services.makers import HELD_ON, NOW, OPERATOR, PLAN, at, make_activity
from tests.services.makers import make_user as make_resident
from tests.services.sheets import area_names, from_file

WORKER = ("services.*", "projects.*", "approvals.*")


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    made = make_project(north)
    make_indicator(made, "K04")
    make_indicator(made, "K11", field="青少年", department="青少年部")
    make_persons_indicator(made, "K30")
    return made


@pytest.fixture
def team(north):
    """A worker, the department head above, the centre director above both."""
    department = make_unit("N1-E", "长者部", north, kind="department")
    director = make_post(north, "中心主任")
    head = make_post(department, "部门主管", director)
    worker = make_post(department, "社工", head)
    return {
        "department": department,
        "worker": _member(worker, north),
        "head": _member(head, north),
        "director": _member(director, north, "centre-director"),
    }


def _member(post, unit, role=""):
    person = make_person(post.unit, post.title)
    make_appointment(person, post)
    user = make_user(post.unit, person=person)
    make_grant(user, unit, *WORKER, role=role)
    return actor_for(User.objects.select_related("person").get(pk=user.pk), TODAY)


def planned(team, project, **fields):
    activity = Activity(
        unit=team["department"], project=project, title="敬老月义诊", held_on=HELD_ON, **{**PLAN, **fields}
    )
    return activities.plan(activity, by=team["worker"], now=at(9, on=HELD_ON - timedelta(days=10)))


def signed(by, now=NOW):
    """Sign whatever waits for this person; the activity is then as it stands."""
    from banyan.core.approvals.queries import inbox

    for step in list(inbox(by, TODAY)):
        approvals.decide(step, agreed=True, by=by, now=now)


def fresh(record):
    return type(record).everything.get(pk=record.pk)


def ledger(project):
    return {
        row["code"]: (row["counted"], row["pending"])
        for row in projects.ledger(project.number, OPERATOR, TODAY)
    }


def approved(team, project):
    activity = planned(team, project)
    activities.submit_plan(activity, by=team["worker"], now=NOW)
    signed(team["head"])
    signed(team["director"])
    return fresh(activity)


def hold(team, activity, people):
    sheet = signing.sheet_for(activity, HELD_ON, team["worker"], at(8, 30))
    for minute, user in enumerate(people):
        signing.sign_in(sheet, by=team["worker"], now=at(9, minute), user=user)
    signing.close(sheet, by=team["worker"], now=at(11, 30))
    return fresh(sheet)


def summed_up(team, activity):
    texts = {"process": "顺利", "results": "达成", "experience": "早一周通知"}
    activities.submit_summary(activity, by=team["worker"], now=NOW, **texts)
    signed(team["head"])
    return fresh(activity)


def test_the_fitting_indicator_is_proposed_with_the_plan(team, project):
    activity = planned(team, project)
    assert activities.shares_of(activity) == {"K04": 100}


def test_a_plan_takes_its_number_when_it_is_submitted(team, project):
    activity = planned(team, project)
    assert activity.number == ""
    activities.submit_plan(activity, by=team["worker"], now=NOW)
    assert fresh(activity).number == "ACT-2025-0001"


def test_the_plan_is_signed_by_the_superior_and_then_by_the_director(team, project):
    activity = planned(team, project)
    activities.submit_plan(activity, by=team["worker"], now=NOW)
    signed(team["director"])
    assert fresh(activity).state == Activity.State.WAITING
    signed(team["head"])
    assert fresh(activity).state == Activity.State.WAITING
    signed(team["director"])
    assert fresh(activity).state == Activity.State.APPROVED


def test_a_plan_that_comes_back_is_a_draft_again(team, project):
    activity = planned(team, project)
    activities.submit_plan(activity, by=team["worker"], now=NOW)
    step = Step.everything.get(state=Step.State.OPEN)
    approvals.decide(step, agreed=False, by=team["head"], reason="写明应急联系人", now=NOW)
    assert fresh(activity).state == Activity.State.DRAFT


@pytest.mark.clause("R2.2.1")
def test_an_approved_plan_is_not_edited_but_taken_back_and_signed_anew(team, project):
    activity = approved(team, project)
    with pytest.raises(Refused):
        activities.edit(activity, by=team["worker"], now=NOW, budget=9000)
    activities.reopen_plan(activity, by=team["worker"], now=NOW, reason="加一场")
    activity = fresh(activity)
    assert (activity.state, activity.plan_approved_at) == (Activity.State.DRAFT, None)
    activities.edit(activity, by=team["worker"], now=NOW, budget=9000)
    activities.submit_plan(fresh(activity), by=team["worker"], now=NOW)
    assert fresh(activity).state == Activity.State.WAITING


def test_nothing_counts_before_plan_sign_in_and_summary_are_complete_and_approved(team, project, north):
    activity = approved(team, project)
    people = [make_resident(north, f"居{number}") for number in range(16)]
    hold(team, activity, people)
    assert fresh(activity).state == Activity.State.HELD
    assert ledger(project) == {"K04": (0, 1), "K11": (0, 0), "K30": (0, 16)}
    activity = summed_up(team, fresh(activity))
    assert activity.state == Activity.State.ACCEPTED
    assert ledger(project) == {"K04": (1, 0), "K11": (0, 0), "K30": (16, 0)}


def test_an_event_with_too_few_people_is_no_event_and_its_people_are_people(team, project, north):
    activity = approved(team, project)
    hold(team, activity, [make_resident(north, f"居{number}") for number in range(12)])
    summed_up(team, fresh(activity))
    assert (ledger(project)["K04"], ledger(project)["K30"]) == ((0, 0), (12, 0))


def test_the_sample_sheet_raises_one_event_and_forty_people(team, project, north, samples):
    table = from_file(
        signin_sheet.SHEET, samples / "activity_signin.csv", areas=area_names(samples), users={}
    )
    work = TakingInSheets(unit=north, by=team["worker"], now=NOW, project=project)
    work.chunk(table.accepted)
    work.finish()
    assert (ledger(project)["K04"], ledger(project)["K30"]) == ((0, 1), (0, 40))
    activity = Activity.everything.get()
    for name, value in {**PLAN, "safety_lead": team["worker"].person}.items():
        setattr(activity, name, value)
    activity.save()
    activities.submit_plan(activity, by=team["worker"], now=NOW)
    signed(team["head"])
    signed(team["director"])
    assert fresh(activity).state == Activity.State.HELD
    summed_up(team, fresh(activity))
    assert (ledger(project)["K04"], ledger(project)["K30"]) == ((1, 0), (40, 0))


def test_an_activity_shared_between_two_indicators_counts_once(team, project, north):
    activity = planned(team, project)
    activities.share_out(activity, by=team["worker"], now=NOW, shares={"K04": 60, "K11": 40})
    with pytest.raises(Refused):
        activities.share_out(activity, by=team["worker"], now=NOW, shares={"K04": 60, "K11": 60})
    activities.submit_plan(fresh(activity), by=team["worker"], now=NOW)
    signed(team["head"])
    signed(team["director"])
    hold(team, fresh(activity), [make_resident(north, f"居{number}") for number in range(16)])
    summed_up(team, fresh(activity))
    counted = ledger(project)
    assert (float(counted["K04"][0]), float(counted["K11"][0])) == (0.6, 0.4)


def test_nobody_signs_their_own_plan(team, project):
    activity = planned(team, project)
    activities.submit_plan(activity, by=team["head"], now=NOW)
    signed(team["head"])
    assert fresh(activity).state == Activity.State.WAITING


def test_a_cancelled_activity_counts_nowhere(team, project):
    activity = approved(team, project)
    activities.cancel(activity, by=team["worker"], now=NOW, reason="台风")
    assert fresh(activity).state == Activity.State.CANCELLED
    assert ledger(project)["K04"] == (0, 0)


def test_what_has_taken_place_is_not_cancelled(team, project, north):
    activity = approved(team, project)
    sheet = signing.sheet_for(activity, HELD_ON, team["worker"], at(8, 30))
    signing.sign_in(sheet, by=team["worker"], now=at(9), user=make_resident(north))
    with pytest.raises(Refused):
        activities.cancel(activity, by=team["worker"], now=NOW, reason="台风")


def test_a_summary_sent_back_takes_its_count_with_it(team, project, north):
    activity = approved(team, project)
    hold(team, activity, [make_resident(north, f"居{number}") for number in range(16)])
    texts = {"process": "顺利", "results": "达成", "experience": "早一周通知"}
    activities.submit_summary(fresh(activity), by=team["worker"], now=NOW, **texts)
    step = Step.everything.get(state=Step.State.OPEN)
    approvals.decide(step, agreed=False, by=team["head"], reason="补照片", now=NOW)
    assert fresh(activity).state == Activity.State.HELD
    assert ledger(project)["K04"] == (0, 1)


def test_a_worker_of_another_station_reaches_nothing(team, project, south, actor_with):
    activity = approved(team, project)
    stranger = actor_with(south, *WORKER)
    assert not Activity.objects.visible_to(stranger).exists()
    with pytest.raises(PermissionDenied):
        activities.cancel(activity, by=stranger, now=NOW, reason="x")
    with pytest.raises(PermissionDenied):
        signing.open_sheet(SignInSheet(activity=activity, held_on=HELD_ON), by=stranger, now=NOW)


def test_the_summary_waits_on_the_desk_with_its_day(team, project, north):
    from banyan.domains.services.queries.activities import due_summaries

    activity = approved(team, project)
    hold(team, activity, [make_resident(north)])
    (todo,) = due_summaries(team["worker"], TODAY)
    assert (todo.number, todo.due) == (fresh(activity).number, HELD_ON + timedelta(days=7))


def test_the_cost_stands_beside_its_plan_as_money_is_written(north):
    with door.opened("test"):
        held = make_activity(north, budget=Decimal(8000))
        lines = screens.activity_page(held, OPERATOR, TODAY)["differences"]
    assert [(each.planned, each.actual) for each in lines if "8" in str(each.planned)] == [("¥8,000.00", "—")]
