"""Books what lines are worth: open months are written anew, frozen ones adjusted, the tallies follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from banyan.core.tallies import sums
from banyan.domains.projects.models import LedgerEntry, LedgerLine
from banyan.domains.projects.queries.tallies import BASE, measure_of, period_of
from banyan.domains.projects.rules.booking import Booking, Position, bookings
from banyan.domains.projects.rules.judging import Standing

BATCH = 500
UNBOOKED = (Standing.REPEATED, Standing.WITHDRAWN)
Frozen = Mapping[int, list[LedgerEntry]]


def book(lines: Iterable[LedgerLine], frozen_through: date | None, scopes: Mapping[int, str]) -> None:
    """Make the bookings of these lines say what the lines say; withdrawn lines without history go.

    ``scopes`` names each indicator as the tallies know it.
    """
    known = {line.pk: line for line in lines}
    if not known:
        return
    frozen, still_open = _entries(known, frozen_through)
    if still_open:
        LedgerEntry.everything.filter(pk__in=[row.pk for row in still_open]).delete()
    new = [row for line in known.values() for row in _rows(line, frozen[line.pk], frozen_through)]
    LedgerEntry.everything.bulk_create(new, batch_size=BATCH)
    _tally(still_open, new, scopes)
    _forget_withdrawn(known.values(), frozen)


def _entries(
    lines: Mapping[int, LedgerLine], frozen_through: date | None
) -> tuple[Frozen, list[LedgerEntry]]:
    frozen: dict[int, list[LedgerEntry]] = defaultdict(list)
    still_open = []
    for row in LedgerEntry.everything.filter(line_id__in=list(lines)):
        if frozen_through and row.month <= frozen_through:
            frozen[row.line_id].append(row)
        else:
            still_open.append(row)
    return frozen, still_open


def _rows(line: LedgerLine, frozen: list[LedgerEntry], frozen_through: date | None) -> list[LedgerEntry]:
    state = Standing(line.state)
    position = None if state in UNBOOKED else Position(state, line.amount, line.base)
    reported = [Booking(r.month, Standing(r.state), r.amount, r.base, r.is_adjustment) for r in frozen]
    return [
        LedgerEntry(
            line=line, indicator_id=line.indicator_id, month=row.month, state=str(row.state),
            amount=row.amount, base=row.base, is_adjustment=row.is_adjustment,
        )
        for row in bookings(position, line.happened_on, reported, frozen_through)
    ]  # fmt: skip


def _tally(gone: Iterable[LedgerEntry], come: Iterable[LedgerEntry], scopes: Mapping[int, str]) -> None:
    """Move the sums of each indicator, state and month by what has changed."""
    moved: dict[tuple[int, str, date], Decimal] = defaultdict(Decimal)
    for sign, rows in ((-1, gone), (1, come)):
        for row in rows:
            moved[row.indicator_id, measure_of(row.state), row.month] += sign * row.amount
            if row.base:
                moved[row.indicator_id, BASE, row.month] += sign * row.base
    named = {
        (measure, scopes[pk], period_of(month)): amount for (pk, measure, month), amount in moved.items()
    }
    sums.add_all(named)


def _forget_withdrawn(lines: Iterable[LedgerLine], frozen: Frozen) -> None:
    gone = [line.pk for line in lines if line.state == Standing.WITHDRAWN and not frozen[line.pk]]
    if gone:
        LedgerLine.everything.filter(pk__in=gone).delete()
