"""Results are kept; history grows only where something changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from banyan.core import door
from banyan.core.controls import keeping
from banyan.core.controls.declaring import ATTENTION, GOOD, Control, Finding
from banyan.core.controls.models import Found, Result
from banyan.core.controls.scopes import running
from banyan.core.identity.actor import system_actor
from banyan.foundation.periods import quarter
from banyan.foundation.refusal import noop, sentence
from tests.makers import make_actor
from tests.projects.makers import make_project

TODAY = date(2025, 12, 31)
NOW = datetime(2025, 12, 31, 1, 0, tzinfo=UTC)
SYSTEM = system_actor("test")


@pytest.fixture
def project(north):
    return make_project(north)


def keep(project, *found, at=NOW):
    """Judge one clause with a control that finds these (verdict, words, day)."""
    find = lambda scopes, period, today: [  # noqa: E731
        Finding(project.public_id, verdict, words, record=project, on=day) for verdict, words, day in found
    ]
    control = Control("R1.1.1", "duty", "T", "J", find, "x", (), "none")
    with door.opened("test"):
        projects = running([project.public_id])
    keeping.judge(projects, keeping.Judging(quarter("2025-Q4"), TODAY, at), [control])


def rows():
    return list(Result.objects.visible_to(SYSTEM).order_by("pk"))


def test_judging_again_without_a_change_adds_no_row_but_notes_the_time(project):
    keep(project, (GOOD, "fine", TODAY))
    keep(project, (GOOD, "fine", TODAY), at=NOW + timedelta(days=1))
    (row,) = rows()
    assert (row.since_at, row.judged_at) == (NOW, NOW + timedelta(days=1))


def test_a_mended_record_makes_a_new_row_and_the_old_one_tells_what_was_at_fault(project):
    keep(project, (ATTENTION, "late", TODAY), (GOOD, "fine", TODAY))
    keep(project, (GOOD, "fine", TODAY), at=NOW + timedelta(hours=1))
    before, after = rows()
    assert [(before.result, before.current), (after.result, after.current)] == [
        ("attention", False),
        ("met", True),
    ]
    told = Found.objects.visible_to(SYSTEM).filter(result=before)
    assert [str(each.said) for each in told] == ["late"]


def test_the_same_verdict_with_other_findings_is_a_change(project):
    keep(project, (ATTENTION, "late", TODAY))
    keep(project, (ATTENTION, "later", TODAY))
    assert [row.current for row in rows()] == [False, True]


def test_a_sentence_keeps_its_day_and_its_inner_sentence(project):
    said = sentence(noop("%(what)s on %(day)s"), what=sentence("late"), day=TODAY)
    keep(project, (GOOD, said, TODAY))
    (kept,) = Found.objects.visible_to(SYSTEM)
    assert kept.said == said
    assert (kept.model, kept.record_id, kept.number) == (
        "projects.project",
        project.public_id,
        project.number,
    )


def test_results_are_seen_only_through_the_door(project, north, south):
    keep(project, (GOOD, "fine", TODAY))
    seen = [
        Result.objects.visible_to(make_actor(unit, "controls.result.view")).count() for unit in (north, south)
    ]
    assert seen == [1, 0]
    assert Found.objects.visible_to(make_actor(south, "controls.*")).count() == 0
