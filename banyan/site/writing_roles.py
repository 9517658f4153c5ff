"""Writing the roles of this version into an installation, at `banyan init` and at every `banyan upgrade`."""

from __future__ import annotations

from django.db import transaction

from banyan.core import clock, door
from banyan.core.audit.trail import note
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Role
from banyan.core.identity.rules import brought_up_to_date
from banyan.core.records import snapshot
from banyan.site import roles


def write_roles() -> list[str]:
    """Make the roles that are missing and bring the others up to this version; the codes of those that changed.

    What an agency added to a role or took from it stays so (the rule: `brought_up_to_date`).
    """
    with door.opened("roles"), transaction.atomic():
        return [code for code, name, permissions in roles.ROLES if _write(code, name, list(permissions))]


def _write(code: str, name: str, ours: list[str]) -> bool:
    role, is_new = Role.objects.get_or_create(
        code=code, defaults={"name": name, "permissions": ours, "given": ours}
    )
    if is_new or role.given == ours:
        return is_new
    before = snapshot(role)
    wanted = brought_up_to_date(role.permissions, role.given, ours, is_untouched=role.version == 1)
    has_changed, role.permissions, role.given = wanted != role.permissions, wanted, ours
    role.version += has_changed
    role.save(update_fields=["permissions", "given", "version"])
    if has_changed:
        note(system_actor("upgrade"), clock.now(), "identity.role.upgrade", role, before)
    return has_changed
