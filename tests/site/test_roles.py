"""An upgrade brings the rights of new rooms and leaves alone what an administrator decided."""

from __future__ import annotations

import pytest

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.identity.models import Role
from banyan.core.identity.rules import brought_up_to_date
from banyan.site import roles
from banyan.site.writing_roles import write_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(monkeypatch):
    """`house("a.b.c", …)` is the version whose one role covers these; it is written at once."""

    def version(*permissions):
        monkeypatch.setattr(roles, "ROLES", (("worker", "Social worker", permissions),))
        return write_roles()

    return version


def worker():
    with door.opened("test"):
        return Role.objects.get(code="worker")


def administrator_makes_it(*permissions):
    with door.opened("test"):
        Role.objects.filter(code="worker").update(permissions=list(permissions), version=2)


def test_a_role_nobody_touched_becomes_what_this_version_gives(house):
    house("rooms.room.view", "rooms.room.old")
    assert house("rooms.room.view", "rooms.booking.*") == ["worker"]
    assert worker().permissions == ["rooms.room.view", "rooms.booking.*"]
    with door.opened("test"):
        assert Event.objects.filter(verb="identity.role.upgrade").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_upgrade_writes_its_line_of_the_trail_without_somebody_elses_transaction(
    house, transactional_copy
):
    house("rooms.room.view")
    assert house("rooms.room.view", "rooms.booking.*") == ["worker"]


def test_a_second_upgrade_changes_nothing(house):
    house("rooms.room.view")
    assert house("rooms.room.view") == []
    assert worker().version == 1


def test_what_an_administrator_took_away_stays_away_and_what_was_added_stays(house):
    house("rooms.room.view", "rooms.room.book")
    administrator_makes_it("rooms.room.view", "rooms.plan.print")
    assert house("rooms.room.view", "rooms.room.book", "rooms.desk.see") == ["worker"]
    assert worker().permissions == ["rooms.room.view", "rooms.plan.print", "rooms.desk.see"]
    assert house("rooms.room.view", "rooms.room.book", "rooms.desk.see") == []


@pytest.mark.parametrize(("version", "expected"), [(1, ["new.thing.view"]), (2, ["old.thing.view"])])
def test_a_role_from_before_such_notes_were_kept_is_ours_only_when_nobody_touched_it(
    house, version, expected
):
    house("old.thing.view")
    with door.opened("test"):
        Role.objects.filter(code="worker").update(given=None, version=version)
    house("new.thing.view")
    assert worker().permissions == expected
    assert house("new.thing.view", "later.thing.view") == ["worker"]
    assert worker().permissions == [*expected, "later.thing.view"]


def test_what_we_give_no_longer_goes_unless_the_agency_gave_it_itself():
    assert brought_up_to_date(["a", "b", "own"], ["a", "b"], ["a"], is_untouched=False) == ["a", "own"]
