"""Whose turn it is with money: the holders of the role that does it; where nobody holds it, whoever may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Grant

CLERK, CASHIER, FINANCE, DIRECTOR = "clerk", "cashier", "finance", "centre-director"
Turn = Callable[[Any], bool]


def turn_of(actor: Actor, permission: str, role: str, today: date, *, near: bool = False) -> Turn:
    """Whether something at a unit lies on this person's desk. `near` things are done by people of the unit itself.

    At most one statement, and none for those who hold the role or may not do it at all.
    """
    if actor.person_id is None or not actor.may(permission):
        return lambda unit: False
    mine = [right.path for right in actor.rights_for(permission) if right.role == role]
    held = [] if mine else _held(role, today)

    def is_mine(unit: Any) -> bool:
        if any(unit.path.startswith(path) for path in mine):
            return True
        if any(unit.path.startswith(path) for path in held) or not actor.can(permission, unit):
            return False
        return not near or actor.person.unit.path.startswith(unit.path)

    return is_mine


def _held(role: str, today: date) -> list[str]:
    """Where somebody holds a role on a day."""
    found = Grant.everything.filter(Grant.on(today), role__code=role, user__is_active=True)
    return list(found.filter(user__person__isnull=False).values_list("unit__path", flat=True).distinct())
