"""The hotline: written quickly, counted with its minutes, handed over by name, read by few."""

from datetime import date, time, timedelta

import pytest

from banyan.core import door
from banyan.core.todo import waiting_for
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import hotline
from banyan.domains.services.models import HotlineCall
from banyan.domains.services.queries.hotline import call_minutes
from banyan.domains.services.rules import hotline as rules
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.makers import make_actor, make_person, make_user
from tests.projects.makers import make_indicator, make_project
from tests.services.makers import at
from tests.services.makers import make_user as make_resident

DAY = date(2025, 12, 1)
WORKER = (
    "services.*.view",
    *(f"services.hotlinecall.{verb}" for verb in ("add", "edit", "hand_over", "take", "join_case")),
)


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    made = make_project(north)
    make_indicator(
        made, "K16", service_type="咨询", name="家庭咨询", counted_in="人次", wording="每次≥15分钟"
    )
    return made


@pytest.fixture
def worker(north):
    return make_actor(north, *WORKER)


def call(project, by, minutes=20, **fields):
    given = {
        "called_on": DAY, "began_at": time(20), "ended_at": time(20, minutes), "matter": "失眠", "answer": "约面谈",
        "project": project,
    } | fields  # fmt: skip
    return hotline.answer(HotlineCall(unit=project.unit, **given), by=by, now=at(21, on=DAY))


def test_a_call_counts_with_fifteen_minutes_and_tells_its_own(project, worker):
    call(project, worker, user=make_resident(project.unit, "样某"))
    call(project, worker, caller="匿名女士")
    short = call(project, worker, minutes=9)
    said = projects.ledger(project.number, make_actor(project.unit, "projects.*"), date(2025, 12, 31))
    found = next(each for each in said if each["code"] == "K16")
    assert (found["counted"], [each["source"] for each in found["not_counted"]]) == (2, [short.number])
    assert [each.minutes for each in call_minutes([worker.person_id], DAY, DAY)] == [20, 20, 9]
    hotline.edit(short, by=worker, now=at(21, on=DAY), ended_at=time(20, 30))
    said = projects.ledger(project.number, make_actor(project.unit, "projects.*"), date(2025, 12, 31))
    assert next(each["counted"] for each in said if each["code"] == "K16") == 3


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"matter": " "}, "matter"),
        ({"answer": ""}, "answer"),
        ({"risk": "now"}, "first_aid"),
        ({"called_on": DAY + timedelta(days=1)}, "called_on"),
        ({"ended_at": time(20)}, "ended_at"),
    ],
)
def test_a_record_says_what_was_asked_answered_and_done(project, worker, fields, wrong):
    with pytest.raises(Refused) as problem:
        call(project, worker, **fields)
    assert set(problem.value.problems) == {wrong}


@pytest.mark.clause("A4.2")
def test_a_caller_in_danger_is_handed_over_by_name_and_taken(project, worker, north):
    made = call(project, worker, risk="now", first_aid="拨打120")
    shouts = [each.number for each in waiting_for(worker, DAY) if each.kind == "hotline"]
    assert shouts == [made.number]
    assert faults("A4.2", project) == [made.number]
    with pytest.raises(Refused):
        hotline.hand_over(made, by=worker, now=at(20, 30, on=DAY), person=worker.person)
    user = make_user(north, person=make_person(north, "主任"))
    taker = make_actor(north, *WORKER, user=user)
    hotline.hand_over(made, by=worker, now=at(20, 30, on=DAY), person=taker.person)
    assert [each.number for each in waiting_for(taker, DAY) if each.kind == "hotline"] == [made.number]
    assert verdict("A4.2", project) == "breached"
    with pytest.raises(Refused):
        hotline.take(made, by=worker, now=at(20, 40, on=DAY))
    hotline.take(made, by=taker, now=at(20, 40, on=DAY))
    assert faults("A4.2", project) == []
    HotlineCall.everything.update(taken_at=at(22, on=DAY))
    assert verdict("A4.2", project) == "attention"
    assert not [each for each in waiting_for(taker, DAY) if each.kind == "hotline"]


def test_what_is_told_on_the_telephone_is_read_by_few(project, worker, north):
    call(project, worker)
    readers = (worker, make_actor(north, "services.*.view"), make_actor(north, "services.hotlinecall.*"))
    assert [HotlineCall.objects.visible_to(each).count() for each in readers] == [1, 0, 1]
    with pytest.raises(Refused):
        hotline.join_case(HotlineCall.everything.get(), by=worker, now=at(21, on=DAY), number="CASE-1")


def test_minutes_late_are_counted_from_the_time_set():
    handed = at(20, on=DAY)
    assert rules.hand_over_judged(True, None, None, handed, 30)[0] == "breach"
    assert rules.hand_over_judged(False, None, None, handed, 30)[0] == "good"
    assert rules.hand_over_judged(True, handed, at(20, 30, on=DAY), handed, 30)[0] == "good"
    assert rules.hand_over_judged(True, handed, None, at(20, 31, on=DAY), 30)[0] == "breach"
