"""Turning the pages of a list by key, so that the thousandth page costs as little as the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import QueryDict

from banyan.core.registers.columns import field_of
from banyan.core.registers.declaration import Register

PAGE = 50
SORTABLE_UNTIL = 10_000


@dataclass(frozen=True)
class Order:
    """One key and a direction; `keyed` when the key is indexed and never empty, so that pages turn by it."""

    key: str
    descending: bool
    keyed: bool

    @property
    def name(self) -> str:
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True)
class Page:
    """The records of one page and the marks that lead to its neighbours, empty at the ends."""

    records: list[Any]
    after: str = ""
    before: str = ""
    first: int = 0


def order_of(register: Register, wanted: str, small: bool) -> Order:
    """The order asked for if the list can be sorted so, else the register's own."""
    for name in (wanted, register.order):
        key = name.removeprefix("-")
        if key and _is_key(register.model, key):
            return Order(key, name.startswith("-"), True)
        if small and key and field_of(register.model, key) is not None:
            return Order(key, name.startswith("-"), False)
    return Order("pk", True, True)


def can_sort(register: Register, name: str, small: bool) -> bool:
    """Whether a heading may offer sorting: keys always, other fields while the list is short."""
    field = field_of(register.model, name)
    if field is None or not field.concrete or field.is_relation:
        return False
    return _is_key(register.model, name) or small


def _is_key(model: type[models.Model], name: str) -> bool:
    field = field_of(model, name)
    if name == "pk":
        return True
    if field is None or field.null or not field.concrete:
        return False
    leading = {index.fields[0].lstrip("-") for index in model._meta.indexes if index.fields}
    return bool(field.db_index or field.unique or name in leading)


def turn(found: models.QuerySet, order: Order, params: QueryDict) -> Page:
    """The page that the address asks for."""
    return _by_key(found, order, params) if order.keyed else _by_place(found, order, params)


def _by_key(found: models.QuerySet, order: Order, params: QueryDict) -> Page:
    backwards = bool(params.get("before"))
    mark = params.get("before") or params.get("after") or ""
    falling = order.descending != backwards
    if mark:
        found = found.filter(_beyond(found.model, order.key, mark, falling))
    sign = "-" if falling else ""
    keys = (f"{sign}pk",) if order.key == "pk" else (f"{sign}{order.key}", f"{sign}pk")
    records = list(found.order_by(*keys)[: PAGE + 1])
    more, records = len(records) > PAGE, records[:PAGE]
    if backwards:
        records.reverse()
    if not records:
        return Page([])
    has_after, has_before = (bool(mark), more) if backwards else (more, bool(mark))
    return Page(
        records,
        after=_mark(records[-1], order.key) if has_after else "",
        before=_mark(records[0], order.key) if has_before else "",
    )


def _beyond(model: type[models.Model], key: str, mark: str, falling: bool) -> Q:
    value, _, pk = mark.rpartition("~")
    side = "lt" if falling else "gt"
    try:
        rest = Q(**{f"pk__{side}": int(pk)})
        exact = None if key == "pk" else field_of(model, key).to_python(value)
    except (ValueError, ValidationError):
        return Q(pk__in=[])
    if key == "pk":
        return rest
    return Q(**{f"{key}__{side}e": exact}) & (Q(**{f"{key}__{side}": exact}) | rest)


def _by_place(found: models.QuerySet, order: Order, params: QueryDict) -> Page:
    start = min(_whole(params.get("after", "")), SORTABLE_UNTIL)
    key = F(order.key).desc(nulls_last=True) if order.descending else F(order.key).asc(nulls_last=True)
    records = list(found.order_by(key, "pk")[start : start + PAGE + 1])
    more = len(records) > PAGE
    before = "" if start == 0 else str(max(start - PAGE, 0))
    return Page(records[:PAGE], str(start + PAGE) if more else "", before, start)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _mark(record: Any, key: str) -> str:
    value = "" if key == "pk" else record._meta.get_field(key).value_to_string(record)
    return f"{value}~{record.pk}"
