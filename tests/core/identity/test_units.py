"""Moving a unit with everything below it."""

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import clock
from banyan.core.audit.models import Event
from banyan.core.identity import deeds, tree
from banyan.core.identity.models import Unit
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def top(agency):
    return make_actor(agency, "identity.unit.*", on=clock.today())


def path_of(unit):
    return Unit.everything.get(pk=unit.pk).path


def test_a_move_takes_the_whole_branch_along_in_one_line_of_the_trail(top, north, south):
    office = make_unit("D1", "办公室", north, kind="department")
    desk = make_unit("D2", "前台", office, kind="department")
    deeds.move_unit(office, by=top, parent=south, reason="merged")
    assert path_of(office) == f"{south.path}{office.pk:x}/"
    assert path_of(desk) == f"{south.path}{office.pk:x}/{desk.pk:x}/"
    assert Event.objects.filter(verb="identity.unit.move").count() == 1


def test_rights_follow_the_move_at_once(top, north, south):
    office = make_unit("D1", "办公室", north, kind="department")
    worker = make_actor(south, "services.activity.view", on=clock.today())
    tree.forget()
    assert office.pk not in worker.unit_ids("services.activity.view")
    deeds.move_unit(office, by=top, parent=south, reason="merged")
    assert office.pk in worker.unit_ids("services.activity.view")


def test_a_unit_does_not_move_below_itself(top, north):
    office = make_unit("D1", "办公室", north, kind="department")
    with pytest.raises(Refused) as refused:
        deeds.move_unit(north, by=top, parent=office, reason="?")
    assert refused.value.code == "cycle"
    assert path_of(office).startswith(north.path)


def test_a_unit_moves_only_between_places_one_may_change(north, south):
    local = make_actor(north, "identity.unit.*", on=clock.today())
    office = make_unit("D1", "办公室", north, kind="department")
    with pytest.raises(PermissionDenied):
        deeds.move_unit(office, by=local, parent=south, reason="?")
    assert path_of(office).startswith(north.path)


def test_branches_do_not_grow_too_deep(top, north):
    unit = north
    for depth in range(120):
        unit = make_unit(f"X{depth}", "层", unit, kind="department")
        if len(unit.path) > 240:
            break
    with pytest.raises(Refused) as refused:
        deeds.move_unit(make_branch(north), by=top, parent=unit, reason="?")
    assert refused.value.code == "depth"


def make_branch(parent):
    first = make_unit("B1", "枝", parent, kind="department")
    last = first
    for number in range(8):
        last = make_unit(f"B{number + 2}", "枝", last, kind="department")
    return first


def test_a_new_unit_stands_below_one_that_is_mine(north, south):
    local = make_actor(north, "identity.unit.*", on=clock.today())
    made = deeds.make_unit(Unit(code="D9", name="新", parent=north), by=local)
    assert path_of(made) == f"{north.path}{made.pk:x}/"
    with pytest.raises(PermissionDenied):
        deeds.make_unit(Unit(code="D8", name="新", parent=south), by=local)


def test_a_unit_with_open_units_below_is_not_closed(top, north):
    make_unit("D1", "办公室", north, kind="department")
    with pytest.raises(Refused):
        deeds.close_unit(north, by=top, closed_on=clock.today(), reason="?")
