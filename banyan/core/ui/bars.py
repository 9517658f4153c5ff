"""The bullet bar: what is counted and recorded against a target and the time that has passed."""

from dataclasses import dataclass
from decimal import Decimal

TARGET_AT = Decimal(92)
LATE_BELOW = Decimal("0.93")
BAD_BELOW = Decimal("0.75")


@dataclass(frozen=True)
class Bullet:
    """Widths and places in percent of the bar; `tone` is empty, late or bad."""

    counted: Decimal
    pending: Decimal
    mark: Decimal
    target: Decimal
    tone: str


def bullet(counted: Decimal, pending: Decimal, target: Decimal, mark: Decimal) -> Bullet:
    """Draw counted and pending units against the target; `mark` is what is due by now, in the same unit."""
    scale = TARGET_AT / target if target else Decimal(0)
    full = min(counted * scale, Decimal(100))
    hatched = min(pending * scale, 100 - full)
    return Bullet(
        _place(full),
        _place(hatched),
        _place(min(mark * scale, Decimal(100))),
        TARGET_AT,
        pace(counted + pending, mark),
    )


def pace(reached: Decimal, mark: Decimal) -> str:
    """Behind the time mark by more than a fifteenth is late, by more than a quarter bad."""
    if not mark:
        return ""
    share = reached / mark
    if share < BAD_BELOW:
        return "bad"
    return "late" if share < LATE_BELOW else ""


def _place(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
