"""A record of any kind, made from what its model says, with a canary of its station in every text."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import models, transaction

from banyan.core import door
from banyan.core.fields import KeyedHash
from banyan.core.identity.models import Unit, User

DAY = date(2025, 12, 1)
NOON = datetime(2025, 12, 1, 4, 0, tzinfo=UTC)
_next = count(1)

PLAIN: tuple[tuple[type[models.Field], Callable[[], Any]], ...] = (
    (models.DateTimeField, lambda: NOON),
    (models.DateField, lambda: DAY),
    (models.TimeField, lambda: time(9)),
    (models.BooleanField, lambda: False),
    (models.DecimalField, lambda: Decimal(1)),
    (models.FloatField, lambda: 1.0),
    (models.IntegerField, lambda: 1),
    (models.UUIDField, uuid.uuid4),
    (models.JSONField, list),
    (models.BinaryField, lambda: b""),
)

#: Where a record makes sense only with something left open.
LEFT_OPEN: dict[str, tuple[str, ...]] = {"approvals.Step": ("decided_by", "decided_at", "on_behalf_of")}


def canary(unit: Unit) -> str:
    """What nobody outside a station may ever see."""
    return f"⟦{unit.code}⟧"


class Planter:
    """Plants records at one station; a record that others hang on is planted once."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.mark = unit, canary(unit)
        self.kept: dict[type[models.Model], Any] = {Unit: unit}

    def plant(self, model: type[models.Model], **given: Any) -> Any:
        """The station's record of a kind."""
        if not given and model in self.kept:
            return self.kept[model]
        with door.opened("batteries"), transaction.atomic():
            record = self._planted(model, given)
        self.kept.setdefault(model, record)
        return record

    def another(self, model: type[models.Model], **given: Any) -> Any:
        """One more record of a kind at the same station."""
        with door.opened("batteries"), transaction.atomic():
            return self._planted(model, given)

    def _planted(self, model: type[models.Model], given: dict[str, Any]) -> Any:
        if model is User:
            return self._user()
        left = {*given, *LEFT_OPEN.get(model._meta.label, ())}
        free = [f for f in model._meta.concrete_fields if f.name not in left and _wanted(f)]
        values = {f.name: self._value(f) for f in free if not f.is_relation} | self._relations(free)
        record = model(**values | given)
        record.save()
        return record

    def _user(self) -> User:
        from banyan.core.identity.models import Person

        person = self.another(Person)
        return User.objects.create_user(
            f"{self.mark}u{next(_next)}", email=f"{next(_next)}@{self.unit.code}.cn", person=person
        )

    def _relations(self, fields: list[models.Field]) -> dict[str, Any]:
        """Two relations to one kind name two records: nobody is their own deputy."""
        found: dict[str, Any] = {}
        for field in fields:
            if field.is_relation:
                again = any(
                    other.related_model is field.related_model for other in fields if other.name in found
                )
                found[field.name] = self._related(field, again)
        return found

    def _value(self, field: models.Field) -> Any:
        if field.choices:
            return field.default if field.has_default() else field.flatchoices[0][0]
        if isinstance(field, models.CharField | models.TextField):
            return self._text(field)
        return next(make() for kind, make in PLAIN if isinstance(field, kind))

    def _related(self, field: Any, again: bool) -> Any:
        target = field.related_model
        if target is field.model or (field.null and not hasattr(target, "unit_lookup")):
            return None
        fresh = again or field.unique
        return self.another(target) if fresh and target is not Unit else self.plant(target)

    def _text(self, field: models.Field) -> str:
        text = f"{self.mark}{field.model._meta.model_name}-{field.name}{next(_next)}"
        short = field.max_length is not None and field.max_length < len(text)
        return (
            f"{self.mark}{next(_next)}"
            if short and field.max_length >= len(self.mark) + 4
            else text[: field.max_length]
        )


def _wanted(field: models.Field) -> bool:
    if isinstance(field, KeyedHash) or getattr(field, "primary_key", False):
        return False
    return field.name not in ("public_id", "version", "path", "name_key", "parent", "closed_on", "revoked_at")


def kinds() -> list[type[models.Model]]:
    """Every kind of record that lies behind the door."""
    from django.apps import apps

    from banyan.core.records import Kept

    found = [model for model in apps.get_models() if issubclass(model, Kept) and model is not Unit]
    return [User, *found]
