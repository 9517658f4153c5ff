"""Things that tests need, stated with what matters only."""

from __future__ import annotations

from datetime import date
from itertools import count

from banyan.core import door
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.identity.models import Appointment, Grant, Person, Post, Role, Unit, User

_next = count(1)
TODAY = date(2025, 12, 31)


def make_unit(code: str = "", name: str = "", parent: Unit | None = None, kind: str = "station") -> Unit:
    """A unit of the tree; without a parent it is an agency of its own."""
    with door.opened("test"):
        return Unit.everything.create(
            code=code or f"T{next(_next)}",
            name=name or code or "站点",
            parent=parent,
            kind=kind if parent else "agency",
        )


def make_person(unit: Unit, name: str = "样甲") -> Person:
    """A person who belongs to a unit."""
    with door.opened("test"):
        return Person.everything.create(name=name, unit=unit)


def make_post(unit: Unit, title: str = "社工", superior: Post | None = None, **fields) -> Post:
    """A post in the establishment."""
    with door.opened("test"):
        return Post.everything.create(
            unit=unit, title=title, superior=superior, code=fields.pop("code", f"P{next(_next)}"), **fields
        )


def make_appointment(person: Person, post: Post, starts_on: date = date(2025, 1, 1), **fields) -> Appointment:
    """Somebody in office."""
    with door.opened("test"):
        return Appointment.everything.create(person=person, post=post, starts_on=starts_on, **fields)


def make_user(
    unit: Unit, username: str = "", person: Person | None = None, password: str | None = None
) -> User:
    """A sign-in with a person behind it."""
    return User.objects.create_user(
        username=username or f"user{next(_next)}", password=password, person=person or make_person(unit)
    )


def make_grant(
    user: User, unit: Unit, *permissions: str, role: str = "", until: date | None = None, scope=None
) -> Grant:
    """A grant of permissions (patterns) at a unit, through a role made for them."""
    with door.opened("test"):
        kept, _ = Role.everything.get_or_create(
            code=role or f"role{next(_next)}",
            defaults={"name": role or "角色", "permissions": list(permissions)},
        )
        return Grant.everything.create(user=user, role=kept, unit=unit, until=until, scope_id=scope)


def make_actor(unit: Unit, *permissions: str, user: User | None = None, on: date = TODAY) -> Actor:
    """Somebody who may do these things at this unit and below."""
    user = user or make_user(unit)
    make_grant(user, unit, *permissions)
    return actor_for(User.objects.select_related("person").get(pk=user.pk), on)
