"""What groups prove: a good period is met, one record changed flips it, an unrelated one changes nothing."""

from datetime import date, timedelta

import pytest

from banyan.core import door
from banyan.domains.services.models import Group, GroupAnswer, GroupEvaluation, GroupSession
from tests.controls import faults, outcome, verdict
from tests.projects.makers import make_project
from tests.services.makers import NOW

FIRST = date(2025, 11, 4)
DAYS = [FIRST + timedelta(days=7 * week) for week in range(5)]
LAST = DAYS[-1]
APPROVED = NOW.replace(month=10, day=30)
HANDED_IN = NOW.replace(month=12, day=12)


@pytest.fixture
def project(north):
    return make_project(north)


def over(project, evaluated_at=HANDED_IN, **fields):
    """A group of five sessions that is over, with what was said at the third."""
    wanted = {
        "number": "GRP-1", "title": "小组", "kind": "support", "state": Group.State.ACCEPTED, "first_on": FIRST,
        "last_on": LAST, "sessions_held": 5, "plan_approved_at": APPROVED,
    } | fields  # fmt: skip
    with door.opened("test"):
        group = Group.everything.create(unit=project.unit, project=project, **wanted)
        for place, day in enumerate(DAYS, start=1):
            said = {"feedback": "多练习", "adjustment": "加十分钟"} if place == 3 else {}
            GroupSession.everything.create(
                group=group,
                position=place,
                planned_on=day,
                held_on=day,
                theme="x",
                goal="x",
                procedure="x",
                **said,
            )
        if evaluated_at:
            texts = {"results": "x", "process": "x", "recommendations": "x"}
            GroupEvaluation.everything.create(group=group, submitted_at=evaluated_at, **texts)
    return group


@pytest.mark.clause("R3.2.2")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "met"),
        ({"plan_approved_at": None}, "breached"),
        ({"plan_approved_at": NOW.replace(month=11, day=5)}, "breached"),
        ({"evaluated_at": None}, "breached"),
        ({"evaluated_at": NOW.replace(month=12, day=20)}, "attention"),
        ({"state": Group.State.RUNNING}, "not_applicable"),
        ({"last_on": date(2025, 9, 30)}, "not_applicable"),
    ],
)
def test_groups_are_approved_first_and_evaluated_in_time(project, fields, expected):
    group = over(project, **fields)
    assert verdict("R3.2.2", project) == expected
    assert faults("R3.2.2", project) == ([group.number] if expected in ("breached", "attention") else [])


def asked(project):
    """Number → verdict of the groups that the clause looked at; other rooms answer for other records."""
    found = outcome("R3.2.3", project)
    judged = [*found.evidence, *found.faults]
    return {each.number: str(each.verdict) for each in judged if each.number.startswith("GRP")}


@pytest.mark.clause("R3.2.3")
def test_members_of_a_longer_group_are_asked_before_it_ends(project):
    group = over(project)
    assert asked(project) == {"GRP-1": "good"}
    with door.opened("test"):
        GroupSession.everything.filter(group=group).update(adjustment="")
    assert asked(project) == {"GRP-1": "attention"}
    with door.opened("test"):
        GroupSession.everything.filter(group=group).update(feedback="")
        GroupSession.everything.filter(group=group, position=5).update(feedback="末节才问")
    assert asked(project) == {"GRP-1": "breach"}, "what is asked at the last session comes too late"
    with door.opened("test"):
        GroupAnswer.everything.create(group=group, moment="midway", attitude=4, given_on=DAYS[2])
    assert asked(project) == {"GRP-1": "good"}


@pytest.mark.clause("R3.2.3")
def test_a_short_group_and_one_of_another_project_are_not_judged(project, north):
    over(project, sessions_held=4)
    over(make_project(north), number="GRP-2")
    assert asked(project) == {}
