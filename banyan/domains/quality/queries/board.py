"""The board of what is to be mended: what is late first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When

from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.quality.models import Rectification, SourceKind
from banyan.domains.quality.rules import rectifications as rules
from banyan.foundation.refusal import noop, sentence

State = Rectification.State
SOON_DAYS = 7
MOST = 200
OF_A_DESK = 50


@dataclass(frozen=True)
class Row:
    """A line of the board: the rectification, by how many days its next step is late, its page."""

    record: Rectification
    late: int
    url: str


@dataclass(frozen=True)
class Group:
    """A part of the board: what it is called, how loud it is, its lines."""

    code: str
    rows: list[Row]


@dataclass(frozen=True)
class Board:
    """What is late, what comes soon, what is under way, what waits to be verified."""

    groups: list[Group]
    counts: Mapping[str, int]
    kinds: list[tuple[str, Any, int]]
    chosen: str

    @property
    def under_way(self) -> int:
        """How many are not finished."""
        return sum(self.counts[state] for state in rules.UNDER_WAY)


def board(by: Any, today: date, kind: str = "") -> Board:
    """The board of everything that the actor may see; `kind` narrows it to one source. Two statements."""
    seen = Rectification.objects.visible_to(by)
    counted = seen.values_list("state", "source_kind").annotate(n=Count("pk")).order_by("state")
    states, kinds = _counted(list(counted))
    rows = [_row(each, today) for each in _under_way(seen, kind)]
    groups = (Group(code, [row for row in rows if _group(row, today) == code]) for code in GROUPS)
    return Board([group for group in groups if group.rows], states, kinds, kind)


GROUPS = ("late", "verify", "soon", "under_way")


def _group(row: Row, today: date) -> str:
    if row.late:
        return "late"
    if row.record.state == State.DONE:
        return "verify"
    until = row.record.waits_until
    return "soon" if until is not None and until <= today + timedelta(days=SOON_DAYS) else "under_way"


def _under_way(seen: Any, kind: str) -> Any:
    found = seen.filter(state__in=Rectification.UNDER_WAY)
    if kind in SourceKind.values:
        found = found.filter(source_kind=kind)
    first = Case(When(waits_until=None, then=Value(1)), default=Value(0), output_field=IntegerField())
    return found.select_related("project", "unit", "owner").order_by(first, "waits_until", "number")[:MOST]


def _row(record: Rectification, today: date) -> Row:
    return Row(record, rules.days_late(record.waits_until, record.state, today), page_of(record))


def _counted(rows: list[tuple[str, str, int]]) -> tuple[dict[str, int], list[tuple[str, Any, int]]]:
    states = dict.fromkeys(State.values, 0)
    kinds = dict.fromkeys(SourceKind.values, 0)
    for state, kind, count in rows:
        states[state] += count
        if state in rules.UNDER_WAY:
            kinds[kind] = kinds.get(kind, 0) + count
    return states, [(kind, SourceKind(kind).label, count) for kind, count in kinds.items() if count]


def waiting(actor: Any, today: date) -> Iterator[Todo]:
    """What waits on a desk: own measures, faults without cause or measure, effects to verify."""
    yield from _own(actor, today)
    yield from _to_settle(actor)
    yield from _to_verify(actor)


def _own(actor: Any, today: date) -> Iterator[Todo]:
    mine = Rectification.objects.visible_to(actor).filter(state=State.PLANNED, owner=actor.person_id)
    for each in mine.order_by("due_on")[:OF_A_DESK]:
        yield _todo(
            each, noop("Rectification that is yours"), sentence(noop("To be done: %(measure)s"), measure=each.measure[:80]),
            noop("Report it done"),
        )  # fmt: skip


def _to_settle(actor: Any) -> Iterator[Todo]:
    open_ones = Rectification.objects.visible_to(actor, "plan").filter(state__in=(State.OPEN, State.ANALYSED))
    for each in open_ones.order_by("waits_until")[:OF_A_DESK]:
        why = rules.next_wanted(each.state)
        deed = noop("Find the cause") if each.state == State.OPEN else noop("Settle the measure")
        yield _todo(each, noop("Rectification without a measure"), why, deed)


def _to_verify(actor: Any) -> Iterator[Todo]:
    done = Rectification.objects.visible_to(actor, "confirm").filter(state=State.DONE)
    others = done.exclude(owner=actor.person_id).exclude(done_by=actor.person_id)
    for each in others.order_by("waits_until")[:OF_A_DESK]:
        yield _todo(
            each, noop("Rectification to verify"), rules.next_wanted(each.state), noop("Verify the effect")
        )  # fmt: skip


def _todo(each: Rectification, title: str, why: Any, deed: Any) -> Todo:
    return Todo(
        title=sentence(title), why=why, url=page_of(each), deed=deed, unit_id=each.unit_id, number=each.number, due=each.waits_until,
        clause=each.clause or "R4.4.3", kind="rectification",
    )  # fmt: skip
