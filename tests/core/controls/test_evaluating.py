"""From findings to verdicts: faults are never hidden, silence is never read as met."""

from datetime import date
from uuid import uuid4

import pytest

from banyan.core import door
from banyan.core.controls.declaring import ATTENTION, BREACH, GOOD, NOT_ASKED, Control, Finding
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.scopes import Running
from banyan.foundation.periods import Period, quarter

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 31)
QUARTER = quarter("2025-Q4")
PLACE = Running(uuid4(), 1, "1/", "P-1", "示范", date(2025, 4, 1), date(2026, 3, 31))
OTHER = Running(uuid4(), 1, "1/", "P-2", "示范二", date(2025, 4, 1), date(2026, 3, 31))


def made(find, kind="duty", name="x", clause="R1.1.1"):
    return Control(clause, kind, "T", "J", find, name, (), "Nothing there.")


def says(*verdicts, at=PLACE):
    """A control that finds these verdicts for one project."""
    return lambda scopes, period, today: [Finding(at.id, each, f"it is {each}") for each in verdicts]


def result(*controls, projects=(PLACE,), period=QUARTER, today=TODAY):
    return evaluate(projects, period, today, controls)[PLACE.id, "R1.1.1"]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((GOOD, GOOD), "met"),
        ((GOOD, ATTENTION), "attention"),
        ((ATTENTION, BREACH, GOOD), "breached"),
    ],
)
def test_the_worst_finding_speaks(verdicts, expected):
    assert result(made(says(*verdicts))).result == expected


def test_a_duty_of_which_nothing_is_found_is_breached_and_says_what_is_missing():
    said = result(made(says()))
    assert said.result == "breached"
    assert [str(fault.sentence) for fault in said.faults] == ["Nothing there."]


def test_silence_of_a_few_days_is_not_held_against_a_project():
    said = [result(made(says()), today=date(2025, 10, day)).result for day in (6, 7)]
    assert said == ["not_applicable", "breached"]


def test_a_duty_of_which_nothing_was_asked_is_not_applicable_but_a_fault_still_speaks():
    assert result(made(says(NOT_ASKED))).result == "not_applicable"
    assert result(made(says(NOT_ASKED))).findings == ()
    assert result(made(says(NOT_ASKED, BREACH))).result == "breached"


def test_quality_of_nothing_cannot_be_judged():
    assert result(made(says(), kind="quality")).result == "not_applicable"


def test_a_project_that_does_not_run_in_the_period_is_not_applicable_and_no_control_is_asked_for_it():
    before = Period(date(2024, 1, 1), date(2024, 3, 31))
    asked = []
    find = lambda scopes, period, today: asked.append(scopes) or []  # noqa: E731
    assert result(made(find), period=before).result == "not_applicable"
    assert asked == []


def test_the_part_of_a_period_that_has_not_come_is_not_judged():
    seen = []
    find = lambda scopes, period, today: seen.extend(scopes) or []  # noqa: E731
    result(made(find), today=date(2025, 10, 15))
    assert seen[0].period == Period(date(2025, 10, 1), date(2025, 10, 15))


def test_each_control_is_asked_once_for_all_projects():
    calls = []
    find = lambda scopes, period, today: calls.append(len(scopes)) or []  # noqa: E731
    evaluate([PLACE, OTHER], QUARTER, TODAY, [made(find)])
    assert calls == [2]


def test_a_finding_belongs_to_its_own_project():
    said = evaluate([PLACE, OTHER], QUARTER, TODAY, [made(says(GOOD))])
    assert (said[PLACE.id, "R1.1.1"].result, said[OTHER.id, "R1.1.1"].result) == ("met", "breached")


def test_two_controls_of_one_clause_give_the_worse_of_both():
    said = result(made(says(GOOD), name="a"), made(says(ATTENTION), name="b"))
    assert (said.result, len(said.evidence), len(said.faults)) == ("attention", 1, 1)


def test_a_control_that_raises_is_told_and_never_read_as_met():
    def find(scopes, period, today):
        yield Finding(PLACE.id, GOOD, "fine so far")
        raise ZeroDivisionError

    said = result(made(find, name="rooms.find"))
    assert said.result == "attention"
    assert said.broken == ("rooms.find",)
    assert said.evidence == ()


def test_a_finding_about_a_project_nobody_asked_for_breaks_the_control():
    assert result(made(says(GOOD, at=OTHER))).broken == ("x",)


def test_the_door_is_open_for_a_control_and_shut_after_it():
    seen = []
    result(made(lambda scopes, period, today: seen.append(door.is_open()) or []))
    assert seen == [True]
    assert not door.is_open()


def test_faults_come_first_and_the_newest_of_them_on_top():
    def find(scopes, period, today):
        yield Finding(PLACE.id, GOOD, "good", on=date(2025, 12, 1))
        yield Finding(PLACE.id, ATTENTION, "late", on=date(2025, 10, 2))
        yield Finding(PLACE.id, ATTENTION, "later", on=date(2025, 11, 2))

    assert [str(f.sentence) for f in result(made(find)).findings] == ["later", "late", "good"]


def test_no_other_verdict_exists():
    with pytest.raises(ValueError, match="fine"):
        Finding(PLACE.id, "fine", "so-so")
