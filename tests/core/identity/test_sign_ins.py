"""Sign-ins as deeds: who may make, change and close them, and what stays out of the trail."""

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import clock
from banyan.core.audit.models import Event
from banyan.core.identity import deeds
from banyan.core.identity.models import ApiToken, User
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_grant, make_person, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a-quiet-morning-7"


@pytest.fixture
def admin(north):
    return make_actor(north, "identity.user.*", on=clock.today())


def test_a_new_sign_in_opens_nothing_before_a_password_is_set(north, admin):
    made = deeds.make_user(User(username="w1", person=make_person(north)), by=admin)
    assert not made.has_usable_password()
    assert deeds.set_password(made, by=admin, password=PASSWORD).check_password(PASSWORD)


def test_no_password_stands_in_the_trail(north, admin):
    made = deeds.make_user(User(username="w1", email="a@b.cn", person=make_person(north)), by=admin)
    changed = deeds.set_password(made, by=admin, password=PASSWORD)
    written = " ".join(f"{e.changes} {e.reason}" for e in Event.objects.all())
    assert Event.objects.filter(verb="identity.user.set_password").exists()
    assert changed.password not in written
    assert PASSWORD not in written
    assert "a@b.cn" not in written


def test_a_weak_password_is_refused_with_its_reason(north, admin):
    with pytest.raises(Refused) as refused:
        deeds.set_password(make_user(north), by=admin, password="short")
    assert "password" in refused.value.problems


def test_a_station_s_administrator_leaves_other_stations_sign_ins_alone(south, admin):
    with pytest.raises(PermissionDenied):
        deeds.set_password(make_user(south), by=admin, password=PASSWORD)


def test_nobody_climbs_by_setting_the_password_of_somebody_with_wider_rights(agency, north, admin):
    wide = make_user(north)
    make_grant(wide, agency, "*")
    with pytest.raises(Refused) as refused:
        deeds.set_password(wide, by=admin, password=PASSWORD)
    assert refused.value.code == "beyond_reach"


def test_a_sign_in_without_a_person_belongs_to_the_top(agency, admin):
    lone = User.objects.create_user(username="root")
    with pytest.raises(PermissionDenied):
        deeds.set_password(lone, by=admin, password=PASSWORD)
    top = make_actor(agency, "identity.user.*", on=clock.today())
    assert deeds.set_password(lone, by=top, password=PASSWORD).check_password(PASSWORD)


def test_closing_a_sign_in_ends_its_sessions_and_tokens(north, admin):
    user = make_user(north)
    make_grant(user, north, "services.*")
    owner = make_actor(north, "services.*", user=user, on=clock.today())
    token = deeds.make_token(
        ApiToken(user=user, name="x", permissions=["services.*"], ends_on=clock.today()),
        by=owner,
        secret=deeds.new_secret(),
    )
    stamp = user.get_session_auth_hash()
    closed = deeds.deactivate(user, by=admin, reason="left")
    assert not closed.is_active
    assert closed.get_session_auth_hash() != stamp
    assert ApiToken.everything.get(pk=token.pk).revoked_at is not None


def test_nobody_closes_their_own_sign_in(admin):
    with pytest.raises(Refused) as refused:
        deeds.deactivate(admin.user, by=admin, reason="enough")
    assert refused.value.code == "own_sign_in"


def test_a_password_is_changed_by_its_owner_only(north, admin):
    other = make_user(north)
    with pytest.raises(PermissionDenied):
        deeds.change_password(other, by=admin, password=PASSWORD)
    assert deeds.change_password(admin.user, by=admin, password=PASSWORD).check_password(PASSWORD)


def test_a_version_that_is_behind_is_refused(north, admin):
    user = make_user(north)
    deeds.edit_user(user, by=admin, version=1, email="x@y.cn")
    with pytest.raises(Refused) as refused:
        deeds.edit_user(user, by=admin, version=1, email="z@y.cn")
    assert refused.value.code == "conflict"


def test_sign_ins_are_seen_through_the_door(north, south, admin):
    mine, theirs = make_user(north), make_user(south)
    found = set(User.objects.visible_to(admin).values_list("pk", flat=True))
    assert mine.pk in found
    assert theirs.pk not in found
