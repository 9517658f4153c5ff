"""How heavy a worker's cases weigh together: each by its grade (services.md, case levels)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

WELL, NEAR, OVER = "well", "near", "over"
_NEAR = Decimal("0.9")


def load(cases: Mapping[str, int], weights: Mapping[str, Decimal]) -> Decimal:
    """Cases by grade, each with its weight: two of A and three of B weigh 2 × 3 + 3 × 1.5 = 10.5."""
    return sum((count * weights[grade] for grade, count in cases.items()), Decimal(0))


def standing(weight: Decimal, most: Decimal) -> str:
    """Over what a worker shall carry at most, near it (nine tenths), or well below."""
    if weight > most:
        return OVER
    return NEAR if weight >= most * _NEAR else WELL
