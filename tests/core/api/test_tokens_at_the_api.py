"""What a token opens, and what it does not."""

import pytest
from django.test import Client

from banyan.core import clock
from banyan.core.identity import deeds
from tests.core.api.conftest import Program, token_of
from tests.makers import make_actor, make_grant, make_user

pytestmark = pytest.mark.django_db
USERS = "identity/user/"


def test_without_a_token_the_api_says_401_in_json(client):
    answer = client.get("/api/identity/user/")
    assert answer.status_code == 401
    assert answer.json()["code"] == "no_token"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_does_not_replace_a_token(north):
    user = make_user(north)
    make_grant(user, north, "*")
    browser = Client()
    browser.force_login(user)
    assert browser.get("/api/identity/user/").status_code == 401


def test_an_unknown_token_opens_nothing(db):
    assert Program("banyan_nonsense").get(USERS).status_code == 401


def test_a_revoked_token_opens_nothing(north):
    owner = make_actor(north, "identity.user.view", on=clock.today())
    secret, token = token_of(owner, "identity.user.view")
    assert Program(secret).get(USERS).status_code == 200
    deeds.revoke_token(token, by=owner)
    assert Program(secret).get(USERS).status_code == 401


def test_a_token_opens_nothing_once_its_owner_s_rights_ended(north):
    owner = make_actor(north, "identity.user.view", on=clock.today())
    secret, _ = token_of(owner, "*")
    admin = make_actor(north, "identity.grant.*", on=clock.today())
    deeds.revoke(owner.user.grants.model.everything.get(user=owner.user), by=admin)
    assert Program(secret).get(USERS).status_code == 401


def test_a_token_opens_nothing_once_its_owner_s_sign_in_is_closed(north):
    owner = make_actor(north, "identity.user.view", on=clock.today())
    secret, _ = token_of(owner, "*")
    admin = make_actor(north, "identity.user.*", on=clock.today())
    deeds.deactivate(owner.user, by=admin, reason="left")
    assert Program(secret).get(USERS).status_code == 401


def test_a_token_is_narrower_than_its_owner(north, program):
    narrow = program(north, "identity.*", within=("identity.user.view",))
    assert narrow.get(USERS).status_code == 200
    assert narrow.get("identity/grant/").status_code == 403


def test_a_token_is_never_wider_than_its_owner(north, program):
    wide = program(north, "identity.user.view", within=("*",))
    assert wide.get(USERS).status_code == 200
    assert wide.get("identity/grant/").status_code == 403


def test_answers_stay_out_of_caches(north, program):
    assert "no-store" in program(north, "identity.user.view").get(USERS)["Cache-Control"]
