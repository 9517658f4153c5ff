"""Which weeks and months ask something of a project."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.calendar.workdays import calendar_around
from banyan.domains.projects import rhythm
from banyan.domains.projects.rules import weeks


def is_asked(starts_on: date, is_monthly: bool, since: date, unit: Any = None) -> bool:
    """Whether a week or month asks for meetings and papers of a project that began on a day (R3.2.7, P3.3-P3.5).

    A week of holidays does not, nor one of which only the last day or so lies in the contract.
    """
    least = rhythm.MONTH_WORKDAYS if is_monthly else rhythm.WEEK_WORKDAYS
    found = weeks.worked(starts_on, is_monthly, since, calendar_around(starts_on))
    return found >= max(rhythm.number(least, starts_on, unit), 1)
