"""The page of a sign-in says what it may do, to whom may know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banyan.core import clock
from banyan.core.identity.queries import access_of
from tests.makers import make_grant, make_user

pytestmark = pytest.mark.django_db


def test_the_page_of_a_sign_in_tells_its_grants_and_which_of_them_hold(north, south, actor_with):
    user = make_user(north)
    make_grant(user, north, "services.*")
    make_grant(user, north, "staff.*", until=clock.today() - timedelta(days=1))
    make_grant(user, south, "finance.*")
    told = access_of(user, actor_with(north, "identity.*"))
    assert sorted(stands for _grant, stands in told["grants"]) == ["holds", "over"]
    assert told["second_factor"] is False
    assert not access_of(user, actor_with(south, "services.*"))["grants"]
