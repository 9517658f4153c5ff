"""The organisation tree: units open, close and move with everything below them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity import queries, rules, tree
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Unit
from banyan.foundation.refusal import Refused, noop


@deed(Unit, "make", new=True, label=_("New unit"), icon="building")
def make_unit(unit: Unit, by: Actor, now: datetime) -> None:
    """Open a unit under its superior."""
    if unit.parent is None:
        raise Refused({"parent": noop("A unit needs a superior unit.")}, code="no_superior")
    unit.path = unit.parent.path


@deed(Unit, "edit", label=_("Edit"), icon="pencil")
def edit_unit(unit: Unit, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct what a unit is called and when it opened; its place in the tree changes by moving it."""
    for name, value in changes.items():
        setattr(unit, name, value)


@deed(Unit, "close", label=_("Close the unit"), danger=True, icon="building-off")
def close_unit(unit: Unit, by: Actor, now: datetime, closed_on: date, reason: str) -> None:
    """Close a unit whose lower units are closed; its records stay."""
    if queries.open_below(unit, closed_on):
        raise Refused({"": noop("Units below this one are still open.")}, code="open_below")
    unit.closed_on = closed_on


@deed(Unit, "move", label=_("Move in the tree"), danger=True, icon="sitemap")
def move_unit(unit: Unit, by: Actor, now: datetime, parent: Unit, reason: str) -> None:
    """Put a unit and everything below it under another superior; one deed, one line of the trail."""
    queries.lock_tree()
    unit.refresh_from_db(fields=("path",))
    new_parent = Unit.everything.get(pk=parent.pk)
    old, new = unit.path, rules.moved_path(unit.path, new_parent.path)
    rules.check_depth(queries.longest_path_below(unit) - len(old) + len(new))
    Unit.everything.filter(path__startswith=old).exclude(pk=unit.pk).update(
        path=Concat(Value(new), Substr("path", len(old) + 1)), version=F("version") + 1
    )
    unit.parent, unit.path = new_parent, new
    tree.forget()
