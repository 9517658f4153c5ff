"""A station with somebody who may do everything there, and clocks and trees that are read once."""

import pytest


@pytest.fixture(autouse=True)
def what_is_kept_for_seconds_stays(monkeypatch):
    """Statements are counted, not seconds: on a busy machine nothing grows old between two pages."""
    from banyan.core import clock
    from banyan.core.dated import values
    from banyan.core.identity import tree
    from banyan.site import scope

    for module in (clock, scope, tree, values):
        monkeypatch.setattr(module, "_SECONDS_KEPT", 3_600.0)


@pytest.fixture
def planter(north):
    """Plants records of any kind at the north station."""
    from tests.batteries.planting import Planter
    from tests.makers import make_grant, make_user

    master = make_user(north, "master")
    make_grant(master, north, "*")
    return Planter(north, master)


@pytest.fixture
def master(client, planter):
    """The browser of somebody who may do everything at the station."""
    client.force_login(planter.master, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
