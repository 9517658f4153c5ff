"""The page where a flow is tried out and set."""

import pytest
from django.test import Client

from banyan.core import clock, dated, door
from banyan.core.approvals import flows
from banyan.core.approvals.flows import declaring
from banyan.core.approvals.flows.preview import preview
from banyan.core.approvals.models import Flow
from banyan.core.approvals.planning import Place
from banyan.core.approvals.resolving import StepPlan
from banyan.core.identity.models import Installation
from tests.core.approvals.office import DAY, KIND
from tests.makers import make_appointment, make_grant, make_post

pytestmark = pytest.mark.django_db
PAGE = f"/settings/flows/N/{KIND}/"
LIMIT = dated.declare("test.limit", 5000, "limit", "yuan")


@pytest.fixture(autouse=True)
def matter(monkeypatch, station):
    Installation.objects.create(demo_day=DAY)
    clock.forget()
    monkeypatch.setattr(declaring, "_matters", {})
    steps = (StepPlan("superior", otherwise="test-director"), StepPlan("role", "test-hq", above="test.limit"))
    yield flows.declare(KIND, label="拨款", steps=steps, amounts=LIMIT)
    clock.forget()


@pytest.fixture
def posts(station):
    """The asker stands below a vacant deputy and the director; the second director only advises."""
    director = make_post(station.unit, "主任")
    deputy = make_post(station.unit, "副主任", superior=director)
    make_appointment(station.director.person, director)
    make_appointment(station.asker.person, make_post(station.unit, "社工", superior=deputy))
    adviser = make_post(station.unit, "督导", relation="advises")
    make_appointment(station.second_director.person, adviser)


def client_of(actor, unit, *permissions):
    make_grant(actor.user, unit, "identity.unit.view", *permissions)
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def setter(station):
    return client_of(station.headquarters, station.unit.parent, "approvals.flow.*")


def rows(*steps):
    """Typed rows of the form."""
    typed = {"rows": str(len(steps))}
    for number, step in enumerate(steps):
        typed |= {f"{number}-{name}": value for name, value in step.items()}
    return typed


def names_of(tried):
    return [stop.names for stop in tried.stops]


def test_the_preview_names_signers_skips_vacant_posts_and_never_the_asker(station, posts, matter):
    tried = preview(matter, matter.steps, Place(station.unit, None, station.asker.person, DAY), 6000)
    assert names_of(tried) == [(station.director.person.name,), (station.headquarters.person.name,)]
    assert tried.stops[0].vacant == ("副主任",)
    assert tried.refused is None


@pytest.mark.clause("P1.1")
def test_the_preview_says_that_advisers_and_the_asker_are_passed_by(station, posts, matter):
    both = (StepPlan("role", "test-director"),)
    tried = preview(matter, both, Place(station.unit, None, station.director.person, DAY), None)
    assert tried.stops[0].is_stuck
    assert len(tried.stops[0].passed) == 2
    assert tried.refused is not None


def test_the_preview_says_which_step_an_amount_does_not_want(station, posts, matter):
    tried = preview(matter, matter.steps, Place(station.unit, None, station.asker.person, DAY), 5000)
    assert tried.stops[1].left_out
    assert tried.stops[1].names == ()


def test_the_page_shows_the_steps_and_tries_them(station, posts, setter):
    page = setter.get(f"{PAGE}?asker={station.asker.user.username}&amount=9000")
    shown = page.content.decode()
    assert page.status_code == 200
    assert station.director.person.name in shown
    assert "副主任" in shown


def test_trying_writes_nothing(station, posts, setter):
    typed = rows({"how": "role", "role": "test-director"}) | {"do": "try"}
    assert setter.post(PAGE, typed).status_code == 200
    with door.opened("test"):
        assert not Flow.everything.exists()


def test_a_flow_is_set_from_the_page(station, posts, setter):
    typed = rows(
        {"how": "role", "role": "test-director", "mode": "all"},
        {"how": "person", "person": station.headquarters.user.username},
        {"how": "role", "role": "test-hq", "above": "test.limit"},
        {"how": ""},
    )
    terms = {"do": "set", "valid_from": "2026-01-05", "basis": "决议 3"}
    assert setter.post(PAGE, typed | terms).status_code == 302
    with door.opened("test"):
        kept = Flow.everything.get()
    assert kept.steps == [
        {"how": "role", "who": "test-director", "mode": "all"},
        {"how": "person", "who": str(station.headquarters.person.public_id)},
        {"how": "role", "who": "test-hq", "above": "test.limit"},
    ]
    assert kept.set_by == station.headquarters.person
    assert "决议 3" in setter.get(PAGE).content.decode()


def test_the_page_says_why_a_flow_is_refused_and_keeps_what_was_typed(station, posts, setter):
    typed = rows({"how": "role", "role": "test-hq"})
    terms = {"do": "set", "valid_from": "2026-01-05", "basis": "决议 3"}
    answer = setter.post(PAGE, typed | terms)
    assert answer.status_code == 409
    assert "决议 3" in answer.content.decode()


def test_steps_move_and_go(station, posts, setter):
    typed = rows({"how": "superior"}, {"how": "role", "role": "test-hq"})
    moved = setter.post(PAGE, typed | {"do": "up:1"})
    assert [
        form.initial.get("how") or form.data[f"{n}-how"] for n, form in enumerate(moved.context["rows"][:2])
    ] == [
        "role",
        "superior",
    ]
    left = setter.post(PAGE, typed | {"do": "drop:0"})
    assert left.context["rows"][0].data["0-how"] == "role"


def test_who_may_only_look_cannot_set(station, posts):
    looker = client_of(station.director, station.unit, "approvals.flow.view")
    assert looker.get(PAGE).status_code == 200
    typed = rows({"how": "role", "role": "test-director"}) | {
        "do": "set", "valid_from": "2026-01-05", "basis": "x",
    }  # fmt: skip
    assert looker.post(PAGE, typed).status_code == 403


def test_flows_of_another_station_do_not_exist_for_one(station, posts):
    looker = client_of(station.stranger, station.other, "approvals.flow.view")
    assert looker.get(PAGE).status_code == 404
    assert looker.get("/settings/flows/?unit=" + station.unit.code).status_code == 404


def test_an_unknown_matter_does_not_exist(setter):
    assert setter.get("/settings/flows/N/unknown/").status_code == 404


def test_what_is_wrong_with_the_terms_stands_beside_them_and_nothing_is_tried_or_set(station, posts, setter):
    typed = rows({"how": "superior"})
    tried = setter.post(PAGE, typed | {"do": "try", "amount": "abc", "asker": "谁也不是"})
    assert tried.status_code == 422 and tried.context["tried"] is None
    assert set(tried.context["wrong"]) == {"amount", "asker"}
    assert set(setter.post(PAGE, typed | {"do": "try", "amount": "-1"}).context["wrong"]) == {"amount"}
    asked = setter.post(PAGE, typed | {"do": "set", "valid_from": "2025-02-30"})
    assert asked.status_code == 422 and set(asked.context["wrong"]) == {"valid_from", "basis"}
    past = setter.post(PAGE, typed | {"do": "set", "valid_from": "2020-01-01", "basis": "决议 3"})
    assert (
        past.status_code == 409 and "valid_from" in past.context["wrong"] and past.context["refusal"] is None
    )
    with door.opened("test"):
        assert not Flow.everything.exists()
