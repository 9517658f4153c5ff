"""Weeks and months of papers and meetings: where a week belongs, and when its papers are due (P3.3, P3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from banyan.foundation.periods import Period, add_months, month_of
from banyan.foundation.workdays import Calendar

WEEK = timedelta(days=7)
LAST_OF_WEEK = timedelta(days=6)


def monday_of(day: date) -> date:
    """The first day of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def month_of_week(monday: date, weekday: int) -> date:
    """The first day of the month to which a week belongs: that of its Friday, unless the agency chose another day."""
    return (monday + timedelta(days=weekday - 1)).replace(day=1)


def weeks_of(month: date, weekday: int) -> tuple[date, ...]:
    """The Mondays of the weeks that belong to a month."""
    first = monday_of(month)
    found = (first + WEEK * number for number in range(6))
    return tuple(monday for monday in found if month_of_week(monday, weekday) == month)


def weeks_within(period: Period, weekday: int) -> Iterator[date]:
    """The Mondays of the weeks whose deciding day lies in a period."""
    monday = monday_of(period.start)
    while monday <= period.end:
        if monday + timedelta(days=weekday - 1) in period:
            yield monday
        monday += WEEK


def months_within(period: Period) -> Iterator[date]:
    """The first days of the months that end within a period."""
    return (month.start for month in period.months() if month.end <= period.end)


def worked(starts_on: date, is_monthly: bool, since: date, calendar: Calendar) -> int:
    """How many work days of a week or month lie on or after a project's first day."""
    first, last = max(starts_on, since), last_of(starts_on, is_monthly)
    days = (first + timedelta(days=after) for after in range((last - first).days + 1))
    return sum(1 for day in days if calendar.is_workday(day))


def weekly_due(monday: date, calendar: Calendar, workdays: int) -> date | None:
    """When the paper of a week is due: so many work days after its last work day; None when nobody works."""
    days = [monday + timedelta(days=number) for number in range(7)]
    open_days = [day for day in days if calendar.is_workday(day)]
    if not open_days:
        return None
    return calendar.add_workdays(open_days[-1], workdays)


def monthly_due(month: date, calendar: Calendar, workdays: int) -> date:
    """When the paper of a month is due: so many work days after its last work day."""
    last = month_of(month).end
    if not calendar.is_workday(last):
        last = calendar.add_workdays(last, -1)
    return calendar.add_workdays(last, workdays)


def next_start(starts_on: date, is_monthly: bool) -> date:
    """The first day of the week or month that follows."""
    return add_months(starts_on.replace(day=1), 1) if is_monthly else starts_on + WEEK


def previous_start(starts_on: date, is_monthly: bool) -> date:
    """The first day of the week or month before."""
    return add_months(starts_on.replace(day=1), -1) if is_monthly else starts_on - WEEK


def first_of(day: date, is_monthly: bool) -> date:
    """The first day of the month or week in which a day lies."""
    return day.replace(day=1) if is_monthly else monday_of(day)


def last_of(starts_on: date, is_monthly: bool) -> date:
    """The last day of the month or week that begins on a day."""
    return month_of(starts_on).end if is_monthly else starts_on + LAST_OF_WEEK
