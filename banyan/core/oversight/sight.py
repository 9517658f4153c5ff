"""Which lines of the trail somebody may read: those whose records they may open, and those whose records are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from banyan.core import door
from banyan.core.audit.models import Event

TRAIL = "audit.event.view"


def whole_house(by: Any) -> bool:
    """Whether somebody oversees all units; only they read lines that belong to none."""
    from banyan.core.identity import tree

    return len(by.unit_ids(TRAIL)) == len(tree.current().paths)


def readable(events: Sequence[Event], by: Any) -> list[tuple[Event, bool]]:
    """The lines that may be read, each with whether its record can be opened. Two statements, however many lines.

    A line about a record out of sight tells that the record exists, so it is left out whole.
    """
    wanted = _wanted(events)
    seen = _ids(model.objects.visible_to(by).filter(public_id__in=ids) for model, ids in wanted)
    with door.opened("trail"):
        standing = _ids(model.everything.filter(public_id__in=ids) for model, ids in wanted)
    return [
        (event, UUID(event.object_id) in seen)
        for event in events
        if UUID(event.object_id) in seen or _is_gone(event, standing, by)
    ]


def model_of(event: Event) -> Any:
    """The kind of record a line is about, or None where the product no longer has it."""
    try:
        return apps.get_model(event.model)
    except LookupError:
        return None


def _wanted(events: Iterable[Event]) -> list[tuple[Any, list[str]]]:
    by_model: dict[Any, list[str]] = {}
    for event in events:
        model = model_of(event)
        if model is not None:
            by_model.setdefault(model, []).append(event.object_id)
    return list(by_model.items())


def _ids(found: Iterable[QuerySet]) -> frozenset[UUID]:
    asked = [each.order_by().values_list("public_id", flat=True) for each in found]
    return frozenset(asked[0].union(*asked[1:], all=True)) if asked else frozenset()


def _is_gone(event: Event, standing: frozenset[UUID], by: Any) -> bool:
    model = model_of(event)
    return UUID(event.object_id) not in standing and (model is None or by.may(model.permission("view")))
