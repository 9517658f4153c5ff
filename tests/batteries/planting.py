"""A record of any kind, made from what its model says, with a canary of its station in every text."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import models, transaction

from banyan.core import door
from banyan.core.fields import KeyedHash
from banyan.core.identity.models import Unit, User
from banyan.domains.projects.rules.measures import CountingRule, Kind, Measure, as_plain

DAY = date(2025, 12, 1)
NOON = datetime(2025, 12, 1, 4, 0, tzinfo=UTC)
_next = count(1)

#: What a field holds, by its kind and its place in the model: later fields hold later days and hours.
PLAIN: tuple[tuple[type[models.Field], Callable[[int], Any]], ...] = (
    (models.DateTimeField, lambda place: NOON + timedelta(hours=place)),
    (models.DateField, lambda place: DAY + timedelta(days=place)),
    (models.TimeField, lambda place: time(1 + place % 22)),
    (models.BooleanField, lambda place: False),
    (models.DecimalField, lambda place: Decimal(1)),
    (models.FloatField, lambda place: 1.0),
    (models.IntegerField, lambda place: 1),
    (models.UUIDField, lambda place: uuid.uuid4()),
    (models.BinaryField, lambda place: b""),
)


#: Where a record makes sense only with something left open.
LEFT_OPEN: dict[str, tuple[str, ...]] = {"approvals.Step": ("decided_by", "decided_at", "on_behalf_of")}

#: Structures that must be understood again when they are read.
MEANT: dict[str, Callable[[], Any]] = {
    "projects.CountingVersion.plain": lambda: as_plain(CountingRule(Kind.ACTIVITY, Measure.EVENTS, {})),
}


def canary(unit: Unit) -> str:
    """What nobody outside a station may ever see."""
    return f"⟦{unit.code}⟧"


class Planter:
    """Plants records at one station; a record that others hang on is planted once."""

    def __init__(self, unit: Unit, master: User) -> None:
        self.unit, self.mark, self.master = unit, canary(unit), master
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
        given = self.given(model) | given
        left = {*given, *LEFT_OPEN.get(model._meta.label, ())}
        free = [f for f in model._meta.concrete_fields if f.name not in left and _wanted(f)]
        values = {f.name: self._value(f) for f in free if not f.is_relation} | self._relations(free)
        record = model(**values | given)
        record.save()
        return record

    def given(self, model: type[models.Model]) -> dict[str, Any]:
        """What the station's master must own to be able to open it."""
        owned = {
            "jobs.JobRun": {"by": self.master},
            "finance.VoucherLine": {"credit": Decimal(0)},
            "finance.Advance": {"settled": Decimal(0), "returned": Decimal(0)},
            "finance.Payroll": {"deducted": Decimal(0)},
            "finance.Payment": {"advance": None, "cleared": Decimal(0)},
            "notices.Notice": {"user": self.master},
            "quality.CircularReading": {"user": self.master},
            "quality.BreachParty": {"person": self.master.person},
            "services.CaseDocument": {"body": "{}"},
            "services.Group": dict.fromkeys(("first_on", "last_on"))
            | dict.fromkeys(("sessions_held", "sessions_counted", "person_times", "persons"), 0),
            "services.CaseGoal": {"levels_kept": "[]", "baseline": 0},
            "identity.Delegation": {"giver": self.master.person},
        }
        return owned.get(model._meta.label, {})

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
        if isinstance(field, models.JSONField):
            meant = MEANT.get(f"{field.model._meta.label}.{field.name}")
            if meant is not None:
                return meant()
            return field.get_default() if field.has_default() else {}
        place = field.model._meta.concrete_fields.index(field)
        return next(make(place) for kind, make in PLAIN if isinstance(field, kind))

    def _related(self, field: Any, again: bool) -> Any:
        target = field.related_model
        if target is field.model or (field.null and not hasattr(target, "unit_lookup")):
            return None
        fresh = again or field.unique
        return self.another(target) if fresh and target is not Unit else self.plant(target)

    def _text(self, field: models.Field) -> str:
        mark = self.mark if getattr(field.model, "unit_lookup", "unit") else self.unit.code
        text = f"{mark}{field.model._meta.model_name}-{field.name}{next(_next)}"
        room = (field.max_length or len(text)) - len(self.mark)
        if field.max_length is not None and field.max_length < len(text) and room >= 4:
            return f"{self.mark}{next(_next) % 10**room}"
        return text[: field.max_length]


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


def another_value(field: models.Field, record: Any, elsewhere: Unit) -> str:
    """Something else than what the record holds, as a browser would send it."""
    value = getattr(record, field.attname)
    if field.related_model is Unit:
        return str(elsewhere.pk)
    if isinstance(field, models.BooleanField):
        return "" if value else "on"
    if isinstance(field, models.DateField):
        return "2001-01-01"
    return "9999" if isinstance(field, models.IntegerField) or field.is_relation else "smuggled"
