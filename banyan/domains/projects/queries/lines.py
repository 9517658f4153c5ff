"""The records behind a figure: exactly as many as the figure says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Q, QuerySet, Sum

from banyan.domains.projects.models import LedgerEntry, LedgerLine
from banyan.domains.projects.queries.panels import source_url
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.freeze import first_of
from banyan.foundation.refusal import Sentence

SHOWN = 300


@dataclass(frozen=True)
class Asked:
    """Which records: a state, all until a day, or those booked in one month."""

    state: str
    until: date | None = None
    month: date | None = None


@dataclass(frozen=True)
class Behind:
    """One record behind a figure: where it lies, what it adds, and why it waits or does not count."""

    number: str
    title: str
    part: str
    url: str
    line_url: str
    happened_on: date
    amount: Decimal
    because: Sentence | str
    month: date | None = None


@dataclass(frozen=True)
class Bundle:
    """The records behind a figure that come from one sheet or file: one line each, or one for the whole."""

    first: Behind
    records: tuple[Behind, ...]

    @property
    def amount(self) -> Decimal:
        """What they add up to."""
        return plain(sum((each.amount for each in self.records), Decimal(0)))

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Line of the sheet and its address, where the sheet has lines of its own."""
        named = len(self.records) > 1 or bool(self.first.part)
        return tuple((_line_of(each.part), each.line_url) for each in self.records) if named else ()


def bundled(records: Iterable[Behind]) -> list[Bundle]:
    """Records by the sheet or file they come from, in the order in which they came."""
    found: dict[tuple[str, date | None], list[Behind]] = {}
    for each in records:
        found.setdefault((each.number, each.month), []).append(each)
    return [Bundle(group[0], tuple(group)) for group in found.values()]


def _line_of(part: str) -> str:
    """The last piece of a line's name: 41 of a sheet's line 41."""
    return part.rsplit("#", 1)[-1] or "·"


def lines_behind(lines: QuerySet[LedgerLine], asked: Asked) -> QuerySet[LedgerLine]:
    """The lines of a state, each with its ``worth``; ``lines`` came through the door and belong to one indicator."""
    if asked.until is None and asked.month is None:
        found = lines.filter(state=asked.state).annotate(worth=F("amount"))
    else:
        worth = Sum("entries__amount", filter=_booked(asked), output_field=DecimalField())
        found = lines.annotate(worth=worth).exclude(worth=None).exclude(worth=0)
    return found.select_related("evidence", "indicator").order_by("-happened_on", "evidence__number", "pk")


def counted_together(lines: QuerySet[Any], worth: str) -> tuple[int, Decimal]:
    """How many lines there are and what they add up to, whether a page shows them or not."""
    found = [amount for (amount,) in lines.order_by().values_list(worth)]
    return len(found), sum(found, Decimal(0))


def _booked(asked: Asked) -> Q:
    wanted = Q(entries__state=asked.state)
    if asked.month is not None:
        wanted &= Q(entries__month=asked.month)
    if asked.until is not None:
        wanted &= Q(entries__month__lte=first_of(asked.until), happened_on__lte=asked.until)
    return wanted


def shown(lines: Iterable[LedgerLine], state: str) -> list[Behind]:
    """The lines as a page shows them."""
    return [_behind(line, line.worth, line.because if line.state == state else "") for line in lines]  # type: ignore[attr-defined]


def adjustments_behind(entries: QuerySet[LedgerEntry]) -> list[Behind]:
    """What was booked late, newest month first; ``entries`` came through the door and are adjustments."""
    late = entries.select_related("line__evidence", "line__indicator").order_by("-month", "line_id", "state")
    return [_behind(row.line, row.amount, row.get_state_display(), row.month) for row in late[: SHOWN + 1]]


def _behind(line: LedgerLine, amount: Decimal, because: Any, month: date | None = None) -> Behind:
    evidence = line.evidence
    return Behind(
        number=evidence.number,
        title=evidence.title,
        part=line.part,
        url=source_url(evidence.source_model, evidence.source_public_id),
        line_url=source_url("projects.ledgerline", line.public_id),
        happened_on=line.happened_on,
        amount=plain(amount),
        because=because,
        month=month,
    )
