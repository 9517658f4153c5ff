"""Adding lines to the trail, and proving that none was changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from banyan.core.audit.models import Event, Head
from banyan.core.inserting import insert_columns, insert_records
from banyan.foundation.refusal import noop

_HASHED = (
    "chain", "seq", "at", "day", "actor_id", "actor", "verb", "model", "object_id", "label", "unit_id", "reason",
    "changes", "request_id", "prev",
)  # fmt: skip
_columns = attrgetter(*_HASHED)
GENESIS = "0" * 64
_BATCH = 1000
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def canonical(value: Any) -> str:
    """JSON that is the same for the same value: sorted keys, no blanks, characters as they are."""
    return _encoder.encode(value)


def digest(event: Any) -> str:
    """The hash of a line over all its columns and the hash before it.

    Each column stands with its length before it, so that no two lines can be read as the same text.
    """
    whole = "".join(map(_measured, _columns(event)))
    return hashlib.sha256(whole.encode()).hexdigest()


def _measured(value: Any) -> str:
    if value is None:
        return "-"
    text = value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
    return f"{len(text)}:{text}"


def append(events: Iterable[Any], chain: str) -> None:
    """Add lines at the end of a chain, in the caller's transaction; the head is locked until it ends.

    `events` have the attributes of `Event`; chain, line and hashes are filled in here.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a line of the trail belongs into the transaction of its deed")
    head = _locked_head(chain)
    lines = list(events)
    for event in lines:
        event.chain, event.seq, event.prev = chain, head.seq + 1, head.hash
        event.hash = digest(event)
        head.seq, head.hash = event.seq, event.hash
    insert_records(Event, lines)
    _keep(head)


def extend(
    same: Mapping[str, Any], object_ids: Sequence[str], labels: Sequence[str], changes: Sequence[str]
) -> int:
    """Add lines that differ only in their record and what changed; answers the number of the first.

    `same` holds what all of them share, `chain` included. The text that is hashed is the one `digest` reads.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a line of the trail belongs into the transaction of its deed")
    head = _locked_head(same["chain"])
    first, count = head.seq + 1, len(object_ids)
    start, middle, end = (
        "".join(_measured(same[name]) for name in names)
        for names in (
            ("at", "day", "actor_id", "actor", "verb", "model"),
            ("unit_id", "reason"),
            ("request_id",),
        )
    )
    chain, prevs, hashes = _measured(same["chain"]), [], []
    for seq, object_id, label, change in zip(
        range(first, first + count), object_ids, labels, changes, strict=True
    ):
        whole = (
            f"{chain}{_measured(seq)}{start}{len(object_id)}:{object_id}{len(label)}:{label}{middle}"
            f"{len(change)}:{change}{end}{len(head.hash)}:{head.hash}"
        )
        prevs.append(head.hash)
        head.hash = hashlib.sha256(whole.encode()).hexdigest()
        hashes.append(head.hash)
    head.seq += count
    varying = {"object_id": object_ids, "label": labels, "changes": changes, "prev": prevs, "hash": hashes}
    shared = {name: [value] * count for name, value in same.items()}
    insert_columns(Event, {**shared, **varying, "seq": range(first, first + count)}, count)
    _keep(head)
    return first


@dataclass
class _End:
    """Where a chain stands; its row is held. Read and written with every deed, so not as a model."""

    chain: str
    seq: int
    hash: str


def _locked_head(chain: str) -> _End:
    found = _read_head(chain)
    if found is None:
        Head.objects.get_or_create(chain=chain, defaults={"hash": GENESIS})
        found = _read_head(chain)
    return _End(chain, *found)  # type: ignore[misc]


def _read_head(chain: str) -> tuple[int, str] | None:
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seq, hash FROM audit_head WHERE chain = %s{held}", [chain])  # noqa: S608
        return cursor.fetchone()


def _keep(head: _End) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_head SET seq = %s, hash = %s WHERE chain = %s", [head.seq, head.hash, head.chain]
        )


@dataclass(frozen=True)
class Fault:
    """The first line of a chain that does not hold."""

    chain: str
    seq: int
    why: str


def faults(anchors: dict[str, tuple[int, str]] | None = None) -> Iterator[Fault]:
    """The first bad line of every chain that has one.

    `anchors` maps a chain to (line, hash) noted outside; they catch a cut tail and a chain written anew.
    """
    heads = {head.chain: head for head in Head.objects.all()}
    chains = set(heads) | set(Event.objects.values_list("chain", flat=True).distinct())
    for chain in sorted(chains):
        fault = _first_fault(chain, heads.get(chain), (anchors or {}).get(chain))
        if fault:
            yield fault


def _first_fault(chain: str, head: Head | None, anchor: tuple[int, str] | None) -> Fault | None:
    seq, prev = 0, GENESIS
    for event in Event.objects.filter(chain=chain).order_by("seq").iterator(chunk_size=_BATCH):
        seq += 1
        why = _why_bad(event, seq, prev)
        if why is None and anchor and anchor[0] == seq and anchor[1] != event.hash:
            why = noop("differs from the head noted outside")
        if why:
            return Fault(chain, seq, why)
        prev = event.hash
    if head is None or (head.seq, head.hash) != (seq, prev):
        return Fault(chain, seq + 1, noop("the end of the trail is missing or was replaced"))
    if anchor and anchor[0] > seq:
        return Fault(chain, seq + 1, noop("lines noted outside are missing"))
    return None


def _why_bad(event: Event, seq: int, prev: str) -> str | None:
    if event.seq != seq:
        return noop("a line is missing") if event.seq > seq else noop("a line was inserted")
    if digest(event) != event.hash:
        return noop("the line was changed")
    if event.prev != prev:
        return noop("the line does not follow the one before it")
    return None


_GUARDED = ("audit_event", "audit_words")
_further_guards: list[str] = []


def also_guarded(*triggers: str) -> None:
    """Let other parts of the house name the triggers that must stand in the database."""
    _further_guards.extend(name for name in triggers if name not in _further_guards)


def missing_guards() -> list[str]:
    """Triggers that should stand in the database and refuse, and do not: somebody took them away, put them out of
    action, or wrote something harmless in their place."""
    if connection.vendor == "sqlite":
        verbs: tuple[str, ...] = ("update", "delete")
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
    else:
        verbs = ("update", "delete", "truncate")
        query = (
            "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgenabled IN ('O', 'A') AND prosrc LIKE '%RAISE EXCEPTION%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    wanted = [f"{table}_no_{verb}" for table in _GUARDED for verb in verbs]
    return [name for name in [*wanted, *_further_guards] if name not in standing]
