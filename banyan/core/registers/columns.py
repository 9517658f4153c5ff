"""Columns of a list: what they are called, what part they play, and how a value reads in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from html import escape
from operator import attrgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from banyan.core.registers.declaration import Register
from banyan.core.ui import wording
from banyan.core.ui.templatetags.banyan import draw_verdict
from banyan.foundation.refusal import Sentence

#: The field of a year: a name made of digits, written without a mark of the thousands.
#: Numbers that are names: nobody counts with them, so they carry no separators.
NAMES = ("year", "seed")
#: Days that stand for their whole month; a model with others names them in `month_fields`.
MONTHS = ("month",)
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


@dataclass(frozen=True)
class Column:
    """A column: a field or property by name; a register may state its label and role itself.

    Roles: number, name, date, state, reason, amount, person, rest. A phone shows all but the last two.
    One that `sums` is a number field whose sum over all lines of the list makes sense and stands in its foot.
    """

    name: str
    label: Any = ""
    role: str = ""
    numeric: bool = False
    sums: bool = False

    @property
    def css(self) -> str:
        return "num" if self.numeric else ""


@cache
def columns_of(register: Register) -> tuple[Column, ...]:
    """The declared columns, completed from the model; each role but `rest` is given once."""
    given: list[Column] = []
    for declared in register.columns:
        given.append(_completed(register.model, declared, {column.role for column in given}))
    return tuple(given)


def _completed(model: type[models.Model], declared: Any, taken: set[str]) -> Column:
    column = declared if isinstance(declared, Column) else Column(str(declared))
    field = field_of(model, column.name)
    numeric = column.numeric or (isinstance(field, NUMBERS) and not field.choices)
    role = column.role or _role(column.name, field, taken)
    if role == "rest" and numeric and "amount" not in taken and not isinstance(field, models.IntegerField):
        role = "amount"
    return Column(column.name, column.label or _label(column.name, field), role, numeric, column.sums)


def field_of(model: type[models.Model], name: str) -> Any:
    """The model's own field of that name, or None for a property or what merely points to the record."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.concrete else None


def named_by(model: Any) -> tuple[str, ...]:
    """Relations that a record's name leans on: what it belongs to, and whom it is about."""
    home = getattr(model, "unit_lookup", "").rpartition("__")[0]
    twins = (field.name for field in model._meta.fields if isinstance(field, models.OneToOneField))
    return tuple(dict.fromkeys([*filter(None, [home]), *twins, *getattr(model, "named_with", ())]))


def fetched_with(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """What is to be fetched together with the records, so that showing these fields costs no statement each."""
    related = [name for name in names if isinstance(field_of(model, name), models.ForeignKey)]
    deeper = [
        f"{name}__{step}" for name in related for step in named_by(model._meta.get_field(name).related_model)
    ]
    return [*named_by(model), *related, *deeper]


def _label(name: str, field: Any) -> Any:
    return field.verbose_name if field is not None else gettext(name.replace("_", " "))


def _role(name: str, field: Any, taken: set[str]) -> str:
    if name in ("number", "code") and "number" not in taken:
        return "number"
    if name == "state" and "state" not in taken:
        return "state"
    if isinstance(field, models.DateField) and "date" not in taken:
        return "date"
    if name in ("reason", "verdict", "counting", "missing") and "reason" not in taken:
        return "reason"
    return "name" if "name" not in taken and not isinstance(field, models.DateField) else "rest"


def label_of(column: Column) -> str:
    """The column's heading, its first letter large where the script has large letters."""
    return capfirst(str(column.label))


def shown(record: Any, column: Column, year: int | None = None) -> Any:
    """The value of a record in a column, as it reads on screen."""
    return reading(type(record), column, year)(record)


def reading(model: type[models.Model], column: Column, year: int | None = None) -> Callable[[Any], Any]:
    """How the values of a column read on screen, found out once for all records of a list."""
    field, take = field_of(model, column.name), attrgetter(column.name)
    if field is not None and field.choices:
        return _reading_of_choices(_words_of(field), take, column.role == "state")
    if isinstance(field, models.IntegerField) and column.name in NAMES:
        return lambda record: str(take(record))
    if isinstance(field, models.DateField) and column.name in getattr(model, "month_fields", MONTHS):
        return lambda record: f"{day:%Y-%m}" if (day := take(record)) else wording.NOTHING
    return lambda record: readable(take(record), year)


def _reading_of_choices(
    words: dict[Any, Any], take: Callable[[Any], Any], as_state: bool
) -> Callable[[Any], Any]:
    def word(record: Any) -> str:
        value = take(record)
        return str(words.get(value, value))

    def state(record: Any) -> Any:
        return draw_verdict(wording.state_tone(take(record)).name, word(record))

    return state if as_state else word


@cache
def _words_of(field: models.Field) -> dict[Any, Any]:
    """What each value of a choice is called."""
    return dict(field.flatchoices)


def readable(value: Any, year: int | None = None) -> Any:
    """Any plain value in the words of the screen."""
    if value is None or value == "":
        return wording.NOTHING
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    for kinds, say in _READINGS:
        if isinstance(value, kinds):
            return say(value, year)
    return value


_READINGS: tuple[tuple[Any, Any], ...] = (
    (SafeString, lambda value, year: value),
    (Sentence, lambda value, year: wording.say(value)),
    (datetime, lambda value, year: wording.stamp(value)),
    (date, wording.table_day),
    (time, lambda value, year: f"{value:%H:%M}"),
    (Decimal | int | float, lambda value, year: wording.number(value)),
)


_SPECIAL = re.compile("[&<>\"']")


def as_html(value: Any) -> str:
    """A value as it stands in a page. A page of a list has four hundred: Django's own way costs each of them thrice."""
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return escape(value) if _SPECIAL.search(value) else value
    return conditional_escape(value)
