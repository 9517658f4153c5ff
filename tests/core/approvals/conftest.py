"""A station with somebody who asks, two directors, headquarters and a director from elsewhere."""

import pytest

from banyan.core import approvals
from banyan.core.dated.models import DatedSetting
from tests.core.approvals.office import KIND, SIGNING, Station, accept, actor, take_back
from tests.makers import make_grant, make_unit, make_user


@pytest.fixture(autouse=True)
def outcome():
    """What follows signatures under a setting: only key, value and first day are signed."""
    return approvals.outcome(
        DatedSetting, KIND, approved=accept, returned=take_back, fields=("key", "value", "valid_from")
    )


@pytest.fixture
def station(db) -> Station:
    agency = make_unit("AG")
    unit, other = make_unit("N", parent=agency), make_unit("S", parent=agency)
    here = Station(unit, other)
    for name, role, place in (
        ("asker", "test-worker", unit),
        ("director", "test-director", unit),
        ("second_director", "test-director", unit),
        ("headquarters", "test-hq", agency),
        ("stranger", "test-director", other),
    ):
        user = make_user(place, username=name)
        make_grant(user, place, "dated.*", *SIGNING, role=role)
        setattr(here, name, actor(user))
    return here
