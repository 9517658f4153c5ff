"""What the rectifications prove: a good record is met, a mutated one flips, an unrelated one changes nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import dated, door
from banyan.core.controls.declaring import declared
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.scopes import running
from banyan.domains.quality.deeds import rectifications as deeds
from banyan.foundation.periods import parse_period
from tests.controls import TODAY, faults, verdict
from tests.projects.makers import make_project
from tests.quality.makers import NOW, at, done, member, opened, planned

CLAUSES = ("R4.4.1", "R4.4.2", "R4.4.3", "R1.3.5")


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def owner(north):
    return member(north, "己负责")


@pytest.fixture
def mended(north, owner, project):
    """A fault that was mended and verified by somebody else in the quarter."""
    record = done(north, owner, project=project, clause="R3.2.7")
    other = member(north, "庚核验")
    return deeds.confirm(record, by=other, now=at(date(2025, 10, 28)), effect="连续四周都有纪要")


def change(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def verdicts(project):
    return [verdict(clause, project) for clause in CLAUSES]


@pytest.mark.clause(*CLAUSES)
def test_a_fault_that_was_mended_in_time_is_met_everywhere(project, mended):
    assert verdicts(project) == ["met"] * 4


@pytest.mark.clause(*CLAUSES)
@pytest.mark.parametrize(
    ("clause", "values", "expected"),
    [
        ("R4.4.1", {"analysed_on": date(2025, 10, 20)}, "attention"),
        ("R4.4.1", {"analysed_on": None}, "breached"),
        ("R4.4.2", {"planned_on": date(2025, 11, 20)}, "attention"),
        ("R4.4.2", {"owner": None}, "breached"),
        ("R4.4.2", {"planned_on": None}, "breached"),
        ("R4.4.3", {"verified_on": None}, "attention"),
        ("R4.4.3", {"verified_on": None, "done_on": None}, "breached"),
        ("R4.4.3", {"verified_on": None, "done_on": None, "due_on": date(2026, 3, 1)}, "attention"),
        ("R4.4.3", {"verifier": None}, "breached"),
        ("R1.3.5", {"cause": ""}, "breached"),
        ("R1.3.5", {"verifier": None}, "breached"),
        ("R1.3.5", {"state": "ineffective"}, "breached"),
    ],
)
def test_one_change_flips_the_verdict(project, mended, clause, values, expected):
    change(mended, **values)
    assert verdict(clause, project) == expected
    assert faults(clause, project) == [mended.number]


@pytest.mark.clause(*CLAUSES)
def test_what_is_unrelated_changes_nothing(project, mended, north, south, owner):
    opened(south, project=make_project(south, number="S-1"), clause="R3.2.7")
    opened(north, project=make_project(north, number="N-2"), clause="R3.2.7")
    deeds.void(opened(north, project=project), by=owner, now=NOW, reason="误开")
    opened(north, project=project, now=at(date(2026, 1, 5)))
    assert verdicts(project) == ["met"] * 4


def test_a_project_without_faults_has_nothing_to_judge(project):
    assert verdicts(project) == ["not_applicable"] * 4


def test_a_look_at_a_measure_under_way_is_enough(project, north, owner):
    record = planned(north, owner, due_on=date(2026, 2, 1), project=project)
    assert verdict("R4.4.3", project) == "attention"
    deeds.follow_up(record, by=owner, now=at(date(2025, 12, 20)), words="已完成一半")
    assert verdict("R4.4.3", project) == "met"


def statements(projects):
    controls = [control for clause in CLAUSES for control in declared(clause)]
    with CaptureQueriesContext(connection) as asked:
        evaluate(projects, parse_period("2025-Q4"), TODAY, controls)
    return len([each for each in asked.captured_queries if each["sql"].startswith("SELECT")])


def test_the_number_of_statements_does_not_grow(north, owner):
    made = [make_project(north, number=f"N-{place}") for place in range(5)]
    for each in made:
        planned(north, owner, project=each)
    dated.value("quality.analysis_days", on=TODAY)
    few, many = running([made[0].public_id]), running([each.public_id for each in made])
    assert (len(few), len(many)) == (1, 5)
    assert statements(few) == statements(many) == 2 * len(CLAUSES)
