"""The world that every battery walks through."""

import logging

import pytest


@pytest.fixture
def world(db):
    """Two stations with a record of every kind. What requests are refused is not worth a log line here."""
    from tests.batteries.world import make_world

    logging.disable(logging.CRITICAL)
    yield make_world()
    logging.disable(logging.NOTSET)


@pytest.fixture
def say(request):
    """Each battery tells how much it did: an empty run is not a green one."""
    return lambda words: request.node.user_properties.append(("told", words))
