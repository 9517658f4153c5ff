"""A program with a token, and how it speaks."""

from datetime import timedelta

import pytest
from django.test import Client

from banyan.core import clock
from banyan.core.identity import deeds
from banyan.core.identity.models import ApiToken
from tests.makers import make_actor


class Program:
    """Speaks to the API with one token."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, **params):
        return self.client.get(f"/api/{path}", params)

    def post(self, path: str, **body):
        return self.client.post(f"/api/{path}", body, content_type="application/json")

    def patch(self, path: str, **body):
        return self.client.patch(f"/api/{path}", body, content_type="application/json")


def token_of(actor, *permissions: str, ends_on=None) -> tuple[str, ApiToken]:
    """A token of somebody, made as they would make it."""
    secret = deeds.new_secret()
    ends_on = ends_on or clock.today() + timedelta(days=30)
    token = ApiToken(user=actor.user, name="test", permissions=list(permissions), ends_on=ends_on)
    return secret, deeds.make_token(token, by=actor, secret=secret)


@pytest.fixture
def program(db):
    """`program(unit, "identity.user.*")`: a program whose owner holds these rights; the token says the same."""

    def make(unit, *permissions: str, within: tuple[str, ...] = ()) -> Program:
        owner = make_actor(unit, *permissions, on=clock.today())
        return Program(token_of(owner, *(within or permissions))[0])

    return make
