"""Every control of the house: asked once for all projects, whatever their number, and never broken."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from banyan.core import clock, dated, door
from banyan.core.controls.declaring import clause_order, declared
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.scopes import running
from banyan.core.dated import values
from banyan.core.identity import tree
from banyan.domains.projects.models import Project
from banyan.foundation.periods import Period
from scripts.clauses import known_clauses
from tests.batteries.planting import Planter, kinds
from tests.makers import make_person, make_unit, make_user

PERIOD = Period(date(2025, 12, 1), date(2026, 3, 31))
STATIONS = 6
FEWEST_CONTROLS = 15


@pytest.fixture
def projects(db):
    """Six stations with a record of every kind each."""
    yield _planted()
    for forget in (tree.forget, dated.values.forget, clock.forget):
        forget()


def _planted():
    agency = make_unit("A0", "示例机构")
    fullest = None
    for place in range(STATIONS):
        station = make_unit(f"N{place}", f"{place}站", agency)
        planter = Planter(station, make_user(station, f"master-{place}", make_person(station)))
        for model in kinds():
            _plant(planter, model)
        fullest = fullest or planter.kept[Project].public_id
    with door.opened("test"):  # the first station's own project has everything, whatever its number
        return sorted(running(), key=lambda each: each.id != fullest)


def _plant(planter, model):
    """What cannot stand at every station stands at the first."""
    try:
        planter.plant(model)
    except (IntegrityError, ObjectDoesNotExist, ValueError, TypeError, KeyError):
        return


def statements(projects, control, monkeypatch):
    """How many statements one control costs, once tree and settings are remembered."""
    monkeypatch.setattr(values, "_SECONDS_KEPT", 3600)
    monkeypatch.setattr(tree, "_SECONDS_KEPT", 3600)
    evaluate(projects, PERIOD, PERIOD.end, [control])
    with CaptureQueriesContext(connection) as seen:
        said = evaluate(projects, PERIOD, PERIOD.end, [control])
    assert [name for outcome in said.values() for name in outcome.broken] == []
    return len(seen), [each["sql"] for each in seen]


def name_of(control):
    return f"{control.clause}-{control.name.rsplit('.', 1)[-1]}"


def test_a_control_costs_the_same_for_one_project_and_for_six(projects, say, monkeypatch):
    assert len(projects) >= STATIONS
    costs = {
        name_of(each): [statements(some, each, monkeypatch)[0] for some in (projects[:1], projects)]
        for each in declared()
    }
    say(f"controls: {len(costs)}, statements {sum(one for one, _six in costs.values())}")
    assert {name: cost for name, cost in costs.items() if cost[0] != cost[1]} == {}


def test_controls_answer_for_clauses_that_exist():
    controls = declared()
    assert len(controls) >= FEWEST_CONTROLS
    assert {each.clause for each in controls} <= set(known_clauses())
    assert sorted({each.clause for each in controls}, key=clause_order)


def test_a_control_that_asks_project_by_project_is_noticed(projects, monkeypatch):
    from banyan.core.controls.declaring import Control

    def one_by_one(scopes, period, today):
        for scope in scopes:
            list(Project.objects.filter(public_id=scope.id))
        return []

    slow = Control("R1.1.1", "quality", "T", "J", one_by_one, "slow")
    one, _told = statements(projects[:1], slow, monkeypatch)
    six, _more = statements(projects, slow, monkeypatch)
    assert six > one
