"""The ledger's sums: how they are named, read and counted afresh."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from banyan.core.tallies import sums
from banyan.domains.projects.models import LedgerEntry

STATES = ("counted", "pending", "not_counted")
BASE = "projects.base"


def measure_of(state: str) -> str:
    """The name of the sum of a state."""
    return f"projects.{state}"


def period_of(month: date) -> str:
    """2025-10"""
    return f"{month:%Y-%m}"


def recounted(state: str) -> sums.Recomputed:
    """The sum of a state by indicator and month, from the bookings."""
    return _recomputed(LedgerEntry.everything.filter(state=state), "amount")


def recounted_base() -> sums.Recomputed:
    """The number of answers under rates, by indicator and month, from the bookings."""
    return _recomputed(LedgerEntry.everything.exclude(base=0), "base")


def _recomputed(entries, column: str) -> sums.Recomputed:
    rows = entries.order_by().values_list("indicator__public_id", "month").annotate(total=Sum(column))
    found: dict[tuple[str, str], Decimal] = {
        (str(public_id), period_of(month)): total for public_id, month, total in rows if total
    }
    return sums.Recomputed(found, {})


def declare_sources() -> None:
    """Tell the kernel how each sum is counted afresh."""
    for state in STATES:
        sums.source(measure_of(state), lambda state=state: recounted(state))
    sums.source(BASE, recounted_base)
