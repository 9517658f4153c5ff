"""What deeds call: writing down what was done, and reading it again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from banyan.core import clock
from banyan.core.audit import words
from banyan.core.audit.chain import append, canonical
from banyan.core.audit.fresh import Fresh, note_fresh
from banyan.core.audit.models import Event
from banyan.core.records import snapshot

request_id: ContextVar[str] = ContextVar("request_id", default="")
#: What the deeds going on have to say; None while there is none.
_waiting: ContextVar[list[_Said] | None] = ContextVar("lines_to_write", default=None)
_EMPTY = (None, "")
_PERSONAL = "*"


@dataclass(frozen=True)
class Line:
    """One thing that was done to one record, before it is written down."""

    record: Any
    verb: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str = ""

    def changes(self) -> dict[str, list[Any]]:
        """Field → [before, after] where the two differ; nothing in place of nothing is no change."""
        before, after = self.before, self.after
        if not before:
            return {name: [None, value] for name, value in after.items() if value not in _EMPTY}
        names = dict.fromkeys([*before, *after])
        pairs = ((name, [before.get(name), after.get(name)]) for name in names)
        return {
            name: pair
            for name, pair in pairs
            if pair[0] != pair[1] and any(each not in _EMPTY for each in pair)
        }


@dataclass(slots=True)
class _Written:
    """A line as the chain wants it: the columns of `Event`, without the weight of a model."""

    at: datetime
    day: datetime
    actor_id: int | None
    actor: str
    verb: str
    model: str
    object_id: str
    label: str
    unit_id: int | None
    reason: str
    changes: str
    request_id: str
    chain: str = ""
    seq: int = 0
    prev: str = ""
    hash: str = ""


def note(by: Any, now: datetime, verb: str, record: Any, before: dict[str, Any], reason: str = "") -> None:
    """Write down one deed on one record, in its transaction. `before` is {} for a new record."""
    note_all(by, now, [Line(record, verb, before, snapshot(record), reason)])


def note_all(by: Any, now: datetime, lines: Sequence[Line]) -> None:
    """Write down a deed on many records: one line each, in order, one lock."""
    chains: dict[Any, str] = {}
    said = []
    for line in lines:
        unit = _unit(line.record)
        if unit not in chains:
            chains[unit] = _chain(unit)
        said.append(_said(by, now, chains[unit], line))
    waiting = _waiting.get()
    if waiting is None:
        _write(said)
    else:
        waiting += said


@contextmanager
def together() -> Iterator[None]:
    """What deeds within this one say is written at its end, under one lock, in the order in which it was said.

    Opened by every deed inside its transaction. What is taken back inside takes its lines back with it.
    """
    waiting = _waiting.get()
    if waiting is not None:
        before = len(waiting)
        try:
            yield
        except BaseException:
            del waiting[before:]
            raise
        return
    token = _waiting.set([])
    try:
        yield
        _write_waiting()
    finally:
        _waiting.reset(token)


def _write_waiting() -> None:
    waiting = _waiting.get()
    if waiting:
        said, waiting[:] = list(waiting), []
        _write(said)


def note_new(by: Any, now: datetime, verb: str, made: Fresh) -> None:
    """Write down that many new records of one unit came to be: one line each, as `note_all` writes them."""
    if len(made):
        _write_waiting()
        note_fresh(by, now, verb, _chain(made.unit), made, request_id=request_id.get())


def note_reading(by: Any, now: datetime, record: Any) -> None:
    """Write down that somebody read a restricted record: the one thing a page view may write."""
    with transaction.atomic():
        event = _event(by, now, Line(record, record.permission("read"), {}, {}), {})
        append([event], f"{_chain(_unit(record))}/reads")


def history(record: Any, limit: int = 50) -> list[dict[str, Any]]:
    """The trail of one record, newest first: event, and changes with personal values where they still exist.

    Readings stand in a chain of their own and never crowd out what was done.
    """
    own = Event.objects.filter(model=record._meta.label_lower, object_id=str(record.public_id)).order_by(
        "-seq"
    )
    read = record.permission("read")
    done, readings = own.exclude(verb=read)[:limit], own.filter(verb=read)[:limit]
    events = sorted([*done, *readings], key=lambda event: event.at, reverse=True)
    values = words.read([(event.chain, event.seq) for event in events])
    return [_readable(event, values.get((event.chain, event.seq))) for event in events]


def _readable(event: Event, personal: dict[str, Any] | None) -> dict[str, Any]:
    changes = json.loads(event.changes)
    _commitment, *names = changes.pop(_PERSONAL, [""])
    known = (personal or {}).get("values", {})
    shown = changes | {name: known.get(name, [None, None]) for name in names}
    return {"event": event, "changes": shown, "erased": sorted(set(names) - known.keys())}


def _unit(record: Any) -> Any:
    return record.home() if getattr(record, "unit_lookup", "") else None


def _chain(unit: Any) -> str:
    return unit.root.code if unit else "installation"


@dataclass(frozen=True, slots=True)
class _Said:
    """A line as it will stand in its chain, and the personal part of it."""

    chain: str
    event: _Written
    spoken: words.Spoken | None
    subject: UUID | None
    is_new: bool


def _said(by: Any, now: datetime, chain: str, line: Line) -> _Said:
    changes = line.changes()
    spoken = _spoken(line.record, changes)
    event = _event(by, now, line, _without_words(changes, spoken))
    return _Said(chain, event, spoken, line.record.subject() if spoken else None, not line.before)


def _write(said: Sequence[_Said]) -> None:
    by_chain: dict[str, list[_Said]] = {}
    for each in said:
        by_chain.setdefault(each.chain, []).append(each)
    for chain, some in by_chain.items():
        append([each.event for each in some], chain)
        _keep_words(some)


def _spoken(record: models.Model, changes: dict[str, list[Any]]) -> words.Spoken | None:
    names = getattr(record, "personal_fields", ())
    values = {name: pair for name, pair in changes.items() if name in names}
    return words.Spoken(values) if values else None


def _without_words(changes: dict[str, list[Any]], spoken: words.Spoken | None) -> dict[str, Any]:
    """What the chain holds: of personal values only the names of the fields, and one commitment for all of them."""
    if spoken is None:
        return changes
    plain: dict[str, Any] = {name: pair for name, pair in changes.items() if name not in spoken.values}
    plain[_PERSONAL] = [spoken.commitment, *spoken.values]
    return plain


def _keep_words(said: Sequence[_Said]) -> None:
    new = {UUID(each.event.object_id) for each in said if each.is_new}
    spoken = [(each.event, each.subject, each.spoken) for each in said if each.subject and each.spoken]
    found = words.keys_for([subject for _event, subject, _words in spoken], new) if spoken else {}
    words.keep(
        (event.chain, event.seq, subject, each.sealed(found[subject], f"{event.chain}/{event.seq}"))
        for event, subject, each in spoken
        if subject in found
    )


def _event(by: Any, now: datetime, line: Line, changes: dict[str, Any]) -> _Written:
    record = line.record
    unit = _unit(record)
    return _Written(
        at=clock.machine_now(),
        day=now,
        actor_id=by.user.pk if by.user else None,
        actor=by.name,
        verb=line.verb,
        model=record._meta.label_lower,
        object_id=str(record.public_id),
        label=record.label()[:80] if hasattr(record, "label") else str(record.public_id),
        unit_id=unit.pk if unit else None,
        reason=line.reason,
        changes=canonical(changes),
        request_id=request_id.get(),
    )
