"""Areas of two stations, and somebody at the northern one who may work with them."""

import pytest

from banyan.core import door
from tests.makers import make_grant, make_user


@pytest.fixture
def make_area():
    """`make_area(north, "A1")`: a community that a station serves."""
    from banyan.domains.staff.models import Area

    def make(unit, number, name="", kind="community", **fields):
        with door.opened("test"):
            return Area.everything.create(
                unit=unit, number=number, name=name or f"社区{number}", kind=kind, **fields
            )

    return make


@pytest.fixture
def worker(north):
    """A sign-in at the northern station with every right over areas."""
    user = make_user(north, "worker")
    make_grant(user, north, "staff.area.*")
    return user


@pytest.fixture
def at_work(client, worker):
    """A browser in which the worker has signed in."""
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def worker_actor(worker):
    """The worker as deeds and lists know them."""
    from banyan.core.identity.actor import actor_for
    from tests.makers import TODAY

    return actor_for(worker, TODAY)
