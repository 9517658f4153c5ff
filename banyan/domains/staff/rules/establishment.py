"""Filled and vacant (P1.2): a post is a number of places; a place stays vacant until somebody is appointed to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """Somebody's time in a post, both days included; no end means still there."""

    starts_on: date
    ends_on: date | None = None
    acting: bool = False

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Vacancy:
    """A place nobody fills: vacant since when, for how many days, and whether that day is really known."""

    since: date
    days: int
    since_is_known: bool


@dataclass(frozen=True)
class Staffing:
    """A post on a day: places, how many are filled, the vacancies, and how many people sit there too many."""

    places: int
    filled: int
    vacancies: tuple[Vacancy, ...]

    @property
    def vacant(self) -> int:
        return len(self.vacancies)

    @property
    def surplus(self) -> int:
        return max(0, self.filled - self.places)


def staffing(
    places: int, stays: Collection[Stay], on: date, established_on: date, established_is_known: bool = True
) -> Staffing:
    """How a post stands on a day. Acting for a vacant post does not fill it.

    `established_on` is the first day of the post as far as the office knows; where that is only the day it was
    written down, `established_is_known` is False and the days vacant are a lower bound.
    """
    lasting = [stay for stay in stays if not stay.acting]
    filled = sum(stay.covers(on) for stay in lasting)
    starts = vacant_since(places, lasting, on, established_on)
    return Staffing(
        places,
        filled,
        tuple(
            Vacancy(since, (on - since).days + 1, established_is_known or since > established_on)
            for since in starts
        ),
    )


def vacant_since(places: int, stays: Collection[Stay], on: date, established_on: date) -> tuple[date, ...]:
    """For each place vacant on the day, the first day of that vacancy, longest first."""
    vacant_today = max(0, places - sum(stay.covers(on) for stay in stays))
    since: list[date] = []
    for rank in range(vacant_today, 0, -1):
        since.append(_start_of_vacancy(rank, places, stays, on, established_on))
    return tuple(sorted(since))


def vacant_post_days(
    places: int, stays: Collection[Stay], first: date, last: date, established_on: date
) -> int:
    """Days times places nobody filled between two days, both included (the numerator of the vacancy rate)."""
    start = max(first, established_on)
    total = 0
    for day, until in _stretches(stays, start, last):
        vacant = max(0, places - sum(stay.covers(day) for stay in stays))
        total += vacant * ((until - day).days + 1)
    return total


def _start_of_vacancy(
    rank: int, places: int, stays: Collection[Stay], on: date, established_on: date
) -> date:
    """The first day of the unbroken stretch, ending today, with at least `rank` places vacant."""
    start = on
    for day, _until in reversed(list(_stretches(stays, min(established_on, on), on))):
        if places - sum(stay.covers(day) for stay in stays) < rank:
            break
        start = day
    return start


def _stretches(stays: Iterable[Stay], first: date, last: date) -> Iterable[tuple[date, date]]:
    """Cut a time into stretches in which nobody comes or goes."""
    if first > last:
        return
    cuts = {first}
    for stay in stays:
        cuts.add(stay.starts_on)
        if stay.ends_on is not None:
            cuts.add(stay.ends_on + ONE_DAY)
    days = sorted(day for day in cuts if first <= day <= last)
    for position, day in enumerate(days):
        following = days[position + 1] if position + 1 < len(days) else last + ONE_DAY
        yield day, following - ONE_DAY
