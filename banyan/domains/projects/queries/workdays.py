"""The working days around a date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from banyan.domains.projects import rhythm
from banyan.domains.projects.rules import weeks
from banyan.foundation.refusal import Refused
from banyan.foundation.workdays import Calendar, seeded_calendar


def calendar_around(day: date) -> Calendar:
    """The year of a day with its neighbours. A year whose notice is not out yet has no holidays but weekends:
    a clock that may be a day early is better than none."""
    return _years(day.year - 1, day.year, day.year + 1)


@lru_cache(maxsize=8)
def _years(*years: int) -> Calendar:
    known = [calendar for year in years if (calendar := _year(year)) is not None]
    holidays = frozenset(day for each in known for day in each.holidays)
    return Calendar(holidays, frozenset(day for each in known for day in each.makeup))


def _year(year: int) -> Calendar | None:
    try:
        return seeded_calendar(year)
    except Refused:
        return None


def is_asked(starts_on: date, is_monthly: bool, since: date, unit: Any = None) -> bool:
    """Whether a week or month asks for meetings and papers of a project that began on a day (R3.2.7, P3.3-P3.5).

    A week of holidays does not, nor one of which only the last day or so lies in the contract.
    """
    least = rhythm.MONTH_WORKDAYS if is_monthly else rhythm.WEEK_WORKDAYS
    found = weeks.worked(starts_on, is_monthly, since, calendar_around(starts_on))
    return found >= max(rhythm.number(least, starts_on, unit), 1)
