"""Proving the trail, its guards, the tallies, the files and what the rooms count twice; remembering what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from banyan.core import clock, door
from banyan.core.attachments import proof as files
from banyan.core.audit import chain
from banyan.core.audit.models import Event
from banyan.core.oversight.models import Proof
from banyan.core.tallies import sums
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Sentence

Anchors = dict[str, tuple[int, str]]
_asked: list[Callable[[], Iterable[Sentence]]] = []


def also_ask(question: Callable[[], Iterable[Sentence]]) -> None:
    """Let a room say what it keeps in two places and finds different; each answer is one disagreement."""
    if question not in _asked:
        _asked.append(question)


def prove(by: str, anchors: Anchors | None = None) -> dict[str, Any]:
    """Prove everything and remember it. Answers `ok`, `lines` of the trail, and by kind what does not hold."""
    with door.opened("verify"):
        found = _found(anchors)
    ok, lines = not any(found.values()), Event.objects.count()
    note(Proof.Kind.VERIFIED, by, ok, {"lines": lines} | found)
    return {"ok": ok, "lines": lines} | found


def _found(anchors: Anchors | None) -> dict[str, Any]:
    return {
        "trail": [{"chain": each.chain, "line": each.seq, "why": each.why} for each in chain.faults(anchors)],
        "guards": chain.missing_guards(),
        "tallies": [difference(row) for row in sums.recount()],
        "files": files.bad_files(),
        "ledger": disagreements(),
    }


def disagreements() -> list[str]:
    """What the rooms prove otherwise than it is kept."""
    return [say(each) for ask in _asked for each in ask()]


def difference(row: sums.Difference) -> dict[str, Any]:
    """A falsified tally as plain values."""
    return {
        "measure": row.measure,
        "scope": row.scope,
        "period": row.period,
        "kept": str(row.kept),
        "counted": str(row.counted),
    }


def note(kind: str, by: str, ok: bool, said: dict[str, Any]) -> Proof:
    """Remember a proof or a backup with the machine's time."""
    return Proof.objects.create(kind=kind, at=clock.machine_now(), asked_by=by, ok=ok, said=said)


def latest() -> dict[str, Proof]:
    """The newest proof of each kind."""
    newest = (Proof.objects.filter(kind=kind).order_by("-at", "-pk")[:1] for kind in Proof.Kind.values)
    return {found.kind: found for each in newest for found in each}
