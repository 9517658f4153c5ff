"""The wrapper around every change: permission, lock, state, version, trail.

A deed is a named function; the decorator gives it everything that must never be forgotten:

    @deed(Case, "close", frm=State.OPEN, to=State.CLOSED, label=_("Close the case"))
    def close(case, by, now, reason): ...

    close(case, by=actor, version=3, reason="moved away")
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, get_type_hints

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction

from banyan.core import clock, door
from banyan.core.audit.fresh import Fresh
from banyan.core.audit.trail import Line, note, note_all, note_new, together
from banyan.core.fitting import check_answers
from banyan.core.records import Kept, missing_in_this_state, snapshot
from banyan.foundation.refusal import Refused, noop, sentence

#: Nobody plans further ahead; a later day is a slip of the hand.
YEARS_AHEAD, YEARS_BACK = 50, 150
_FAR_AHEAD = noop("This day lies more than %(years)s years ahead; look at the year again.")
_LONG_AGO = noop("This day lies more than %(years)s years back; look at the year again.")


@dataclass(frozen=True)
class Ask:
    """Something a deed wants to know: a field of its form. Without a default it must be answered."""

    name: str
    type: Any
    required: bool
    default: Any = None


_all: dict[str, Deed] = {}
_edit_guards: list[Callable[[Any, set[str]], None]] = []


def guard_edits(check: Callable[[Any, set[str]], None]) -> None:
    """Let a part of core refuse edits: (record, names of the fields that would change), before any deed "edit"."""
    if check not in _edit_guards:
        _edit_guards.append(check)


class Deed:
    """A named change of one kind of record. Made by `deed`; called with the record and `by`."""

    do_not_call_in_templates = True

    def __init__(
        self,
        model: type[models.Model],
        verb: str,
        run: Callable[..., None],
        *,
        frm: Any = None,
        to: Any = None,
        label: Any = "",
        new: bool = False,
        system: bool = False,
        danger: bool = False,
        icon: str = "",
        check: Callable[[Any], None] | None = None,
        aside: bool = False,
        offered: Callable[[Any, Any], bool] | None = None,
    ) -> None:
        self.model, self.verb, self.run, self.to = model, verb, run, to
        self.frm = None if frm is None else tuple(frm) if isinstance(frm, tuple | list | set) else (frm,)
        self.label, self.new, self.system, self.danger, self.icon = label, new, system, danger, icon
        self.check, self.aside, self._offered = check, aside, offered
        self.__doc__, self.__name__ = run.__doc__, run.__name__

    def __repr__(self) -> str:
        return f"<deed {self.permission}>"

    @property
    def permission(self) -> str:
        """What one must be granted to do this, e.g. `services.activity.close`."""
        return self.model.permission(self.verb)  # type: ignore[attr-defined]

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """The deed's own questions, read from its signature after `by` and `now`."""
        hints = get_type_hints(self.run)
        given = list(inspect.signature(self.run).parameters.values())[3:]
        return tuple(
            Ask(
                p.name,
                hints.get(p.name, str),
                p.default is p.empty,
                None if p.default is p.empty else p.default,
            )
            for p in given
            if p.kind is not p.VAR_KEYWORD
        )

    def permitted(self, record: Any, by: Any) -> bool:
        """Whether `by` holds the permission for this record."""
        return self.system or by.can(self.permission, record)

    def offered(self, record: Any, by: Any) -> bool:
        """Whether a page holds the deed out to `by`: within their rights, and nothing says that it is for others."""
        return self.permitted(record, by) and (self._offered is None or self._offered(record, by))

    def possible(self, record: Any, by: Any) -> Refused | None:
        """Why the deed is not possible now, or None. Answers for buttons; the deed itself asks again."""
        try:
            self._check_state(record)
        except Refused as refused:
            return refused
        return None

    def __call__(
        self,
        record: Any,
        *,
        by: Any,
        version: int | None = None,
        why: str = "",
        now: datetime | None = None,
        held: bool = False,
        **given: Any,
    ) -> Any:
        """Do it: all or nothing. Refuses with `Refused`, a missing right with `PermissionDenied`.

        `why` stands in the trail as the reason; `held` says that the caller locked the row in this transaction and
        read it then. Returns the record as it then is.
        """
        check_answers(given)
        with door.opened(self.permission), transaction.atomic(), together():
            moment = now or clock.now()
            record = record if self.new or held else self._locked(record)
            self._check_permission(record, by)
            self._check_state(record)
            self._check_changes(record, given)
            if version is not None and not self.new:
                record.must_be(version)
            before = {} if self.new else snapshot(record)
            return self._do(record, by, moment, before, why, given)

    def _do(self, record: Any, by: Any, now: datetime, before: dict, why: str, given: dict) -> Any:
        if self.to is not None:
            record.state = self.to
        _check_days((_days_of(record) if self.new else {}) | given, now)
        self.run(record, by, now, **given)
        _check_days(_days_of(record), now)
        self._check_permission(record, by)
        _stamp(record, now, self.new)
        self._save(record)
        note(by, now, self.permission, record, before, why or str(given.get("reason", "")))
        return record

    def _locked(self, record: Any) -> Any:
        lock = getattr(self.model, "lock", None)
        if lock is not None:
            return lock(record.pk)
        return locked(self.model, pk=record.pk)

    def _check_permission(self, record: Any, by: Any) -> None:
        if not self.permitted(record, by):
            raise PermissionDenied(self.permission)

    def _check_state(self, record: Any) -> None:
        if self.frm is not None and record.state not in self.frm:
            raise missing_in_this_state(record)
        if self.check is not None:
            with door.opened(self.permission):
                self.check(record)

    def _check_changes(self, record: Any, given: dict[str, Any]) -> None:
        """Ask the guards of edits; they hear which fields would change."""
        if self.verb == "edit" and not self.new:
            changed = {name for name, value in given.items() if getattr(record, name, None) != value}
            for check in _edit_guards:
                check(record, changed)

    def _save(self, record: Any) -> None:
        if isinstance(record, Kept) and record.is_kept():
            return
        try:
            with transaction.atomic():
                record.save()
        except IntegrityError as error:
            raise _clash(record) from error


def _clash(record: Any) -> Refused:
    """What stands in the way: a record that is the same in what may be there but once, said beside that field."""
    others = type(record).everything.exclude(pk=record.pk)
    for names in _once(type(record)):
        same = {name: getattr(record, name) for name in names}
        if None not in same.values() and others.filter(**same).exists():
            labels = "、".join(str(record._meta.get_field(name).verbose_name) for name in names)
            words = sentence(noop("There is one already that is the same in: %(fields)s."), fields=labels)
            return Refused({names[-1]: words}, code="not_unique")
    return Refused({"": noop("This clashes with a record that exists already.")}, code="not_unique")


def _once(model: Any) -> Iterator[tuple[str, ...]]:
    """The fields that together may be there but once, as the model says it."""
    yield from ((each.name,) for each in model._meta.concrete_fields if each.unique)
    unique = (each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint))
    yield from (tuple(each.fields) for each in unique if each.fields)


def locked(model: Any, **wanted: Any) -> Any:
    """One record, its row held until the transaction ends, with the unit at whose place the deed is judged."""
    held = model.everything.select_for_update(of=("self",))
    if getattr(model, "unit_lookup", "") == "unit" and any(
        each.name == "unit" for each in model._meta.fields
    ):
        held = held.select_related("unit")
    return held.get(**wanted)


def deed(model: type[models.Model], verb: str, **options: Any) -> Callable[[Callable[..., None]], Deed]:
    """Make a function a deed on `model`. Options: frm, to, label, new, system, danger, icon, check, aside, offered.

    `aside`: never the filled button of a page. `offered(record, by)`: to whom a page holds it out at all.
    """

    def wrap(run: Callable[..., None]) -> Deed:
        made = Deed(model, verb, run, **options)
        _all[made.permission] = made
        return made

    return wrap


def every_deed() -> dict[str, Deed]:
    """All deeds by permission, for `banyan states`, the permission table and the batteries."""
    return dict(_all)


def _check_days(given: Mapping[str, Any], now: datetime) -> None:
    """A day further ahead than anybody plans, or longer ago than anybody lived, is a slip of the hand: 2199 for 2025."""
    years = {name: _year_of(name, value) for name, value in given.items()}
    far = [name for name, year in years.items() if year is not None and year > now.year + YEARS_AHEAD]
    old = [name for name, year in years.items() if year is not None and year < now.year - YEARS_BACK]
    ahead = sentence(_FAR_AHEAD, years=YEARS_AHEAD)
    if far or old:
        wrong = dict.fromkeys(far, ahead) | dict.fromkeys(old, sentence(_LONG_AGO, years=YEARS_BACK))
        raise Refused(wrong, code="far_ahead" if far else "long_ago")


def _year_of(name: str, value: Any) -> int | None:
    if isinstance(value, date):
        return value.year
    return value if name == "year" and isinstance(value, int) else None


def _days_of(record: Any) -> dict[str, Any]:
    """The days of a record, and its year where it is about one."""
    return {name: getattr(record, name, None) for name in _columns_of_days(record.__class__)}


@cache
def _columns_of_days(model: Any) -> tuple[str, ...]:
    fields = model._meta.concrete_fields
    return tuple(
        each.attname for each in fields if isinstance(each, models.DateField) or each.attname == "year"
    )


def _stamp(record: Any, now: datetime, new: bool) -> None:
    if hasattr(record, "changed_at"):
        record.changed_at = now
        record.created_at = record.created_at or now
    if hasattr(record, "version") and not new:
        record.version += 1


@dataclass
class Bulk:
    """A deed over many records: what it wrote, one line of the trail each, written down together."""

    permission: str
    by: Any
    now: datetime
    lines: list[Line] = field(default_factory=list)
    made: list[Fresh] = field(default_factory=list)

    def add(self, record: Any, before: dict[str, Any], reason: str = "") -> None:
        """Remember that `record` was made (`before` is {}) or changed."""
        self.lines.append(Line(record, self.permission, before, snapshot(record), reason))

    def write_down(self) -> None:
        """Write what was remembered so far; large imports call it chunk by chunk."""
        note_all(self.by, self.now, self.lines)
        for made in self.made:
            note_new(self.by, self.now, self.permission, made)
        self.lines, self.made = [], []


@contextmanager
def bulk(
    model: type[models.Model], verb: str, *, by: Any, unit: Any = None, now: datetime | None = None
) -> Iterator[Bulk]:
    """Open the door for a deed over many records of one unit (an import, an attendance sheet): all or nothing."""
    permission = model.permission(verb)  # type: ignore[attr-defined]
    if not by.can(permission, unit):
        raise PermissionDenied(permission)
    with door.opened(permission), transaction.atomic():
        work = Bulk(permission, by, now or clock.now())
        yield work
        work.write_down()
