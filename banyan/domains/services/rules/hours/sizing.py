"""How many workers the targets of a contract need (services.md §5, sizing a department)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Needed:
    """One indicator: its target, the standard hours of one of its units, and the hours that makes; None is not set."""

    number: str
    target: Decimal
    standard_hours: Decimal | None

    @property
    def hours(self) -> Decimal | None:
        return None if self.standard_hours is None else self.target * self.standard_hours


@dataclass(frozen=True)
class Size:
    """The hours that targets ask for, and the full-time workers that make."""

    hours: Decimal
    a_worker_year: Decimal
    workers: Decimal
    without_standard: tuple[str, ...]


def worker_year(available_hours: Decimal, countable_percent: Decimal) -> Decimal:
    """Countable hours of one full-time worker in a year: 1,695 h at 60 % are 1,017 h."""
    return available_hours * countable_percent / 100


def size(lines: Iterable[Needed], a_worker_year: Decimal) -> Size:
    """Σ(target × standard hours) ÷ countable hours of a worker-year; indicators without a standard are named."""
    lines = list(lines)
    hours = sum((line.hours for line in lines if line.hours is not None), Decimal(0))
    workers = (hours / a_worker_year).quantize(_HUNDREDTH, ROUND_HALF_UP) if a_worker_year else Decimal(0)
    without = tuple(line.number for line in lines if line.standard_hours is None)
    return Size(hours, a_worker_year, workers, without)
