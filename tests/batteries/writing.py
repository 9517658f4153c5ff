"""Trying to write what one may not: foreign records in relations, and fields that no form offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import transaction

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.core.registers.addresses import address
from banyan.core.registers.api.written import standing_data
from banyan.core.registers.declaration import Register, registers
from banyan.core.registers.forms import record_form
from banyan.core.registers.lines import may_change
from tests.batteries import faces
from tests.batteries.planting import another_value
from tests.batteries.world import Place, World

UNTOLD = {"id", "version", "changed_at", "created_at", "number", "state"}


def relations(form: Any) -> Iterator[tuple[str, type]]:
    """The fields of a form that name another record, and of what kind."""
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField):
            yield name, field.queryset.model


def sent(form: Any, place: Place) -> dict[str, Any]:
    """What a browser would send: the record's own values, every relation inside the station."""
    data = standing_data(form)
    for name, model in relations(form):
        data[name] = named(place, model)
    return {name: data.getlist(name) if len(data.getlist(name)) > 1 else data.get(name, "") for name in data}


def named(place: Place, model: type) -> str:
    """How a form names a station's record: a unit by its key, anything else by its identifier."""
    record = place.record(model)
    return str(record.pk) if model is Unit else str(record.public_id)


def foreign_relations(world: World) -> Iterator[tuple[str, bool, bool]]:
    """For each relation on each form for a new record: its name, whether its own and a foreign record are taken."""
    by = world.north.actor()
    for register in (each for each in registers() if each.create is not None):
        with door.opened("batteries"):
            own = sent(record_form(register, by, world.north.record(register.model)), world.north)
        fields = record_form(register, by)
        for name, model in relations(fields):
            if not getattr(model, "unit_lookup", ""):
                continue
            own.setdefault(name, named(world.north, model))
            taken = _taken(register, by, own, name)
            foreign = _taken(register, by, own | {name: named(world.south, model)}, name)
            yield f"{register.name}.{name}", taken, foreign


def _taken(register: Register, by: Any, data: dict[str, Any], name: str) -> bool:
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    for key, value in data.items():
        query.setlist(key, value if isinstance(value, list) else [value])
    form = record_form(register, by, data=query)
    form.is_valid()
    return name not in form.errors


def foreign_posts(world: World) -> Iterator[str]:
    """Every page for a new record is sent with one foreign relation: what was made all the same."""
    by, client = world.north.actor(), world.north.client()
    for register in (each for each in registers() if each.create is not None):
        with door.opened("batteries"):
            own = sent(record_form(register, by, world.north.record(register.model)), world.north)
        for name, model in relations(record_form(register, by)):
            if getattr(model, "unit_lookup", "") and _made(
                register, client, own | {name: named(world.south, model)}
            ):
                yield f"{register.name}.{name}"


def _made(register: Register, client: Any, data: dict[str, Any]) -> bool:
    with transaction.atomic():
        before = register.model._base_manager.count()
        client.post(address(register, "new"), data)
        made = register.model._base_manager.count() > before
        transaction.set_rollback(True)
    return made


def smuggled(world: World) -> Iterator[tuple[str, list[str]]]:
    """Every edit page is sent with all fields of the model: register, and fields that changed unasked."""
    by, client = world.north.actor(), world.north.client()
    for register in (each for each in registers() if each.edit is not None):
        with door.opened("batteries"):
            record = world.north.record(register.model)
            form = record_form(register, by, record)
        if may_change(register, record):
            yield register.name, _smuggled(register, record, form, client, world)


def _smuggled(register: Register, record: Any, form: Any, client: Any, world: World) -> list[str]:
    hidden = [
        f for f in register.model._meta.concrete_fields if f.name not in form.fields and f.name not in UNTOLD
    ]
    more = {f.name: another_value(f, record, world.south.unit) for f in hidden}
    plain = sent(form, world.north) | {"version": getattr(record, "version", "")}
    names = [f.attname for f in hidden]
    honest = _after(register, record, plain, names, client)
    smuggling = _after(register, record, plain | more, names, client)
    return [name for name in names if honest[name] != smuggling[name]]


def _after(
    register: Register, record: Any, given: dict[str, Any], names: list[str], client: Any
) -> dict[str, Any]:
    """What the record holds after the edit page was sent; a deed may reckon fields of its own anew."""
    rows = register.model._base_manager.filter(pk=record.pk)
    with transaction.atomic():
        client.post(address(register, "edit", record), given)
        found: dict[str, Any] = rows.values(*names).get()
        transaction.set_rollback(True)
    return found


def unlisted_in_api(world: World) -> Iterator[str]:
    """Every body of the API is sent with a field too many: where that was not refused."""
    program = world.north.program()
    for register in registers():
        for method, path in _writing_paths(register, world.north):
            answer = getattr(program, method)(path, {"is_superuser": True}, content_type="application/json")
            named_it = answer.status_code == 422 and "body.is_superuser" in answer.json()["problems"]
            if not named_it:
                yield f"{method} {path} → {answer.status_code}"


def _writing_paths(register: Register, place: Place) -> Iterator[tuple[str, str]]:
    home, record = faces.api_path(register), place.record(register.model)
    if register.create is not None:
        yield "post", home
    if register.edit is not None:
        yield "patch", f"{home}{record.public_id}/"
    for deed in register.deeds:
        if not deed.new:
            yield "post", f"{home}{record.public_id}/{deed.verb}/"
