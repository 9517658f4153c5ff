"""What deeds call: writing down what was done, and reading it again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from banyan.core import clock
from banyan.core.audit import words
from banyan.core.audit.chain import append, canonical
from banyan.core.audit.models import Event, Words
from banyan.core.records import snapshot

request_id: ContextVar[str] = ContextVar("request_id", default="")
_BATCH = 500


@dataclass(frozen=True)
class Line:
    """One thing that was done to one record, before it is written down."""

    record: Any
    verb: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str = ""

    def changes(self) -> dict[str, list[Any]]:
        """Field → [before, after] where the two differ."""
        names = dict.fromkeys([*self.before, *self.after])
        pairs = {name: [self.before.get(name), self.after.get(name)] for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def note(by: Any, now: datetime, verb: str, record: Any, before: dict[str, Any], reason: str = "") -> Event:
    """Write down one deed on one record, in its transaction. `before` is {} for a new record."""
    return note_all(by, now, [Line(record, verb, before, snapshot(record), reason)])[0]


def note_all(by: Any, now: datetime, lines: Sequence[Line]) -> list[Event]:
    """Write down a deed on many records: one line each, in order, one lock."""
    by_chain: dict[str, list[Line]] = {}
    for line in lines:
        by_chain.setdefault(_chain(line.record), []).append(line)
    return [event for chain, some in by_chain.items() for event in _write(by, now, chain, some)]


def note_reading(by: Any, now: datetime, record: Any) -> None:
    """Write down that somebody read a restricted record: the one thing a page view may write."""
    with transaction.atomic():
        event = _event(by, now, Line(record, record.permission("read"), {}, {}), {})
        append([event], f"{_chain(record)}/reads")


def history(record: Any, limit: int = 50) -> list[dict[str, Any]]:
    """The trail of one record, newest first: event, and changes with personal values where they still exist."""
    events = list(
        Event.objects.filter(model=record._meta.label_lower, object_id=str(record.public_id)).order_by("-seq")[:limit]
    )
    values = words.read([(event.chain, event.seq) for event in events])
    return [_readable(event, values.get((event.chain, event.seq))) for event in events]


def _readable(event: Event, personal: dict[str, Any] | None) -> dict[str, Any]:
    import json

    changes = json.loads(event.changes)
    known = (personal or {}).get("values", {})
    shown = {name: known.get(name, [None, None] if _committed(pair) else pair) for name, pair in changes.items()}
    erased = sorted(name for name, pair in changes.items() if _committed(pair) and name not in known)
    return {"event": event, "changes": shown, "erased": erased}


def _committed(pair: list[Any]) -> bool:
    return any(isinstance(value, str) and value.startswith("c:") for value in pair)


def _chain(record: Any) -> str:
    unit = record.home() if getattr(record, "unit_lookup", "") else None
    return unit.root.code if unit else "installation"


def _write(by: Any, now: datetime, chain: str, lines: Sequence[Line]) -> list[Event]:
    changes = [line.changes() for line in lines]
    personal = [_personal(line.record, found) for line, found in zip(lines, changes, strict=True)]
    salts = [os.urandom(16) if values else b"" for values in personal]
    events = [
        _event(by, now, line, found | {n: [_commit(salt, v) for v in pair] for n, pair in values.items()})
        for line, found, values, salt in zip(lines, changes, personal, salts, strict=True)
    ]
    append(events, chain)
    _keep_words(lines, events, personal, salts)
    return events


def _keep_words(lines: Any, events: Any, personal: Any, salts: Any) -> None:
    spoken = [row for row in zip(lines, events, personal, salts, strict=True) if row[2]]
    if not spoken:
        return
    found = words.keys_for([line.record.subject() for line, *_ in spoken])
    rows = [
        Words(
            chain=event.chain,
            seq=event.seq,
            subject=line.record.subject(),
            sealed=words.sealed(found[line.record.subject()], f"{event.chain}/{event.seq}", values, salt),
        )
        for line, event, values, salt in spoken
        if line.record.subject() in found
    ]
    Words.objects.bulk_create(rows, batch_size=_BATCH)


def _commit(salt: bytes, value: Any) -> Any:
    return None if value in (None, "") else words.commitment(salt, value)


def _personal(record: models.Model, changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    names = getattr(record, "personal_fields", ())
    return {name: pair for name, pair in changes.items() if name in names and any(v not in (None, "") for v in pair)}


def _event(by: Any, now: datetime, line: Line, changes: dict[str, Any]) -> Event:
    record = line.record
    unit = record.home() if getattr(record, "unit_lookup", "") else None
    return Event(
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
