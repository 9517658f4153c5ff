"""The weighted completion of a contract; over-delivery helps elsewhere only as far as the contract allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.projects.rules.measures import HUNDRED, ONE

NOTHING = Decimal(0)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Result:
    """One indicator: weight in points, target, what is counted, and how much surplus may be converted."""

    weight: Decimal
    target: Decimal
    counted: Decimal
    convertible: bool = False
    cap_percent: Decimal = NOTHING

    @property
    def reached(self) -> Decimal:
        return self.counted / self.target if self.target else NOTHING


@dataclass(frozen=True)
class Weighted:
    """Of 100 weight points: those reached without conversion, and those that surplus may cover."""

    points: Decimal
    converted: Decimal

    @property
    def total(self) -> Decimal:
        return self.points + self.converted


def weighted(results: Iterable[Result]) -> Weighted:
    """Each indicator gives at most its weight; surplus up to its cap covers what others lack, no more."""
    results = list(results)
    points = sum((result.weight * min(result.reached, ONE) for result in results), NOTHING)
    lacking = sum((result.weight for result in results), NOTHING) - points
    surplus = sum((_surplus(result) for result in results), NOTHING)
    return Weighted(_tenth(points), _tenth(min(surplus, lacking)))


def _surplus(result: Result) -> Decimal:
    if not result.convertible:
        return NOTHING
    return result.weight * min(max(result.reached - ONE, NOTHING), result.cap_percent / HUNDRED)


def _tenth(points: Decimal) -> Decimal:
    return points.quantize(TENTH, ROUND_HALF_UP)
