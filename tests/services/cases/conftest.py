"""A station whose people lead cases."""

import pytest

from banyan.core import door
from tests.services.cases.makers import Station


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def station(north):
    return Station(north)
