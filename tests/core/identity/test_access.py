"""Grants, roles and deputies as deeds."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import clock
from banyan.core.audit.models import Event
from banyan.core.identity import deeds
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import Delegation, Grant, Role, User
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_grant, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return clock.today()


@pytest.fixture
def worker_role(agency):
    from banyan.core import door

    with door.opened("test"):
        return Role.everything.create(code="worker", name="社工", permissions=["services.*"])


def rights(user, today):
    return actor_for(User.objects.get(pk=user.pk), today).rights


def test_an_administrator_lets_a_worker_act_at_a_station(north, worker_role, today):
    admin = make_actor(north, "identity.grant.*", on=today)
    user = make_user(north)
    given = deeds.grant(Grant(user=user, role=worker_role, unit=north), by=admin)
    assert rights(user, today)[0].path == north.path
    assert Event.objects.get(object_id=str(given.public_id)).verb == "identity.grant.make"


def test_nobody_grants_to_themselves(north, worker_role, today):
    admin = make_actor(north, "identity.grant.*", on=today)
    with pytest.raises(Refused) as refused:
        deeds.grant(Grant(user=admin.user, role=worker_role, unit=north), by=admin)
    assert refused.value.code == "own_grant"


def test_nobody_grants_at_a_station_that_is_not_theirs(north, south, worker_role, today):
    admin = make_actor(north, "identity.grant.*", on=today)
    with pytest.raises(PermissionDenied):
        deeds.grant(Grant(user=make_user(south), role=worker_role, unit=south), by=admin)


def test_a_revoked_grant_opens_nothing_from_the_next_request_on(north, worker_role, today):
    admin = make_actor(north, "identity.grant.*", on=today)
    user = make_user(north)
    given = make_grant(user, north, role="worker")
    stamp = user.access_stamp
    deeds.revoke(given, by=admin, reason="moved")
    assert rights(user, today) == ()
    assert User.objects.get(pk=user.pk).access_stamp > stamp


def test_a_grant_can_be_ended_on_a_later_day(north, worker_role, today):
    admin = make_actor(north, "identity.grant.*", on=today)
    given = make_grant(make_user(north), north, role="worker")
    ended = deeds.revoke(given, by=admin, until=today + timedelta(days=30))
    assert ended.until == today + timedelta(days=30)


def test_a_grant_that_ended_is_not_prolonged_by_revoking(north, worker_role, today):
    admin = make_actor(north, "identity.grant.*", on=today)
    given = make_grant(make_user(north), north, role="worker", until=today)
    with pytest.raises(Refused):
        deeds.revoke(given, by=admin, until=today + timedelta(days=30))


def test_nobody_widens_a_role_they_hold(agency, today):
    user = make_user(agency)
    make_grant(user, agency, "identity.role.*", role="keeper")
    keeper = actor_for(User.objects.get(pk=user.pk), today)
    with pytest.raises(Refused) as refused:
        deeds.change_role(Role.everything.get(code="keeper"), by=keeper, permissions=["*"])
    assert refused.value.code == "own_role"


def test_roles_are_changed_from_the_top_only(agency, north, worker_role, today):
    local = make_actor(north, "identity.role.*", on=today)
    with pytest.raises(PermissionDenied):
        deeds.change_role(worker_role, by=local, permissions=["*"])
    top = make_actor(agency, "identity.role.*", on=today)
    assert deeds.change_role(worker_role, by=top, permissions=["services.*"]).permissions == ["services.*"]


def test_a_role_takes_no_pattern_that_is_none(agency, today):
    top = make_actor(agency, "identity.role.*", on=today)
    with pytest.raises(Refused):
        deeds.make_role(Role(code="odd", name="怪", permissions=["services.act*.view"]), by=top)


def test_somebody_names_their_own_deputy_without_any_right(north, today):
    me, other = make_actor(north, "x.y.z", on=today), make_person(north)
    made = deeds.delegate(
        Delegation(giver=me.person, deputy=other, unit=north, starts_on=today, ends_on=today, reason="leave"),
        by=me,
    )
    assert Delegation.everything.filter(Delegation.on(today), pk=made.pk).exists()


def test_nobody_names_a_deputy_for_somebody_else(north, today):
    me, boss, other = make_actor(north, "x.y.z", on=today), make_person(north), make_person(north)
    delegation = Delegation(
        giver=boss, deputy=other, unit=north, starts_on=today, ends_on=today, reason="leave"
    )
    with pytest.raises(PermissionDenied):
        deeds.delegate(delegation, by=me)


def test_a_deputy_signs_no_more_from_the_moment_the_delegation_ends(north, today):
    me, other = make_actor(north, "x.y.z", on=today), make_person(north)
    days = {"starts_on": today, "ends_on": today + timedelta(days=9)}
    made = deeds.delegate(
        Delegation(giver=me.person, deputy=other, unit=north, reason="leave", **days), by=me
    )
    deeds.end_delegation(made, by=me)
    assert not Delegation.everything.filter(Delegation.on(today)).exists()
    with pytest.raises(Refused):
        deeds.end_delegation(made, by=me)


def test_a_delegation_for_past_days_is_refused(north, today):
    me, other = make_actor(north, "x.y.z", on=today), make_person(north)
    past = date(2020, 1, 1)
    with pytest.raises(Refused):
        deeds.delegate(
            Delegation(giver=me.person, deputy=other, unit=north, starts_on=past, ends_on=past, reason="x"),
            by=me,
        )
