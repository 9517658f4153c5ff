"""What a broken constraint of the database means on a form: a sentence beside the field instead of its name."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CheckConstraint, DateField, F, Field, Q, TimeField
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "gte": operator.ge,
    "gt": operator.gt,
    "lte": operator.le,
    "lt": operator.lt,
}
_BY_TIME = {
    "gte": _("This lies before “%(other)s”."),
    "gt": _("This must lie after “%(other)s”."),
    "lte": _("This lies after “%(other)s”."),
    "lt": _("This must lie before “%(other)s”."),
}
_BY_SIZE = {
    "gte": _("This must be at least %(other)s."),
    "gt": _("This must be more than %(other)s."),
    "lte": _("This must be at most %(other)s."),
    "lt": _("This must be less than %(other)s."),
}
_NOT_TOGETHER = _("These do not go together: %(fields)s.")


def told(constraint: CheckConstraint, record: Any) -> list[tuple[str, str]]:
    """Fields and what is wrong with them; one sentence about all of them where it cannot be said of one."""
    conditions = list(_conditions(constraint.condition))
    found = [
        (name, words)
        for name, kind, wanted in conditions
        if (words := _sentence(record, name, kind, wanted)) is not None
    ]
    return found or [("", _about_all(record, [name for name, _kind, _wanted in conditions]))]


def _conditions(condition: Any) -> Iterator[tuple[str, str, Any]]:
    """The single comparisons inside a condition: field, kind of comparison, what it is compared with."""
    for child in getattr(condition, "children", ()):
        if isinstance(child, Q):
            yield from _conditions(child)
        elif isinstance(child, tuple):
            name, _between, kind = child[0].partition("__")
            yield from _simple(name, kind, child[1])


def _simple(name: str, kind: str, wanted: Any) -> Iterator[tuple[str, str, Any]]:
    if kind == "range":
        yield name, "gte", wanted[0]
        yield name, "lte", wanted[1]
    else:
        yield name, kind, wanted


def _sentence(record: Any, name: str, kind: str, wanted: Any) -> str | None:
    """What is wrong with the field, or None where it holds or where there is no plain word for it."""
    if kind not in _COMPARED:
        return None
    value = getattr(record, name, None)
    named = str(wanted.deconstruct()[1][0]) if isinstance(wanted, F) else ""
    limit = getattr(record, named, None) if named else wanted
    if value is None or limit is None or _COMPARED[kind](value, limit):
        return None
    other = _label(record, named) if named else limit
    by_time = isinstance(_field(record, name), DateField | TimeField)
    return str((_BY_TIME if by_time else _BY_SIZE)[kind] % {"other": other})


def _about_all(record: Any, names: list[str]) -> str:
    labels = dict.fromkeys(_label(record, name) for name in names)
    return str(_NOT_TOGETHER % {"fields": "、".join(labels)})


def _field(record: Any, name: str) -> Field | None:
    try:
        field: Any = record._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field


def _label(record: Any, name: str) -> str:
    field = _field(record, name)
    return capfirst(str(field.verbose_name) if field is not None else gettext(name.replace("_", " ")))
