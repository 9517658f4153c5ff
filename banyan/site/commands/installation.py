"""`banyan init` and `banyan upgrade`."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management import call_command
from django.db import transaction

from banyan.core import clock, door
from banyan.core.audit.trail import note
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Grant, Installation, Person, Role, Unit, User
from banyan.foundation.refusal import Refused, noop
from banyan.site.cli import DONE
from banyan.site.writing_roles import write_roles


def init(options: Any) -> tuple[int, dict[str, Any]]:
    """Make an empty installation: tables, roles, one agency, one administrator."""
    call_command("migrate", verbosity=0)
    with door.opened("init"), transaction.atomic():
        if Unit.objects.exists():
            raise Refused({"": noop("This installation has an agency already.")}, code="not_empty")
        password = options.password or secrets.token_urlsafe(12)
        made = _make(options.agency, options.name or options.agency, options.admin, password)
    return DONE, {"agency": made.code, "admin": options.admin, "password": password}


def _make(code: str, name: str, admin: str, password: str) -> Unit:
    by, now = system_actor("init"), clock.now()
    Installation.objects.get_or_create(pk=1)
    write_roles()
    agency = Unit.objects.create(code=code, name=name, kind=Unit.Kind.AGENCY)
    note(by, now, "identity.unit.create", agency, {})
    person = Person.objects.create(name=admin, unit=agency)
    user = User.objects.create_user(admin, password, person=person)
    grant = Grant.objects.create(user=user, role=Role.objects.get(code="administrator"), unit=agency)
    note(by, now, "identity.grant.create", grant, {})
    return agency


def upgrade(options: Any) -> tuple[int, dict[str, Any]]:
    """Bring the database and the roles up to this version."""
    call_command("migrate", verbosity=0)
    return DONE, {"roles": write_roles()}
