"""The world that every battery walks through."""

import pytest


@pytest.fixture
def world(db):
    """Two stations with a record of every kind."""
    from tests.batteries.world import make_world

    return make_world()
