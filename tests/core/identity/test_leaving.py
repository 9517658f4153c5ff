"""Who leaves loses what they could do."""

from datetime import timedelta

import pytest

from banyan.core import clock
from banyan.core.identity import deeds
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import Grant, User
from tests.makers import make_actor, make_appointment, make_grant, make_person, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(north):
    person = make_person(north)
    user = make_user(north, person=person)
    make_grant(user, north, "services.*")
    return user


@pytest.fixture
def office(north):
    return make_actor(north, "identity.appointment.end", on=clock.today())


def test_ending_the_last_appointment_ends_every_right_with_that_day(north, leaver, office):
    last_day = clock.today() + timedelta(days=10)
    appointment = make_appointment(leaver.person, make_post(north))
    deeds.end_appointment(appointment, by=office, ends_on=last_day, reason="resigned")
    assert Grant.everything.get(user=leaver).until == last_day
    assert actor_for(User.objects.get(pk=leaver.pk), last_day).rights
    assert not actor_for(User.objects.get(pk=leaver.pk), last_day + timedelta(days=1)).rights


def test_who_left_already_loses_access_at_once(north, leaver, office):
    appointment = make_appointment(leaver.person, make_post(north))
    stamp = leaver.get_session_auth_hash()
    deeds.end_appointment(appointment, by=office, ends_on=clock.today() - timedelta(days=40), reason="left")
    assert not actor_for(User.objects.get(pk=leaver.pk), clock.today()).rights
    assert User.objects.get(pk=leaver.pk).get_session_auth_hash() != stamp


def test_who_still_holds_a_post_keeps_their_rights(north, leaver, office):
    make_appointment(leaver.person, make_post(north))
    second = make_appointment(leaver.person, make_post(north))
    deeds.end_appointment(second, by=office, ends_on=clock.today(), reason="one post less")
    assert Grant.everything.get(user=leaver).until is None


def test_who_has_no_sign_in_leaves_without_ado(north, office):
    appointment = make_appointment(make_person(north), make_post(north))
    ended = deeds.end_appointment(appointment, by=office, ends_on=clock.today(), reason="resigned")
    assert ended.ends_on == clock.today()
