"""A question composed once answers what the query set answers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.core import door
from banyan.core.asked import Question
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import Grant, Unit
from tests.makers import make_grant, make_user

pytestmark = pytest.mark.django_db
NEVER = date(1, 1, 1)


def named(code, day):
    return Unit.everything.filter(code=code, opened_on__lte=day).values_list("public_id", "opened_on", "name")


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


def test_each_asking_brings_its_own_values(north, south):
    Unit.everything.update(opened_on=date(2025, 5, 1))
    question = Question(named, "nowhere", NEVER)
    assert question.ask("N1", date(2025, 6, 1)) == [[north.public_id, date(2025, 5, 1), "北站"]]
    assert question.ask("S1", date(2025, 5, 1)) == [[south.public_id, date(2025, 5, 1), "南站"]]
    assert question.ask("S1", date(2025, 4, 30)) == []


def test_it_sends_the_statement_that_the_query_set_would_send(north):
    question = Question(named, "nowhere", NEVER)
    with CaptureQueriesContext(connection) as caught:
        question.ask("N1", date(2025, 6, 1))
        list(named("N1", date(2025, 6, 1)))
    assert caught[0]["sql"] == caught[1]["sql"]


def test_rows_as_fetched_can_be_kept_under_and_are_read_later(north):
    Unit.everything.update(opened_on=date(2025, 5, 1))
    question = Question(named, "nowhere", NEVER)
    fetched = question.fetch("N1", date(2025, 6, 1))
    assert hash(fetched) == hash(question.fetch("N1", date(2025, 6, 1)))
    assert (
        question.read(fetched)
        == question.ask("N1", date(2025, 6, 1))
        == [[north.public_id, date(2025, 5, 1), "北站"]]
    )


def test_a_grant_that_ended_or_has_not_begun_opens_nothing(north):
    user = make_user(north)
    make_grant(user, north, "a.b.view", until=date(2025, 6, 30))
    Grant.everything.filter(user=user).update(starts_on=date(2025, 6, 1))
    allowed = [
        actor_for(user, day).may("a.b.view")
        for day in (date(2025, 5, 31), date(2025, 6, 1), date(2025, 7, 1))
    ]
    assert allowed == [False, True, False]
