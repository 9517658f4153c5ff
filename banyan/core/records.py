"""Anything kept: a record with a number, a unit, a version, and a door before it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.fitting import check_columns
from banyan.foundation.refusal import Refused, noop, sentence

if TYPE_CHECKING:
    from banyan.core.identity.actor import Actor


_FREE = ~(0xF << 76 | 0x3 << 62)
_VERSION_AND_VARIANT = 0x7 << 76 | 0x2 << 62
_PLAIN = (str, bool, int, list, dict)


def new_public_id() -> uuid.UUID:
    """A version-7 identifier: sorted by the millisecond it was made, unguessable in its last 74 bits."""
    return _identifier(clock.machine_milliseconds(), os.urandom(10))


def new_public_ids(count: int) -> list[uuid.UUID]:
    """Many identifiers of one millisecond, for rows that are written together."""
    now, chance = clock.machine_milliseconds() << 80 | _VERSION_AND_VARIANT, os.urandom(10 * count)
    return [
        uuid.UUID(int=(int.from_bytes(chance[start : start + 10], "big") & _FREE) | now)
        for start in range(0, 10 * count, 10)
    ]


def _identifier(milliseconds: int, chance: bytes) -> uuid.UUID:
    value = (milliseconds << 80) | int.from_bytes(chance, "big")
    return uuid.UUID(int=value & _FREE | _VERSION_AND_VARIANT)


class GuardedQuerySet(models.QuerySet):
    """Raises when evaluated, unless it came through `visible_to` or the door is open."""

    _allowed = False

    def visible_to(self, actor: Actor, verb: str = "view") -> Self:
        """What `actor` may reach with `verb`; everything else does not exist for them."""
        return self.within(actor.reach(self.model, verb))

    def within(self, reach: Q) -> Self:
        """The same for a reach that an actor was asked for already."""
        return self.filter(reach)._through_the_door()

    def _through_the_door(self) -> Self:
        copy = self._chain()  # type: ignore[attr-defined]
        copy._allowed = True
        return copy

    def _clone(self) -> Self:
        copy = super()._clone()  # type: ignore[misc]
        copy._allowed = self._allowed
        return copy

    def _check(self) -> None:
        if not (self._allowed or door.is_open()):
            raise door.ScopeMissing(self.model)

    def _check_open(self) -> None:
        if not door.is_open():
            raise door.ScopeMissing(self.model)

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def explain(self, **kwargs: Any) -> str:
        self._check()
        return super().explain(**kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check_open()
        return super().update(**kwargs)

    def delete(self) -> Any:
        self._check_open()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        self._check_open()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        self._check_open()
        return super().bulk_update(*args, **kwargs)


GuardedManager = models.Manager.from_queryset(GuardedQuerySet)


class Kept(models.Model):
    """Anything behind the door, with or without a number: it is changed by deeds only."""

    public_id = models.UUIDField(_("identifier"), default=new_public_id, unique=True, editable=False)

    #: Fields whose values are somebody's personal data: the trail keeps commitments of them, and erasure shreds them.
    personal_fields: ClassVar[tuple[str, ...]] = ()
    #: Fields that hold the number of another record; once that is closed, no history tells it.
    speaks_of: ClassVar[tuple[str, ...]] = ()
    #: Where a grant that is limited to one project looks, e.g. "project__public_id".
    scope_lookup: ClassVar[str] = ""
    #: Where the unit stands that decides who may reach the record.
    unit_lookup: ClassVar[str] = "unit"
    #: Verbs with which people of the units below may reach the record too, as everybody reads the agency's rules.
    open_below: ClassVar[tuple[str, ...]] = ()
    #: Relations that `__str__` reads beside them, so that lists fetch them along.
    named_with: ClassVar[tuple[str, ...]] = ()
    #: Fields that the trail leaves out because another field or line says the same.
    silent_fields: ClassVar[tuple[str, ...]] = ("id", "public_id", "version", "created_at", "changed_at")

    objects = GuardedManager()
    everything = models.Manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not door.is_open():
            raise door.ScopeMissing(type(self))
        check_columns(self)
        super().save(*args, **kwargs)
        if not kwargs.get("update_fields"):
            self._kept_as = self._columns_now()

    def is_kept(self) -> bool:
        """Whether the record stands in the database just as it is here; False where that cannot be told."""
        now = self._columns_now()
        return now is not None and now == getattr(self, "_kept_as", None)

    def _columns_now(self) -> tuple[Any, ...] | None:
        values = tuple(self.__dict__.get(field.attname) for field in self._meta.concrete_fields)
        return None if any(isinstance(value, list | dict | set) for value in values) else values

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if not door.is_open():
            raise door.ScopeMissing(type(self))
        return super().delete(*args, **kwargs)

    @classmethod
    def narrow(cls, actor: Actor, verb: str) -> Q:
        """Restrict reach further than unit and scope; a model overrides it, e.g. for confidentiality grades."""
        return Q()

    @classmethod
    def closed(cls) -> Q | None:
        """Records that only those learn of whom `narrow` lets through: no deputy, no superior, no list of requests.

        None where there are no such records; then the turn to sign opens a record, as far as it is signed.
        """
        return None

    def is_watched(self) -> bool:
        """Whether each reading of this record stands in the log of readings."""
        return False

    @classmethod
    def permission(cls, verb: str) -> str:
        """The permission that a verb on this kind of record asks for, e.g. `services.activity.edit`."""
        return f"{cls._meta.app_label}.{cls._meta.model_name}.{verb}"

    def home(self) -> Any:
        """The unit that this record belongs to."""
        unit = self
        for step in self.unit_lookup.split("__"):
            unit = getattr(unit, step)
        return unit

    def scope(self) -> uuid.UUID | None:
        """The project that this record belongs to, for grants limited to one project."""
        value: Any = self
        for step in filter(None, self.scope_lookup.split("__")):
            try:
                value = getattr(value, step, None)
            except ObjectDoesNotExist:
                return None
        return value if isinstance(value, uuid.UUID) else None

    def must_be(self, version: int | None) -> None:
        """Refuse when somebody else changed the record since `version` was read."""
        if version is not None and int(version) != getattr(self, "version", None):
            raise Refused({"": noop("Somebody changed this record while you had it open.")}, code="conflict")

    def label(self) -> str:
        """How the record is called where a number must do: never a person's name."""
        return str(self.public_id)[-12:]

    def get_absolute_url(self) -> str:
        """The record's page, or nothing when its kind has no register."""
        from banyan.core.registers.addresses import page_of

        return page_of(self)

    def subject(self) -> uuid.UUID:
        """The person whose data this record holds; their key protects its words in the trail."""
        return self.public_id


class Record(Kept):
    """A kept thing that people work on: number, unit, version."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    number = models.CharField(_("number"), max_length=40, blank=True, default="", db_index=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    #: e.g. "ACT-{year}-{count:04}"; empty where numbers come from outside.
    number_pattern: ClassVar[str] = ""

    class Meta:
        abstract = True

    def label(self) -> str:
        """How the record is called where a number must do: never a person's name; a draft may have none yet."""
        return self.number or gettext("not numbered yet")


def lasting_label(record: Any) -> str:
    """What another record keeps of this one's name: nothing while it has no number, for words freeze one language."""
    return record.label() if getattr(record, "number", True) else ""


def snapshot(record: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Plain values of a record for the trail, `editable=False` fields included.

    Returns field name → JSON-ready value; foreign keys give the id, encrypted fields their words.
    """
    wanted = None if fields is None else set(fields)
    told = ((name, getattr(record, attname)) for name, attname in told_of(type(record)))
    return {name: _plain(value) for name, value in told if wanted is None or name in wanted}


@cache
def told_of(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Names of the fields that the trail tells of, each with the attribute that holds its plain value."""
    silent = getattr(model, "silent_fields", ("id",))
    return tuple(
        (field.name, field.attname) for field in model._meta.concrete_fields if field.name not in silent
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, _PLAIN) else str(value)


def missing_in_this_state(record: Any = None) -> Refused:
    """The refusal of a deed that the present state does not allow; it says which state that is."""
    if record is None or not hasattr(record, "get_state_display"):
        return Refused({"": sentence(noop("This is no longer possible in the present state."))}, code="state")
    words = noop("It is “%(state)s” by now; this is no longer possible in the present state.")
    return Refused({"": sentence(words, state=str(record.get_state_display()))}, code="state")
