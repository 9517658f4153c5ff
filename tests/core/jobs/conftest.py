"""Jobs to run: one that counts, one that refuses, one that breaks."""

from typing import Any

import pytest

from banyan.core.identity.actor import Actor
from banyan.core.jobs.declaring import job
from banyan.foundation.refusal import Refused, noop, sentence
from tests.makers import make_actor, make_unit

SECRET = "SOMEBODY"
seen: list[Any] = []


@job("test.count", label="Count")
def count(context, upto, stop_at=0):
    """Counts aloud."""
    for number in range(1, upto + 1):
        context.progress(number, upto, sentence(noop("At %(number)s"), number=number))
        if number == stop_at:
            context._cancelled = True
        context.stop_if_cancelled()
    seen.append(context.by.name)
    return {"counted": upto, "url": "/there/"}


@job("test.refuse")
def refuse(context):
    """A rule forbids it."""
    raise Refused({"": sentence(noop("At most %(limit)s."), limit=3)})


@job("test.break")
def break_off(context):
    """Breaks with somebody's data in the message."""
    raise ValueError(SECRET.lower())


@pytest.fixture(autouse=True)
def nothing_seen():
    seen.clear()


@pytest.fixture
def worker(db) -> Actor:
    return make_actor(make_unit("J"), "jobs.*")
