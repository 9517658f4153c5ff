"""Tokens for programs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import clock
from banyan.core.audit.models import Event
from banyan.core.identity import deeds
from banyan.core.identity.models import ApiToken
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(north):
    return make_actor(north, "services.*", on=clock.today())


def token_for(user, **fields):
    given = {
        "name": "年报",
        "permissions": ["services.*.view"],
        "ends_on": clock.today() + timedelta(days=30),
    }
    return ApiToken(user=user, **given | fields)


def test_only_a_hash_of_a_token_is_kept(owner):
    secret = deeds.new_secret()
    made = deeds.make_token(token_for(owner.user), by=owner, secret=secret)
    assert secret not in str(ApiToken.everything.filter(pk=made.pk).values())
    assert secret not in str(Event.objects.filter(verb="identity.apitoken.make").values())
    assert made.digest == ApiToken.digest_of(secret)


def test_nobody_makes_a_token_for_somebody_else(north, owner):
    with pytest.raises(PermissionDenied):
        deeds.make_token(token_for(make_user(north)), by=owner, secret=deeds.new_secret())


def test_a_token_ends(owner):
    with pytest.raises(Refused):
        deeds.make_token(
            token_for(owner.user, ends_on=clock.today() + timedelta(days=366)),
            by=owner,
            secret=deeds.new_secret(),
        )


def test_a_token_says_what_it_may_do(owner):
    with pytest.raises(Refused):
        deeds.make_token(token_for(owner.user, permissions=[]), by=owner, secret=deeds.new_secret())


def test_a_revoked_token_is_out_of_force(owner):
    made = deeds.make_token(token_for(owner.user), by=owner, secret=deeds.new_secret())
    assert made.in_force(clock.today())
    assert not deeds.revoke_token(made, by=owner).in_force(clock.today())


def test_strangers_do_not_revoke_tokens(north, south, owner):
    made = deeds.make_token(token_for(owner.user), by=owner, secret=deeds.new_secret())
    with pytest.raises(PermissionDenied):
        deeds.revoke_token(made, by=make_actor(south, "identity.user.*", on=clock.today()))
    keeper = make_actor(north, "identity.user.*", on=clock.today())
    assert deeds.revoke_token(made, by=keeper).revoked_at is not None
