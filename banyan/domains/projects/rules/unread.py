"""How far a figure tells of records that its reader may not open.

A guarded file counts for the contract like any other. But whoever sees a figure rise, while the list beside it does not,
knows that there is such a file and since when. So such records stand in the figure of the whole contract alone, and
are added there as soon as so many are together that no single one can be told apart. Months, days, and what waits hold
readable records alone. All of them are told only to whoever is named for it, and by closed months (``rules.exact``).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from banyan.domains.projects.rules.figures import NOTHING, Sums

COUNTED = "counted"


class Told(Enum):
    """What is told of unread records: all of them, whole groups of them, or none."""

    ALL = auto()
    GROUPS = auto()
    NONE = auto()


@dataclass(frozen=True)
class Unread:
    """What a record that the reader may not open has booked under an indicator in a month."""

    line: Hashable
    state: str
    month: date
    amount: Decimal
    base: Decimal = NOTHING


def told_to(sums: Sums, unread: Iterable[Unread], told: Told, group: int) -> Sums:
    """The sums as the reader sees them; ``sums`` stays as it is. ``unread`` comes in the order of the records."""
    known, lines = replace(sums, months=dict(sums.months)), dict[Hashable, tuple[Decimal, Decimal]]()
    for each in unread:
        known.add(each.state, each.month, -each.amount)
        known.base -= each.base
        amount, base = lines.get(each.line, (NOTHING, NOTHING))
        lines[each.line] = amount + (each.amount if each.state == COUNTED else NOTHING), base + each.base
    worth = [found for found in lines.values() if any(found)]
    for amount, base in worth[: _how_many(len(worth), told, group)]:
        known.counted += amount
        known.base += base
    return known


def _how_many(records: int, told: Told, group: int) -> int:
    if told is Told.ALL:
        return records
    return records - records % group if told is Told.GROUPS else 0
