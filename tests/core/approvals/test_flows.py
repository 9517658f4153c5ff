"""Flows as data: the default of the code, what an agency sets instead, limits by amount."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import approvals, dated, door
from banyan.core.approvals import flows, stops
from banyan.core.approvals.flows import choosing, declaring
from banyan.core.approvals.flows.deeds import set_flow
from banyan.core.approvals.models import Flow, Step
from banyan.core.approvals.planning import Place
from banyan.core.approvals.resolving import StepPlan
from banyan.core.dated.models import DatedSetting
from banyan.core.deeds import deed
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import DAY, KIND, NOW, actor, fresh, last_request, signs
from tests.makers import make_appointment, make_grant, make_post

pytestmark = pytest.mark.django_db
DIRECTOR, HQ = StepPlan("role", "test-director"), StepPlan("role", "test-hq")
_keys = count(1)
LIMIT = dated.declare("test.limit", 5000, "limit", "yuan")


@deed(DatedSetting, "test_submit_by_flow", system=True)
def submit(setting, by, now, amount):
    """Ask for the signatures of the flow."""
    flows.ask(setting, KIND, by, now, amount=amount)


@pytest.fixture(autouse=True)
def matter(monkeypatch):
    """A matter that the director signs, and headquarters above a limit."""
    monkeypatch.setattr(declaring, "_matters", {})
    above = StepPlan("role", "test-hq", above="test.limit")
    return flows.declare(KIND, label="setting", steps=(DIRECTOR, above), amounts=LIMIT)


def ask(station, amount=None, now=NOW):
    with door.opened("test"):
        setting = DatedSetting.everything.create(
            unit=station.unit, key=f"test.{next(_keys)}", value=7, valid_from=DAY
        )
    return submit(setting, by=station.asker, now=now, amount=amount)


def keep(unit, *steps, valid_from=DAY, kind=KIND):
    with door.opened("test"):
        return Flow.everything.create(
            unit=unit, kind=kind, steps=choosing.as_kept(steps), valid_from=valid_from, basis="resolution 1"
        )


def stop_count(setting):
    with door.opened("test"):
        return Step.everything.filter(request__record_id=setting.public_id).count()


def setter(station, unit=None):
    """Somebody who may set flows."""
    make_grant(station.headquarters.user, unit or station.unit.parent, "approvals.flow.*")
    return actor(station.headquarters.user)


def set_steps(station, *steps, valid_from=DAY, unit=None, kind=KIND):
    flow = Flow(unit=unit or station.unit, kind=kind)
    return set_flow(
        flow,
        by=setter(station),
        now=NOW,
        steps=choosing.as_kept(steps),
        valid_from=valid_from,
        basis="resolution 2",
    )


@pytest.mark.parametrize(
    ("amount", "signatures"), [(Decimal(5000), 1), (Decimal("5000.01"), 2), (None, 2), (Decimal(0), 1)]
)
@pytest.mark.clause("R5.1.1", "R5.3.4")
def test_a_step_with_a_limit_is_wanted_above_it_only(station, amount, signatures):
    assert stop_count(ask(station, amount)) == signatures


def test_the_limit_is_the_one_valid_on_the_day_at_the_unit(station):
    with door.opened("test"):
        DatedSetting.everything.create(unit=station.unit, key="test.limit", value=100, valid_from=DAY)
    assert stop_count(ask(station, Decimal(101))) == 2
    assert stop_count(ask(station, Decimal(101), now=NOW - timedelta(days=1))) == 1


def test_what_the_unit_set_overrules_the_default_from_its_day_on(station):
    keep(station.unit, HQ)
    setting = ask(station)
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"
    assert stop_count(ask(station, now=NOW - timedelta(days=1))) == 2


def test_the_nearest_unit_above_decides(station):
    keep(station.unit.parent, HQ, DIRECTOR)
    keep(station.unit, DIRECTOR, valid_from=DAY - timedelta(days=9))
    assert stop_count(ask(station)) == 1


def test_a_flow_of_a_sister_station_does_not_hold(station):
    keep(station.other, HQ)
    assert stop_count(ask(station, Decimal(1))) == 1
    assert choosing.steps_at(KIND, station.unit, DAY)[0] is None


def test_an_old_request_keeps_the_flow_it_began_under(station):
    first = keep(station.unit, DIRECTOR, HQ, valid_from=DAY - timedelta(days=5))
    setting = ask(station)
    keep(station.unit, HQ)
    signs(setting, station.director)
    assert fresh(setting).basis == ""
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"
    assert last_request(setting).flow_id == first.pk


def test_the_role_named_otherwise_signs_where_the_asker_has_no_superior(station):
    keep(station.unit, StepPlan("superior", otherwise="test-hq"))
    setting = ask(station)
    signs(setting, station.headquarters)
    assert fresh(setting).basis == "accepted"


def test_a_further_step_is_left_out_where_the_same_people_signed_before(station):
    director = make_post(station.unit, "主任")
    worker = make_post(station.unit, "社工", superior=director)
    make_appointment(station.asker.person, worker)
    make_appointment(station.director.person, director)
    keep(station.unit, StepPlan("superior"), StepPlan("role", "test-director", further=True))
    assert stop_count(ask(station)) == 2
    with door.opened("test"):
        station.second_director.user.grants.all().delete()
    assert stop_count(ask(station)) == 1


def test_a_matter_that_nobody_declared_is_a_mistake_of_the_code(station, monkeypatch):
    monkeypatch.setattr(declaring, "_matters", {})
    with pytest.raises(LookupError):
        ask(station)


def test_who_lacks_the_right_to_sign_is_not_asked(station):
    with door.opened("test"):
        for grant in station.headquarters.user.grants.all():
            grant.role.permissions = ["dated.*"]
            grant.role.save()
    with pytest.raises(Refused) as refused:
        ask(station)
    assert refused.value.code == "nobody_to_sign"


def test_who_lost_the_right_to_sign_cannot_sign_although_it_is_their_turn(station):
    setting = ask(station)
    with door.opened("test"):
        for grant in station.director.user.grants.all():
            grant.role.permissions = ["dated.*"]
            grant.role.save()
    director = actor(station.director.user)
    assert list(approvals.inbox(director, DAY)) == []
    with pytest.raises(PermissionDenied):
        signs(setting, director)


def test_who_lost_the_right_to_withdraw_cannot_withdraw(station):
    setting = ask(station)
    with door.opened("test"):
        for grant in station.asker.user.grants.all():
            grant.role.permissions = ["dated.*"]
            grant.role.save()
    with pytest.raises(PermissionDenied):
        approvals.withdraw(last_request(setting), by=actor(station.asker.user), now=NOW, reason="wrong")


def test_a_deputy_needs_the_right_to_sign_too(station):
    setting = ask(station)
    station.deputise(station.director, station.stranger)
    with door.opened("test"):
        station.stranger.user.grants.all().delete()
    make_grant(station.stranger.user, station.other, "dated.*")
    deputy = actor(station.stranger.user)
    assert list(approvals.inbox(deputy, DAY)) == []
    with pytest.raises(PermissionDenied):
        signs(setting, deputy)


def test_a_deputy_from_another_station_signs_by_the_right_of_whose_turn_it_is(station):
    setting = ask(station, Decimal(1))
    station.deputise(station.director, station.stranger)
    assert len(approvals.inbox(station.stranger, DAY)) == 1
    signs(setting, station.stranger)
    assert fresh(setting).basis == "accepted"
    assert stops.rail(fresh(setting))[-1].note


# setting a flow


@pytest.mark.clause("P1.1")
def test_a_new_flow_holds_from_its_day(station):
    set_steps(station, DIRECTOR, HQ, valid_from=DAY + timedelta(days=3))
    assert choosing.steps_at(KIND, station.unit, DAY)[0] is None
    assert choosing.steps_at(KIND, station.unit, DAY + timedelta(days=3))[1] == (DIRECTOR, HQ)


def test_who_lacks_the_right_cannot_set_a_flow(station):
    flow = Flow(unit=station.unit, kind=KIND)
    with pytest.raises(PermissionDenied):
        set_flow(flow, by=station.director, now=NOW, steps=[{"how": "superior"}], valid_from=DAY, basis="x")


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((), "no_step"),
        ((StepPlan("role", "test-hq", above="test.limit"),), "nobody_to_sign"),
        ((StepPlan("role", "nobody-holds-this"),), "nobody_to_sign"),
        ((HQ,), "own_request"),
        ((HQ, StepPlan("role", "test-director", further=True)), "own_request"),
        ((StepPlan("role", "test-hq", above="services.plan_limit"), DIRECTOR), "unknown_limit"),
    ],
)
def test_a_flow_that_nobody_could_sign_or_only_who_asks_is_refused(station, steps, code):
    with pytest.raises(Refused) as refused:
        set_steps(station, *steps)
    assert refused.value.code == code


def test_a_flow_reaches_back_to_no_day(station):
    with pytest.raises(Refused) as refused:
        set_steps(station, DIRECTOR, valid_from=DAY - timedelta(days=1))
    assert refused.value.code == "period"


def test_a_flow_is_set_once_a_day_and_says_its_basis(station):
    set_steps(station, DIRECTOR)
    with pytest.raises(Refused) as refused:
        set_steps(station, DIRECTOR, HQ)
    assert "valid_from" in refused.value.problems


def test_a_person_is_named_by_their_identifier(station):
    kept = choosing.as_kept([StepPlan("person", station.director.person)])
    assert kept == [{"how": "person", "who": str(station.director.person.public_id)}]
    place = Place(station.unit, None, station.asker.person, DAY)
    with door.opened("test"):
        planned = choosing.planned(KIND, choosing.steps_of(kept), place, None)
    assert planned[0].people == {station.director.person_id}
