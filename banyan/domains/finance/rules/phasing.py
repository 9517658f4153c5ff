"""What of a budget is due by a day: by the months somebody planned, else evenly, year-end items in the last month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.finance.rules.budget import Item
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.rush import first_days
from banyan.foundation.periods import Period

_CENT = Decimal("0.01")


def due_by(item: Item, year: Period, until: date, phases: Mapping[date, Decimal]) -> Decimal:
    """Yuan due by the end of the month of `until`. `phases` maps the first of a month to yuan, {} when none were planned."""
    if until < year.start:
        return ZERO
    if phases:
        return sum((amount for month, amount in phases.items() if month <= until), ZERO)
    months = first_days(year.start, year.end)
    if item.is_year_end:
        return item.amount if until >= months[-1] else ZERO
    gone = sum(month <= until for month in months)
    return (item.amount * gone / len(months)).quantize(_CENT, ROUND_HALF_UP)
