"""A month or a week laid out in days, with the entries that somebody chose to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from banyan.core.calendar.entries import Entry
from banyan.core.calendar.workdays import calendar_around
from banyan.core.identity import tree
from banyan.foundation.periods import Period, add_months, month_of

OWN, TEAM, UNIT = "own", "team", "unit"
MONTH, WEEK = "month", "week"
SHOWN_IN_A_MONTH = 4


@dataclass(frozen=True)
class Day:
    """One day: its entries, and whether the office is open. `rest` is how many entries a month's cell leaves out."""

    on: date
    entries: tuple[Entry, ...]
    is_free: bool
    is_makeup: bool
    is_holiday: bool
    outside: bool
    today: bool

    @property
    def shown(self) -> tuple[Entry, ...]:
        """What fits into a cell of the month."""
        return self.entries[:SHOWN_IN_A_MONTH]

    @property
    def rest(self) -> int:
        """How many do not."""
        return max(0, len(self.entries) - SHOWN_IN_A_MONTH)


@dataclass(frozen=True)
class Stretch:
    """What a page of the calendar covers, and the days on which the pages before and after begin."""

    shown: Period
    core: Period
    before: date
    after: date


def stretch(view: str, on: date) -> Stretch:
    """The month or the week in which a day lies; months are filled up to whole weeks."""
    if view == WEEK:
        week = _week_of(on)
        return Stretch(week, week, week.start - timedelta(days=7), week.end + timedelta(days=1))
    whole = month_of(on)
    filled = Period(_week_of(whole.start).start, _week_of(whole.end).end)
    return Stretch(filled, whole, add_months(whole.start, -1), add_months(whole.start, 1))


def chosen(entries: Iterable[Entry], whose: str, actor: Any) -> list[Entry]:
    """Those entries that are one's own, one's department's, or all."""
    if whose == OWN:
        return [entry for entry in entries if actor.person_id in entry.people]
    if whose == TEAM:
        team = _team(actor)
        return [entry for entry in entries if entry.unit_id in team]
    return list(entries)


def days(period: Stretch, entries: Sequence[Entry], today: date) -> list[Day]:
    """Every day that is shown, in order."""
    by_day = _by_day(entries, period.shown)
    every = (period.shown.start + timedelta(days=number) for number in range(period.shown.days))
    return [_day(on, tuple(by_day[on]), period, today) for on in every]


def _day(on: date, entries: tuple[Entry, ...], period: Stretch, today: date) -> Day:
    known = calendar_around(on)
    return Day(
        on,
        entries,
        is_free=not known.is_workday(on),
        is_makeup=on in known.makeup,
        is_holiday=on in known.holidays,
        outside=on not in period.core,
        today=on == today,
    )


def _by_day(entries: Sequence[Entry], period: Period) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        first, last = max(entry.on, period.start), min(entry.last_day, period.end)
        for number in range((last - first).days + 1):
            found[first + timedelta(days=number)].append(entry)
    return found


def _team(actor: Any) -> frozenset[int]:
    """One's department, and the centre itself: what is held for everybody is the department's day too."""
    unit = actor.user.unit if actor.user else None
    return tree.current().below([unit.path]) | {tree.centre_of(unit).pk} if unit else frozenset()


def _week_of(on: date) -> Period:
    monday = on - timedelta(days=on.weekday())
    return Period(monday, monday + timedelta(days=6))
