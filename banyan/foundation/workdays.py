"""Work days with the yearly holidays and the weekends made up for them (调休), and the feasts of the moon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from banyan.foundation.refusal import Refused, noop, sentence

_SATURDAY = 5
_LONGEST_WAY = 4_000
# Name of the feast in the catalogue, lunar month, lunar day.
_FEASTS = (
    (noop("Spring Festival"), 1, 1),
    (noop("Lantern Festival"), 1, 15),
    (noop("Dragon Boat Festival"), 5, 5),
    (noop("Double Seventh"), 7, 7),
    (noop("Mid-Autumn Festival"), 8, 15),
    (noop("Double Ninth"), 9, 9),
    (noop("Laba Festival"), 12, 8),
)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: `holidays` are free on a weekday, `makeup` are weekend days that are worked.

    `years` are the years whose yearly notice is in it; asking about a day of another year is refused, so that
    nobody gets a due date out of a calendar that is not complete. Empty `years` means: every year is known.
    """

    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    years: frozenset[int] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        """Whether the office is open on this day."""
        if self.years and day.year not in self.years:
            raise unknown_year(day.year)
        if day in self.makeup:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add_workdays(self, day: date, count: int) -> date:
        """The work day that comes `count` work days after `day` (before it, when negative).

        0 gives the day itself, or the next work day when it is free.
        """
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        for _ in range(_LONGEST_WAY + 2 * left):
            if left == 0 and self.is_workday(day):
                return day
            day += step
            left -= 1 if left and self.is_workday(day) else 0
        raise Refused({"": noop("The calendar has no work day within reach.")}, code="no_workday")

    def workdays_between(self, first: date, last: date) -> int:
        """How many work days lie after `first` up to and including `last`; negative when `last` comes first."""
        if last < first:
            return -self.workdays_between(last, first)
        days = (first + timedelta(days=after) for after in range(1, (last - first).days + 1))
        return sum(1 for day in days if self.is_workday(day))

    def joined(self, other: Calendar) -> Calendar:
        """Both calendars together, as when the notice of one more year arrives."""
        return Calendar(self.holidays | other.holidays, self.makeup | other.makeup, self.years | other.years)


def unknown_year(year: int) -> Refused:
    """The holidays of this year have not been entered."""
    words = noop("The holidays of %(year)s are not known yet; enter the yearly notice first.")
    return Refused({"": sentence(words, year=year)}, code="unknown_year")


def seeded_calendar(*years: int) -> Calendar:
    """The calendar of one or more years as the chinesecalendar package knows it.

    Refuses a year beyond its data with `unknown_year`: the notice of the State Council comes out only in the
    autumn before.
    """
    from chinese_calendar.constants import holidays, workdays

    known = {day.year for day in holidays}
    for year in years:
        if year not in known:
            raise unknown_year(year)
    return Calendar(_in(years, holidays), _in(years, workdays), frozenset(years))


def _in(years: Iterable[int], days: Iterable[date]) -> frozenset[date]:
    wanted = set(years)
    return frozenset(day for day in days if day.year in wanted)


def lunar_feasts(year: int) -> dict[str, date]:
    """The feasts of the moon of a solar year, by their English msgid, in the order of the calendar.

    Laba and New Year's Eve belong to the lunar year that ends in the solar year. Refuses years outside
    1901 to 2099, which the tables of the lunardate package cover.
    """
    if not 1901 <= year <= 2099:
        raise unknown_year(year)
    feasts = {name: _solar(year if month < 12 else year - 1, month, day) for name, month, day in _FEASTS}
    feasts[noop("New Year's Eve")] = _solar(year, 1, 1) - timedelta(days=1)
    return dict(sorted(feasts.items(), key=lambda feast: feast[1]))


def _solar(year: int, month: int, day: int) -> date:
    from lunardate import LunarDate

    solar: date = LunarDate(year, month, day).to_solar_date()
    return solar
