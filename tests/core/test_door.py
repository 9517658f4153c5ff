"""The door: reading without saying on whose behalf raises, and reach stops at the unit."""

from datetime import date

import pytest
from django.shortcuts import get_object_or_404

from banyan.core import door
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import Appointment, Person, Post, Unit
from tests.makers import TODAY, make_appointment, make_grant, make_person, make_post, make_user

pytestmark = pytest.mark.django_db

EVALUATIONS = {
    "list": list,
    "count": lambda found: found.count(),
    "exists": lambda found: found.exists(),
    "first": lambda found: found.first(),
    "aggregate": lambda found: found.aggregate(),
    "iterator": lambda found: list(found.iterator()),
    "update": lambda found: found.update(name="x"),
    "delete": lambda found: found.delete(),
    "values": lambda found: list(found.values("name")),
    "get_or_404": lambda found: get_object_or_404(found, name="x"),
}


@pytest.mark.parametrize("evaluate", EVALUATIONS.values(), ids=EVALUATIONS)
def test_reading_without_an_actor_raises(north, evaluate):
    with pytest.raises(door.ScopeMissing):
        evaluate(Person.objects.all())


def test_related_managers_raise_too(north):
    person = make_person(north)
    with pytest.raises(door.ScopeMissing):
        list(person.appointments.all())


def test_the_door_closes_again_after_a_failure(north):
    with pytest.raises(ZeroDivisionError), door.opened("test"):
        _ = 1 / 0
    assert not door.is_open()


def test_saving_outside_a_deed_raises(north):
    person = make_person(north)
    with pytest.raises(door.ScopeMissing):
        person.save()
    with pytest.raises(door.ScopeMissing):
        person.delete()


def test_reach_covers_the_unit_and_all_below_and_nothing_beside(north, south, actor_with):
    post = make_post(north)
    make_appointment(make_person(north), post)
    make_appointment(make_person(south), make_post(south))
    worker = actor_with(north, "identity.*.view")
    assert [unit.code for unit in Unit.objects.visible_to(worker)] == ["N1"]
    assert list(Post.objects.visible_to(worker)) == [post]
    assert Appointment.objects.visible_to(worker).count() == 1


def test_a_right_for_one_verb_is_none_for_another(north, actor_with):
    make_person(north)
    worker = actor_with(north, "identity.person.edit")
    assert not Person.objects.visible_to(worker).exists()
    assert Person.objects.visible_to(worker, "edit").exists()


def test_a_grant_holds_until_its_last_day(north):
    user = make_user(north)
    make_grant(user, north, "identity.person.view", until=TODAY)
    assert actor_for(user, TODAY).may("identity.person.view")
    assert not actor_for(user, date(2026, 1, 1)).may("identity.person.view")


def test_an_inactive_sign_in_may_nothing(north):
    user = make_user(north)
    make_grant(user, north, "*")
    user.is_active = False
    assert not actor_for(user, TODAY)


def test_a_scoped_grant_reaches_no_record_without_a_project(north):
    user = make_user(north)
    make_person(north)
    make_grant(user, north, "identity.person.view", scope=user.public_id)
    assert not Person.objects.visible_to(actor_for(user, TODAY)).exists()


def test_moving_a_unit_takes_its_people_along(north, south, actor_with):
    department = _below(north)
    make_person(department)
    worker = actor_with(south, "identity.person.view")
    assert not Person.objects.visible_to(worker).filter(unit=department).exists()
    with door.opened("test"):
        department.parent = south
        department.save()
    assert Person.objects.visible_to(worker).filter(unit=department).exists()


def _below(unit):
    from tests.makers import make_unit

    return make_unit(f"{unit.code}-1", "部门", unit, "department")
