"""The JSON shapes of a register: what goes in, typed by its form's fields; what comes out, typed by its model's."""

from __future__ import annotations

import types
import typing
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal
from uuid import UUID

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.enums import ChoicesType
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from banyan.core.deeds import Ask, Deed
from banyan.core.registers.columns import columns_of
from banyan.core.registers.declaration import Register
from banyan.core.registers.filters import filters_of
from banyan.core.registers.forms import form_class


class Body(Schema):
    """What a program sends: named fields and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Reference(Schema):
    """Another record: its identifier and how it is called."""

    id: UUID | None
    label: str


class Problem(Schema):
    """Why something was not done. `problems` maps a field ("" for the whole) to its sentence."""

    code: str
    message: str
    problems: dict[str, str] = Field(default_factory=dict)
    clause: str | None = None
    way_out: str | None = None
    standing: dict[str, Any] | None = None


def kept_fields(register: Register) -> list[models.Field]:
    """The model fields that the register's columns and form name, each once."""
    names = dict.fromkeys([column.name for column in columns_of(register)] + list(register.fields))
    found = (_concrete(register.model, name) for name in names)
    return [field for field in found if field is not None]


def _concrete(model: type[models.Model], name: str) -> models.Field | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.concrete else None  # type: ignore[return-value]


# -- what goes in


def new_body(register: Register) -> type[Body]:
    """The body that makes a record."""
    fields = form_class(register, True).base_fields
    return _body(
        f"{_title(register)}New", {name: _entry(register, name, f, f.required) for name, f in fields.items()}
    )


def change_body(register: Register) -> type[Body]:
    """The body that changes a record: the version that was read, and the fields that change."""
    fields = form_class(register, False).base_fields
    entries = {name: _entry(register, name, field, False) for name, field in fields.items()}
    return _body(
        f"{_title(register)}Change",
        entries | {"version": (int, Field(description="The version that was read."))},
    )


def deed_body(register: Register, deed: Deed) -> type[Body]:
    """The body of a deed: what it asks, and the version that was read."""
    entries = {ask.name: _asked(ask) for ask in deed.asks}
    if deed.danger and "reason" not in entries:
        entries["why"] = (str, Field(min_length=1, max_length=500))
    version = (int | None, Field(None, description="The version that was read; refused when it is behind."))
    return _body(f"{_title(register)}{_camel(deed.verb)}", entries | {"version": version})


def list_query(register: Register) -> type[Schema]:
    """What a list can be asked: its filters, words, order and place."""
    entries: dict[str, Any] = {
        "q": (str | None, Field(None, max_length=200, description="Words to look for.")),
        "sort": (
            str | None,
            Field(None, max_length=80, description="A field; with a leading - from the end."),
        ),
        "after": (str | None, Field(None, max_length=200, description="The `next` of the page before.")),
        "before": (str | None, Field(None, max_length=200, description="The `previous` of the page after.")),
    }
    for each in filters_of(register):
        for key in each.keys:
            entries[key.replace(".", "_")] = (
                list[str] | None,
                Field(None, alias=key, description=each.label),
            )
    return create_model(f"{_title(register)}Query", __base__=Schema, **entries)


def _entry(register: Register, name: str, field: forms.Field, required: bool) -> tuple[Any, Any]:
    kind = _kind(register, name, field)
    longest = getattr(field, "max_length", None)
    limits = {"max_length": longest} if kind is str and longest else {}
    described = str(field.label or name)
    if required and kind is str:
        return kind, Field(description=described, min_length=1, **limits)
    return (
        (kind, Field(description=described))
        if required
        else (kind | None, Field(None, description=described, **limits))
    )


def _kind(register: Register, name: str, field: forms.Field) -> Any:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return list[UUID]
    if isinstance(field, forms.ModelChoiceField):
        return UUID
    kept = _concrete(register.model, name)
    if isinstance(kept, models.JSONField):
        return Any if isinstance(field, forms.JSONField) else list[str]
    if isinstance(field, forms.MultipleChoiceField):
        return list[str]
    if isinstance(field, forms.ChoiceField):
        return _one_of(_flat(field.choices))
    return next((kind for form_field, kind in _KINDS if isinstance(field, form_field)), str)


_KINDS: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateTimeField, datetime),
    (forms.DateField, date),
    (forms.TimeField, time),
    (forms.DecimalField, Decimal),
    (forms.IntegerField, int),
    (forms.BooleanField, bool),
)


def _flat(choices: Any) -> list[str]:
    flat: list[str] = []
    for value, label in choices:
        flat += [str(inner) for inner, _ in label] if isinstance(label, list | tuple) else [str(value)]
    return [value for value in flat if value]


def _one_of(values: list[str]) -> Any:
    return Literal[tuple(values)] if values else str  # type: ignore[valid-type]


def _asked(ask: Ask) -> tuple[Any, Any]:
    kind = _plain(ask.type)
    if isinstance(kind, ChoicesType):
        kind = _one_of([str(value) for value, _ in kind.choices])
    elif isinstance(kind, type) and issubclass(kind, Enum):
        kind = _one_of([str(item.value) for item in kind])
    elif isinstance(kind, type) and issubclass(kind, models.Model):
        kind = UUID
    elif kind not in (date, time, datetime, Decimal, int, bool, str):
        kind = str
    if not ask.required:
        return kind | None, Field(None)
    return kind, Field(min_length=1, max_length=2000) if kind is str else Field()


def _plain(kind: Any) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        kinds = [each for each in typing.get_args(kind) if each is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else str
    return kind


# -- what comes out


def item_shape(register: Register) -> type[Schema]:
    """One record as programs read it."""
    entries: dict[str, Any] = {
        "id": (UUID, Field()),
        "label": (str, Field(description="How the record is called; never a person's name.")),
        "version": (int | None, Field(None)),
        "masked": (list[str], Field(description="Fields left out because they are personal.")),
    }
    for field in kept_fields(register):
        entries.setdefault(
            field.name, (_read_as(field) | None, Field(None, description=str(field.verbose_name)))
        )
    return create_model(_title(register), __base__=Schema, **entries)


def page_shape(register: Register, item: type[Schema]) -> type[Schema]:
    """One page of a list."""
    entries: dict[str, Any] = {
        "items": (list[item], Field()),  # type: ignore[valid-type]
        "total": (int | None, Field(description="How many answer; null when there are more than 10,000.")),
        "next": (str | None, Field(None)),
        "previous": (str | None, Field(None)),
    }
    return create_model(f"{_title(register)}Page", __base__=Schema, **entries)


def _read_as(field: models.Field) -> Any:
    if field.is_relation:
        return Reference
    return next((kind for model_field, kind in _READ_AS if isinstance(field, model_field)), str)


_READ_AS: tuple[tuple[type[models.Field], Any], ...] = (
    (models.DateTimeField, datetime),
    (models.DateField, date),
    (models.TimeField, time),
    (models.DecimalField, Decimal),
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.UUIDField, UUID),
    (models.JSONField, typing.Any),
)


def _body(name: str, entries: dict[str, Any]) -> type[Body]:
    return create_model(name, __base__=Body, **entries)


def _title(register: Register) -> str:
    return "".join(_camel(part) for part in register.name.split("."))


def _camel(words: str) -> str:
    return "".join(part.capitalize() for part in words.split("_"))
