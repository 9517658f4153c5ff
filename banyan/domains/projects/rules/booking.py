"""How a position comes into the ledger: open months are written anew, frozen ones only adjusted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.projects.rules.freeze import booking_month, first_of
from banyan.domains.projects.rules.judging import Standing


@dataclass(frozen=True)
class Position:
    """What a unit of a record is worth now: its state, its amount and, under a rate, its base."""

    state: Standing
    amount: Decimal
    base: Decimal = Decimal(0)


@dataclass(frozen=True)
class Booking:
    """One row of the ledger: an amount under a state in one month."""

    month: date
    state: Standing
    amount: Decimal
    base: Decimal
    is_adjustment: bool


def bookings(
    position: Position | None, happened_on: date, frozen: Iterable[Booking], frozen_through: date | None
) -> list[Booking]:
    """The rows to write so that frozen rows and these together say exactly ``position``.

    ``frozen`` are the rows of the same unit in closed months; no position means the record was withdrawn.
    An event of a frozen month, or a change to what was reported, becomes an adjustment in the open month.
    """
    month = booking_month(happened_on, frozen_through)
    late = month > first_of(happened_on)
    rows = []
    for state, (amount, base) in _differences(position, frozen).items():
        if amount or base:
            rows.append(Booking(month, state, amount, base, late))
    return rows


def _differences(
    position: Position | None, frozen: Iterable[Booking]
) -> dict[Standing, tuple[Decimal, Decimal]]:
    left: dict[Standing, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    if position:
        left[position.state] = (position.amount, position.base)
    for row in frozen:
        amount, base = left[row.state]
        left[row.state] = (amount - row.amount, base - row.base)
    return left
