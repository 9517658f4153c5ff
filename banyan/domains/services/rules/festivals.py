"""The festivals that a home for families keeps, their day in a year, and whether something was held around it (W5.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum

from banyan.domains.services.rules.proving import ATTENTION, GOOD, Judged
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.foundation.workdays import lunar_feasts


class Festival(StrEnum):
    """A festival of the moon or of the sun."""

    SPRING = "spring"
    LANTERNS = "lanterns"
    WOMEN = "women"
    CHILDREN = "children"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL = "national"
    DOUBLE_NINTH = "double_ninth"


#: By the moon: under the name by which the calendar of the house knows them.
_BY_MOON = {
    Festival.SPRING: "Spring Festival", Festival.LANTERNS: "Lantern Festival", Festival.DRAGON_BOAT: "Dragon Boat Festival",
    Festival.MID_AUTUMN: "Mid-Autumn Festival", Festival.DOUBLE_NINTH: "Double Ninth",
}  # fmt: skip
_BY_SUN = {Festival.WOMEN: (3, 8), Festival.CHILDREN: (6, 1), Festival.NATIONAL: (10, 1)}
#: What the clause names and every home keeps; the others are marked where they are kept.
KEPT = (Festival.SPRING, Festival.WOMEN, Festival.DRAGON_BOAT, Festival.MID_AUTUMN, Festival.DOUBLE_NINTH)


def day_of(festival: Festival, year: int) -> date:
    """The day of a festival in a solar year, counted by the moon where it goes by the moon."""
    if festival in _BY_SUN:
        return date(year, *_BY_SUN[festival])
    return lunar_feasts(year)[_BY_MOON[festival]]


def within(period: Period, festivals: Collection[Festival] = KEPT) -> Iterator[tuple[date, Festival]]:
    """The festivals whose day lies in a period, by day."""
    years = range(period.start.year, period.end.year + 1)
    days = [(day_of(each, year), each) for year in years for each in festivals]
    yield from sorted(each for each in days if each[0] in period)


def nearest(festival: Festival, on: date) -> date:
    """The day of a festival nearest to a day: in January the Spring Festival to come, not the one a year ago."""
    return min((day_of(festival, on.year + step) for step in (-1, 0, 1)), key=lambda day: abs(day - on))


def check_near(festival: str, on: date | None, days: int) -> None:
    """An activity for a festival is held around it."""
    if not festival or on is None:
        return
    day = nearest(Festival(festival), on)
    if abs((on - day).days) > days:
        said = noop("The festival is on %(day)s; an activity for it lies within %(days)s days.")
        raise Refused({"festival": sentence(said, day=day.isoformat(), days=days)}, clause="W5.1")


def kept(day: date, held: Collection[date], days: int) -> Judged:
    """Something was held for a festival, around its day."""
    near = [each for each in held if abs(each - day) <= timedelta(days=days)]
    if near:
        return GOOD, sentence(noop("held on %(day)s"), day=min(near).isoformat())
    return ATTENTION, sentence(noop("nothing was held for the festival of %(day)s"), day=day.isoformat())
