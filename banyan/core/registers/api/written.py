"""From a JSON body to what a form reads, and from a record to JSON: both beside the screen's own ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.core.registers.api.shapes import kept_fields
from banyan.core.registers.declaration import Register
from banyan.core.registers.lookups import RecordByNumber

NOBODY = "0"


def form_data(form: Any, body: Mapping[str, Any]) -> QueryDict:
    """The body as the form would have been sent; the form then judges it by its own rules."""
    data = QueryDict(mutable=True)
    for name, value in body.items():
        data.setlist(form.add_prefix(name), _sent(form.fields[name], value))
    return data


def standing_data(form: Any) -> QueryDict:
    """The form of a record as it would be sent unchanged."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.field.prepare_value(bound.initial)
        shown = (
            bound.field.widget.format_value(value) if hasattr(bound.field.widget, "format_value") else value
        )
        values = shown if isinstance(shown, list) else [shown]
        if isinstance(bound.field, forms.BooleanField):
            values = ["on"] if bound.initial else []
        data.setlist(bound.html_name, ["" if each is None else str(each) for each in values])
    return data


def _sent(field: forms.Field, value: Any) -> list[str]:
    if value is None or value is False:
        return [""] if value is None else []
    if isinstance(field, forms.JSONField):
        return [json.dumps(value)]
    if isinstance(value, list):
        many = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
        return [_word(each) for each in value] if many else ["\n".join(_word(each) for each in value)]
    if isinstance(value, UUID):
        return [_named(field, value)]
    return [_word(value)]


def _word(value: Any) -> str:
    if value is True:
        return "on"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%dT%H:%M}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _named(field: Any, wanted: UUID) -> str:
    """What the form calls the record: its number, its key, or the identifier itself."""
    if isinstance(field, RecordByNumber):
        found = field.reached.filter(public_id=wanted).first()
        return str(getattr(found, field.naming)) if found else NOBODY
    if (
        getattr(field, "queryset", None) is not None
        and field.queryset.model is Unit
        and not field.to_field_name
    ):
        units = tree.current().units.values()
        return str(next((unit.pk for unit in units if unit.public_id == wanted), NOBODY))
    return str(wanted)


# -- out


def item(register: Register, record: Any, by: Any) -> dict[str, Any]:
    """One record for a program: fields of the register, personal ones only with the right to them."""
    hidden = masked_fields(register, by)
    shown = {f.name: _value(record, f, by) for f in kept_fields(register) if f.name not in hidden}
    return {
        **shown,
        "id": record.public_id,
        "label": record.label(),
        "version": getattr(record, "version", None),
        "masked": sorted(hidden),
    }


def masked_fields(register: Register, by: Any) -> set[str]:
    """The personal fields that this actor may not read in bulk."""
    model: Any = register.model
    if by.may(model.permission("personal")):
        return set()
    personal = set(getattr(model, "personal_fields", ()))
    return {field.name for field in kept_fields(register) if field.name in personal}


def _value(record: Any, field: models.Field, by: Any) -> Any:
    value = getattr(record, field.name)
    if not field.is_relation:
        return value
    return None if value is None else {"id": getattr(value, "public_id", None), "label": _called(value, by)}


def _called(related: Any, by: Any) -> str:
    """A person's name only for who may read personal data; otherwise the neutral label."""
    person = getattr(related, "person", None) or related
    if getattr(person, "personal_fields", ()) and not by.may(person.permission("personal")):
        return related.label()
    return str(related)
