"""Sign-ins for the people of the demo: the part they play follows from the post they hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from banyan.core import door
from banyan.core.audit.trail import note
from banyan.core.identity.actor import Actor, actor_for, system_actor
from banyan.core.identity.models import Appointment, Grant, Person, Role, User
from banyan.domains.staff import public as staff
from banyan.site.commands.finding import unit_numbered

PASSWORD = "banyan-demo-2025"  # noqa: S105
ROLES = {
    "centre-director": ("中心主任",),
    "programme-director": ("项目总监", "机构总干事"),
    "finance": ("财务主管", "会计"),
    "cashier": ("出纳",),
    "department-head": ("主管", "主任助理", "副主任"),
    "clerk": ("行政专员", "财务兼档案"),
    "supervisor": ("督导团队",),
    "worker": ("社工",),
}
#: A post that brings a second role.
BESIDES = {"机构总干事": "director-general"}
AT_THE_TOP = ("programme-director", "director-general", "finance", "cashier", "supervisor")
#: The sign-in of the evaluator's accountant.
AUDITOR = "k001"
SHOWN = {"s001": "centre-director", "s004": "department-head", "s005": "worker", "h002": "programme-director"}


def role_for(title: str) -> str:
    """The role that a post of the demo brings."""
    for role, titles in ROLES.items():
        if any(title == each or (role == "department-head" and title.endswith(each)) for each in titles):
            return role
    return "worker"


def make_sign_ins(now: datetime) -> None:
    """A sign-in for everybody in office, at the centre or the headquarters where the post is."""
    by = system_actor("demo")
    with door.opened("demo"), transaction.atomic():
        roles = {role.code: role for role in Role.objects.all()}
        posts = {
            each.person_id: each.post
            for each in Appointment.objects.filter(Appointment.on(now.date())).select_related("post__unit")
        }
        for number, person in sorted(staff.people_by_employee_number(unit_numbered("U0")).items()):
            if person.pk in posts:
                _make(
                    number.lower(),
                    person,
                    roles[_role_code(posts[person.pk])],
                    posts[person.pk].unit,
                    by,
                    now,
                )
        _grant_besides(posts, roles, by, now)
        _make_stranger(roles["worker"], by, now)
        _make_auditor(by, now)


def _grant_besides(posts: dict[int, Any], roles: dict[str, Role], by: Actor, now: datetime) -> None:
    """Who leads the whole agency signs large sums beside their other work."""
    for person, post in posts.items():
        if post.title in BESIDES:
            user = User.objects.get(person_id=person)
            grant = Grant(user=user, role=roles[BESIDES[post.title]], unit=post.unit.root)
            grant.save()
            note(by, now, "identity.grant.make", grant, {})


def _role_code(post: Any) -> str:
    return role_for(post.title)


def _make(username: str, person: Any, role: Role, unit: Any, by: Actor, now: datetime) -> None:
    user = User.objects.create_user(username, PASSWORD, person=person)
    place = unit.root if role.code in AT_THE_TOP else unit.centre
    grant = Grant(user=user, role=role, unit=place)
    grant.save()
    note(by, now, "identity.grant.make", grant, {})


def _make_stranger(role: Role, by: Actor, now: datetime) -> None:
    elsewhere = unit_numbered("U-A")
    person = Person(name="邻站示例", unit=elsewhere)
    person.save()
    _make("a001", person, role, elsewhere, by, now)


def _make_auditor(by: Actor, now: datetime) -> None:
    """The evaluator's accountant has a sign-in; a right comes with the audit, for its days."""
    person = Person(name="审计示例", unit=unit_numbered("U0"))
    person.save()
    user = User.objects.create_user(AUDITOR, PASSWORD, person=person)
    note(by, now, "identity.user.make", user, {})


def actor_of(person_id: int, now: datetime) -> Actor:
    """Somebody of the demo, acting."""
    user = User.objects.select_related("person").get(person_id=person_id)
    return actor_for(user, now.date())


def sign_ins() -> list[dict[str, str]]:
    """The sign-ins that the demo shows."""
    from django.utils.translation import gettext as _

    with door.opened("demo"):
        names = dict(Role.objects.values_list("code", "name"))
    shown = [("admin", "administrator"), *SHOWN.items(), ("a001", "worker"), (AUDITOR, "auditor")]
    return [{"name": name, "password": PASSWORD, "role": _(names[role])} for name, role in shown]
