"""The months of every ledger close on the fifth of the next month in the evening, as the house does it by itself.

What comes in later for a closed month is booked as an adjustment in the first open one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from banyan.core.identity.actor import system_actor
from banyan.domains.projects import public as projects
from banyan.site.demo.telling import Moment, at


def moments(until: date) -> Iterator[Moment]:
    """From April on, once a month."""
    for month in range(5, 13):
        closing = date(2025, month, 5)
        if closing <= until:
            yield Moment(at(closing, 18, 30), f"{closing:%Y-%m}", _close)


def _close(when: datetime) -> None:
    projects.freeze_due(when, system_actor("demo"))
