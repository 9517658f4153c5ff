"""What the money brought (P4.11): cost for each attendance, each hour, each activity, beside the contract's results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.finance.rules.entries import ZERO

_FEN, _TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass(frozen=True)
class UnitCosts:
    """Yuan of activity money and what was done with it; `hours` are those of the activities.

    `done` is how far the contract's results are, `gone` the share of the year that is over, per cent.
    """

    spent: Decimal
    due: Decimal
    activities: int
    attendances: int
    hours: Decimal
    done: Decimal | None
    gone: Decimal

    @property
    def per_activity(self) -> Decimal | None:
        return each(self.spent, self.activities)

    @property
    def per_attendance(self) -> Decimal | None:
        return each(self.spent, self.attendances)

    @property
    def per_hour(self) -> Decimal | None:
        return each(self.spent, self.hours)

    @property
    def keeps_up(self) -> bool:
        """Whether the results are as far as the year is."""
        return self.done is not None and self.done >= self.gone

    @property
    def is_frugal(self) -> bool:
        """Spent less than was due with the results kept: no sign of failure (P4.11)."""
        return self.spent < self.due and self.keeps_up


def each(amount: Decimal, count: int | Decimal) -> Decimal | None:
    """Yuan for each of a number; nothing where there is none."""
    return (amount / count).quantize(_FEN, ROUND_HALF_UP) if count else None


def results(lines: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """How far the contract's results are: the mean of counted over target, each at most full, per cent."""
    shares = [min(counted / target, Decimal(1)) for counted, target in lines if target]
    return (sum(shares, ZERO) / len(shares) * 100).quantize(_TENTH, ROUND_HALF_UP) if shares else None
