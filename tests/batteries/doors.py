"""Reading and writing past the door, and doing deeds without the right to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count

from banyan.core import clock
from banyan.core.deeds import every_deed
from banyan.core.door import ScopeMissing
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from tests.batteries.planting import kinds
from tests.batteries.world import World

READING: dict[str, Callable[[Any], Any]] = {
    "list": lambda found: list(found),
    "count": lambda found: found.count(),
    "exists": lambda found: found.exists(),
    "aggregate": lambda found: found.aggregate(all=Count("pk")),
    "iterator": lambda found: list(found.iterator()),
    "values": lambda found: list(found.values("pk")),
    "first": lambda found: found.first(),
    "get": lambda found: found.get(pk=1),
    "update": lambda found: found.update(public_id=None),
    "delete": lambda found: found.delete(),
    "create": lambda found: found.bulk_create([]),
}


def unguarded(world: World) -> Iterator[str]:
    """Ways of reading and writing that do not ask on whose behalf."""
    for model in kinds():
        if model is User:
            continue
        ways = {name: lambda way=way, model=model: way(model.objects.all()) for name, way in READING.items()}
        record = world.north.record(model)
        for name, act in (ways | {"save": record.save, "remove": record.delete}).items():
            if not raises(ScopeMissing, act):
                yield f"{model._meta.label}.{name}"


def raises(kind: type[Exception], act: Callable[[], Any]) -> bool:
    """Whether an act is stopped in this way; what it did is taken back."""
    stopped = False
    with transaction.atomic():
        try:
            act()
        except kind:
            stopped = True
        except Exception:
            stopped = False
        transaction.set_rollback(True)
    return stopped


def done_without_right(world: World) -> Iterator[str]:
    """Deeds that somebody without any right, or with every right elsewhere, is not kept from."""
    powerless = actor_for(world.powerless, clock.today())
    for deed in every_deed().values():
        if deed.system or not getattr(deed.model, "unit_lookup", "") or deed.model not in kinds():
            continue
        for who, by in (("powerless", powerless), ("foreign", world.south.actor())):
            record = world.north.record(deed.model)
            if deed.new:
                record = copy(record)
                record.pk = None
            if not raises(PermissionDenied, lambda deed=deed, record=record, by=by: deed(record, by=by)):
                yield f"{who} {deed.permission}"


def deeds_tried() -> int:
    """How many deeds need a right."""
    return sum(not deed.system for deed in every_deed().values())
