from datetime import timedelta

import pytest

from banyan.core import door
from banyan.core.notices.models import Notice
from banyan.domains.quality.deeds.reminding import remind
from tests.makers import make_grant
from tests.quality.makers import DUE, at, member, planned


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


def told(user):
    return Notice.everything.filter(user=user).count()


@pytest.mark.clause("R4.4.3")
def test_the_owner_is_reminded_and_after_a_week_the_director_too(north):
    owner, director = member(north, "己负责"), member(north, "辛主任")
    make_grant(director.user, north, "quality.*", role="centre-director")
    planned(north, owner)
    before = told(owner.user)
    assert [remind(at(DUE + timedelta(days=days))) for days in (-5, -3, 0, 1, 7)] == [0, 1, 0, 1, 2]
    assert (told(owner.user) - before, told(director.user)) == (3, 1)
