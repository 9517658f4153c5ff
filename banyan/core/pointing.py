"""Rows that point at records of other kinds: whoever must not learn of the record does not learn of the row."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from banyan.core.records import Kept, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID


def without_closed(
    actor: Any, model: str = "model", record: str = "record_id", kinds: Collection[str] | None = None
) -> Q:
    """Leaves out rows about closed records that the actor is not let through to.

    `model` and `record` name the fields that hold the kind and the identifier; `kinds` are those that the rows speak
    of, where that is known. Costs no statement of its own.
    """
    found = Q()
    for pointed in _rows_of_closed(actor, model, record, kinds):
        found &= ~pointed
    return found


def of_closed(actor: Any, model: str, record: str, kinds: Collection[str]) -> Q:
    """The rows that `without_closed` leaves out; without an actor all rows about closed records, whoever reads them."""
    found = Q(pk__in=[])
    for pointed in _rows_of_closed(actor, model, record, kinds):
        found |= pointed
    return found


def _rows_of_closed(actor: Any, model: str, record: str, kinds: Collection[str] | None) -> Iterator[Q]:
    """Kind by kind, the rows about closed records that the actor is not let through to."""
    for kind in () if actor is not None and actor.system else _closed_kinds():
        if kinds is None or kind._meta.label_lower in kinds:
            hidden = kind.objects.filter(kind.closed())
            hidden = hidden if actor is None else hidden.exclude(kind.narrow(actor, "view"))
            yield Q(**{model: kind._meta.label_lower, f"{record}__in": hidden.values("public_id")})


def hidden_among(actor: Any, model: str, records: Collection[UUID]) -> frozenset[UUID]:
    """Of these records of one kind those that are closed and that the actor is not let through to. One statement."""
    found: set[UUID] = set()
    if not actor.system:
        for kind in (each for each in _closed_kinds() if each._meta.label_lower == model):
            closed = kind.objects.filter(kind.closed(), public_id__in=records)
            found |= set(
                closed.exclude(kind.narrow(actor, "view"))
                ._through_the_door()
                .values_list("public_id", flat=True)
            )
    return frozenset(found)


def can_be_closed(model: str) -> bool:
    """Whether records of this kind may be closed to all but those named for them."""
    return any(kind._meta.label_lower == model for kind in _closed_kinds())


def points_at_closed(model: str, record: Any) -> bool:
    """Whether a row that names this kind and identifier speaks of a closed record. Open kinds cost no statement."""
    kinds = [kind for kind in _closed_kinds() if kind._meta.label_lower == model]
    return any(kind.everything.filter(kind.closed(), public_id=record).exists() for kind in kinds)


def closed_among(model: str, records: Collection[Any]) -> set[Any]:
    """Those of these identifiers under which closed records of this kind stand. Open kinds cost no statement."""
    found: set[Any] = set()
    for kind in _closed_kinds():
        if records and kind._meta.label_lower == model:
            closed = kind.everything.filter(kind.closed(), public_id__in=list(records))
            found |= set(closed.values_list("public_id", flat=True))
    return found


def is_closed(record: Any) -> bool:
    """Whether a record is closed to all but those named for it."""
    closed = record.closed() if isinstance(record, Kept) else None
    return closed is not None and type(record).everything.filter(closed, pk=record.pk).exists()


def spoken(number: str) -> str:
    """How a number may stand where others read it, as in the plan of rooms; that of a closed record is left out."""
    wanted = number.strip()
    is_hidden = bool(wanted) and any(
        kind.everything.filter(kind.closed(), number__iexact=wanted).exists()
        for kind in _closed_kinds()
        if issubclass(kind, Record)
    )
    return "" if is_hidden else number


def writable(number: str, by: Any) -> str:
    """How somebody may write a number where others read it.

    Of a kind of which some records are closed, only an open record that the writer reads is named: were the closed ones
    alone left out, whoever tries numbers would learn which they are.
    """
    wanted = number.strip()
    kinds = [kind for kind in _closed_kinds() if issubclass(kind, Record) and _is_shaped_as(kind, wanted)]
    named = (
        kind.objects.visible_to(by).filter(number__iexact=wanted).exclude(kind.closed()).exists()
        for kind in kinds
    )
    return number if not kinds or any(named) else ""


def _is_shaped_as(kind: Any, number: str) -> bool:
    """By either series: files opened for the named alone may have one of their own."""
    patterns = filter(None, (kind.number_pattern, getattr(kind, "guarded_pattern", "")))
    return number.upper().startswith(tuple(pattern.partition("{")[0] for pattern in patterns))


@cache
def _closed_kinds() -> tuple[Any, ...]:
    """The kinds of which some records may be closed."""
    kept = (kind for kind in apps.get_models() if issubclass(kind, Kept))
    return tuple(kind for kind in kept if kind.closed() is not None)
