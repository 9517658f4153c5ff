"""The demo's year is lived once, in the order of time, and goes on where it was stopped."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from banyan.core import clock, door
from banyan.core.identity.models import Installation
from banyan.core.jobs.models import JobRun
from banyan.foundation.refusal import Refused
from banyan.site.demo import life
from banyan.site.demo.models import Lived
from banyan.site.demo.telling import Moment, at
from tests.makers import make_unit, make_user

DAY = date(2025, 12, 31)


@pytest.fixture
def demo(agency):
    """A demo installation with an administrator."""
    Installation.objects.create(pk=1, demo_day=DAY, demo_loaded=True)
    clock.forget()
    return make_user(agency, "admin")


@pytest.fixture
def played():
    """What was played, in order."""
    return []


@pytest.fixture
def tell(monkeypatch, played):
    """`tell(name=[(day, key), …])` makes these the stories; a key that begins with "no" is refused."""

    def play(key, when):
        played.append((key, when.date()))
        if key.startswith("no"):
            raise Refused("not today")

    def moments(rows):
        return lambda until: iter(
            Moment(at(day, 9), key, lambda when, key=key: play(key, when)) for day, key in rows
        )

    def stories(**given):
        told = {name: moments(rows) for name, rows in given.items()}
        monkeypatch.setattr(life, "every_story", lambda: told)

    return stories


def test_moments_of_all_stories_are_played_in_the_order_of_time(demo, tell, played):
    tell(
        first=[(date(2025, 5, 2), "a"), (date(2025, 7, 1), "c")],
        second=[(date(2025, 6, 1), "b"), (date(2026, 1, 1), "later")],
    )
    run = life.begin(here=True)
    assert [key for key, _ in played] == ["a", "b", "c"]
    assert (run.state, run.result["lived"], run.by) == (JobRun.State.DONE, {"first": 2, "second": 1}, demo)


@pytest.mark.parametrize("key", ["a", "no"])
def test_what_was_lived_is_judged_at_once_even_when_a_story_stopped(demo, tell, key):
    tell(first=[(date(2025, 5, 2), key)])
    with suppress(Refused):
        life.begin(here=True)
    with door.opened("test"):
        run = JobRun.everything.get(name="controls.judge")
    assert (run.state, run.by) == (JobRun.State.WAITING, demo)


def test_a_second_time_nothing_is_done(demo, tell, played):
    tell(first=[(date(2025, 5, 2), "a")])
    life.begin(here=True)
    assert life.begin(here=True) is None
    assert len(played) == 1


def test_a_shorter_span_leaves_the_rest_for_later(demo, tell, played):
    tell(first=[(date(2025, 5, 2), "a"), (date(2025, 7, 1), "b")])
    life.begin("2025-06-30", here=True)
    assert [key for key, _ in played] == ["a"]
    life.begin(here=True)
    assert [key for key, _ in played] == ["a", "b"]


def test_a_story_that_is_refused_stops_and_the_others_go_on(demo, tell, played):
    tell(first=[(date(2025, 5, 2), "no"), (date(2025, 7, 1), "b")], second=[(date(2025, 8, 1), "c")])
    with pytest.raises(Refused) as refused:
        life.begin(here=True)
    assert refused.value.code == "stuck" and "not today" in str(refused.value)
    assert [key for key, _ in played] == ["no", "c"]
    assert list(Lived.objects.values_list("key", flat=True)) == ["second/c"]


def test_what_a_broken_moment_wrote_is_undone(demo, tell, monkeypatch):
    def half(_when):
        make_unit("HALF")
        raise RuntimeError

    monkeypatch.setattr(
        life, "every_story", lambda: {"s": lambda until: iter([Moment(at(date(2025, 5, 2), 9), "x", half)])}
    )
    with pytest.raises(Refused):
        life.begin(here=True)
    with door.opened("test"):
        from banyan.core.identity.models import Unit

        assert not Unit.objects.filter(code="HALF").exists()
    assert not Lived.objects.exists()


def test_a_run_whose_process_was_killed_is_closed_and_a_new_one_goes_on(demo, tell, played):
    tell(first=[(date(2025, 5, 2), "a"), (date(2025, 7, 1), "b")])
    life.begin("2025-06-30", here=True)
    with door.opened("test"):
        JobRun.everything.filter(name=life.JOB).update(state=JobRun.State.RUNNING)
    life.begin(here=True)
    with door.opened("test"):
        states = list(JobRun.everything.filter(name=life.JOB).order_by("pk").values_list("state", flat=True))
    assert states == [JobRun.State.CANCELLED, JobRun.State.DONE]
    assert [key for key, _ in played] == ["a", "b"]


def test_an_agency_that_is_no_demo_has_no_year_to_live(agency, tell, played):
    Installation.objects.create(pk=1)
    make_user(agency, "admin")
    tell(first=[(date(2025, 5, 2), "a")])
    assert life.begin(here=True) is None
    assert played == []
