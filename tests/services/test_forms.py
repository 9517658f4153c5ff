"""The forms of the room know beforehand what whoever writes need not say."""

import pytest

from banyan.core import clock, door
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.core.registers.declaration import register_for
from banyan.core.registers.forms import record_form
from banyan.domains.services.models import HotlineCall, Reception, ServiceUser
from tests.makers import make_grant
from tests.services.cases.makers import Station, at, on


@pytest.fixture
def worker(north, monkeypatch):
    """A worker of a department with rights at the whole station."""
    monkeypatch.setattr(clock, "now", lambda: at(on(40)))
    monkeypatch.setattr(clock, "today", lambda: on(40))
    with door.opened("test"):
        made = Station(north).worker
        make_grant(made.user, north, "services.*")
        yield actor_for(User.objects.select_related("person").get(pk=made.user.pk), on(40))


def test_a_new_record_begins_in_ones_own_department_and_a_resident_where_somebody_says(worker):
    home = str(worker.person.unit.public_id)
    call, visitor, resident = (
        record_form(register_for(kind), worker) for kind in (HotlineCall, Reception, ServiceUser)
    )
    assert call.initial["unit"] == visitor.initial["unit"] == home
    assert (call.initial["called_on"], visitor.initial["came_on"]) == (on(40), on(40))
    assert not resident.initial.get("unit"), "the station keeps the register of residents"
