"""Stretches of a period without something that should come regularly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from banyan.foundation.periods import Period

DAY = timedelta(days=1)


def gaps(days: Iterable[date], period: Period, at_most: int) -> list[Period]:
    """The stretches between two of the days (and the ends of the period) that are longer than so many days."""
    marks = [period.start - DAY, *sorted(day for day in days if day in period), period.end + DAY]
    pairs = pairwise(marks)
    return [
        Period(first + DAY, last - DAY)
        for first, last in pairs
        if (last - first).days > at_most and first + DAY <= last - DAY
    ]
