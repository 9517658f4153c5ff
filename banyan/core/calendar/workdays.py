"""The working days around a date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from banyan.foundation.refusal import Refused
from banyan.foundation.workdays import Calendar, seeded_calendar


def calendar_around(day: date) -> Calendar:
    """The year of a day with its neighbours. A year whose notice is not out yet has no holidays but weekends."""
    return _years(day.year - 1, day.year, day.year + 1)


@lru_cache(maxsize=4096)
def add_workdays(day: date, amount: int) -> date:
    """So many working days on: the deadlines of a full desk begin on the same few days."""
    return calendar_around(day).add_workdays(day, amount)


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
