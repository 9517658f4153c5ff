"""Filters of a list: each is one field, stands in the address, and says on its chip what it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from banyan.core.fields import KeyedHash
from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.core.registers.columns import named_by
from banyan.core.registers.declaration import Register
from banyan.core.search.finding import answering
from banyan.core.ui.wording import short_day

OPTIONS_SHOWN = 200


@dataclass(frozen=True)
class Option:
    """Something a filter may be set to."""

    value: str
    label: Any
    chosen: bool = False


@dataclass(frozen=True)
class Filter:
    """A filter over one field. `kind` is choice, unit, relation, flag, day or text."""

    name: str
    field: Any
    kind: str

    @property
    def label(self) -> str:
        return capfirst(str(self.field.verbose_name))

    @property
    def keys(self) -> tuple[str, ...]:
        """Its names in the address."""
        return (f"{self.name}.from", f"{self.name}.to") if self.kind == "day" else (self.name,)

    def given(self, params: QueryDict) -> tuple[str, ...]:
        """What it is set to, in the order of its names; empty when it is not set."""
        found = tuple(value for key in self.keys for value in (params.getlist(key) or [""]))
        return found if any(found) else ()

    def narrow(self, values: Sequence[str], by: Any) -> Q:
        """The records it leaves; a value that means nothing leaves none."""
        try:
            return _NARROWING[self.kind](self, values, by)
        except ValueError:
            return Q(pk__in=[])

    def told(self, values: Sequence[str], by: Any) -> str:
        """What its chip says."""
        if self.kind == "day":
            return _span(values)
        if self.kind == "text":
            return values[0]
        labels = {option.value: str(option.label) for option in self.options(values, by)}
        return gettext(", ").join(labels.get(value, value) for value in values if value)

    def options(self, chosen: Sequence[str], by: Any) -> tuple[Option, ...]:
        """What it may be set to, narrowed to what the actor may see."""
        pairs = _OPTIONS[self.kind](self, by) if self.kind in _OPTIONS else ()
        return tuple(Option(value, label, value in chosen) for value, label in pairs)


def filters_of(register: Register) -> tuple[Filter, ...]:
    """The declared filters with their kinds."""
    fields = ((name, register.model._meta.get_field(name)) for name in register.filters)
    return tuple(Filter(name, field, _kind(field)) for name, field in fields)


def _kind(field: Any) -> str:
    if field.choices:
        return "choice"
    if field.is_relation:
        return "unit" if field.related_model is Unit else "relation"
    kinds = ((models.BooleanField, "flag"), (models.DateField, "day"))
    return next((kind for field_class, kind in kinds if isinstance(field, field_class)), "text")


def _span(values: Sequence[str]) -> str:
    start, end = (*values, "")[:2]
    said = {"start": _said_day(start), "end": _said_day(end)}
    if start and end:
        return gettext("%(start)s – %(end)s") % said
    return gettext("from %(start)s") % said if start else gettext("until %(end)s") % said


def _said_day(text: str) -> str:
    try:
        return short_day(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text


def _by_choice(chosen: Filter, values: Sequence[str], by: Any) -> Q:
    return Q(**{f"{chosen.name}__in": list(values)})


def _by_unit(chosen: Filter, values: Sequence[str], by: Any) -> Q:
    wanted = {UUID(value) for value in values}
    here = tree.current()
    paths = [unit.path for unit in here.units.values() if unit.public_id in wanted]
    return Q(**{f"{chosen.name}_id__in": sorted(here.below(paths))})


def _by_relation(chosen: Filter, values: Sequence[str], by: Any) -> Q:
    return Q(**{f"{chosen.name}__public_id__in": [UUID(value) for value in values]})


def _by_flag(chosen: Filter, values: Sequence[str], by: Any) -> Q:
    return Q(**{chosen.name: values[0] == "yes"})


def _by_day(chosen: Filter, values: Sequence[str], by: Any) -> Q:
    start, end = (*values, "")[:2]
    found = Q()
    if start:
        found &= Q(**{f"{chosen.name}__gte": date.fromisoformat(start)})
    if end:
        found &= Q(**{f"{chosen.name}__lte": date.fromisoformat(end)})
    return found


def _by_text(chosen: Filter, values: Sequence[str], by: Any) -> Q:
    return Q(**{f"{chosen.name}__icontains": values[0]})


_NARROWING = {
    "choice": _by_choice,
    "unit": _by_unit,
    "relation": _by_relation,
    "flag": _by_flag,
    "day": _by_day,
    "text": _by_text,
}


def _choices(chosen: Filter, by: Any) -> Iterable[tuple[str, Any]]:
    return ((str(value), label) for value, label in chosen.field.flatchoices)


def _units(chosen: Filter, by: Any) -> Iterable[tuple[str, Any]]:
    reached = by.unit_ids(chosen.field.model.permission("view"))
    return ((str(unit.public_id), unit.name) for pk, unit in tree.current().units.items() if pk in reached)


def _relations(chosen: Filter, by: Any) -> Iterable[tuple[str, Any]]:
    model = chosen.field.related_model
    found = model.objects.visible_to(by).select_related(*named_by(model))[:OPTIONS_SHOWN]
    return ((str(record.public_id), str(record)) for record in found)


def _flags(chosen: Filter, by: Any) -> Iterable[tuple[str, Any]]:
    return (("yes", gettext("yes")), ("no", gettext("no")))


_OPTIONS = {"choice": _choices, "unit": _units, "relation": _relations, "flag": _flags}


def searched(register: Register, words: str) -> Q:
    """Records that answer to the words: kinds that come in long files by the index, others in the declared fields.

    A sealed field answers to its whole value only.
    """
    long = register.intake is not None and register.intake.in_slices
    indexed = answering(register.model._meta.label_lower, words) if long else None
    found = indexed or Q()
    for name in register.search:
        if indexed is None or _is_sealed(register, name):
            found |= _in_field(register, name, words)
    return found


def _is_sealed(register: Register, name: str) -> bool:
    return "__" not in name and isinstance(register.model._meta.get_field(name), KeyedHash)


def _in_field(register: Register, name: str, words: str) -> Q:
    field = register.model._meta.get_field(name) if "__" not in name else None
    if isinstance(field, KeyedHash):
        return Q(**{name: field.digest(words)})
    return Q(**{f"{name}__icontains": words})
