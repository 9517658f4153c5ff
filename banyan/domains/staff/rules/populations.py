"""How many people live where a unit works: the newest count of each area, nobody counted twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.foundation.refusal import Refused, noop

AreaKey = Any


@dataclass(frozen=True)
class Count:
    """So many people (and women among them) lived in an area on a day, says a source."""

    area: AreaKey
    number: int
    women: int | None
    counted_on: date
    source: str = ""
    key: Any = None


@dataclass(frozen=True)
class Total:
    """The sum over areas: the counts it rests on and the areas nobody has counted."""

    counts: tuple[Count, ...]
    uncounted: tuple[AreaKey, ...]

    @property
    def number(self) -> int | None:
        return sum(count.number for count in self.counts) if self.counts else None

    @property
    def women(self) -> int | None:
        known = [count.women for count in self.counts]
        return None if not known or None in known else sum(women or 0 for women in known)

    @property
    def counted_on(self) -> date | None:
        """The oldest day among the counts: the sum is no fresher than its oldest part."""
        return min((count.counted_on for count in self.counts), default=None)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(count.source for count in self.counts if count.source))


def check_count(people: int, women: int | None, counted_on: date, today: date) -> None:
    """A count lies in the past, and its women are among its people."""
    if counted_on > today:
        raise Refused({"counted_on": noop("This day has not come yet.")}, code="future_date")
    if women is not None and women > people:
        raise Refused({"women": noop("There cannot be more women than people.")}, code="out_of_range")


def check_not_inside_itself(area: AreaKey, around: Collection[AreaKey]) -> None:
    """An area cannot lie inside itself, not even round a corner."""
    if area is not None and area in around:
        raise Refused({"parent": noop("This area would lie inside itself.")}, code="cycle")


def newest_counts(counts: Collection[Count], on: date) -> dict[AreaKey, Count]:
    """For each area the newest count that is not later than the day."""
    newest: dict[AreaKey, Count] = {}
    for count in counts:
        known = newest.get(count.area)
        if count.counted_on <= on and (known is None or count.counted_on > known.counted_on):
            newest[count.area] = count
    return newest


def add_up(
    parents: Mapping[AreaKey, AreaKey | None],
    served: Collection[AreaKey],
    counts: Collection[Count],
    on: date,
) -> Total:
    """Add the areas a unit serves: an area's own count where there is one, else the counts of the areas in it.

    `parents` names the area above each area. An area inside another served area is never added beside it.
    """
    newest = newest_counts(counts, on)
    inside: dict[AreaKey, list[AreaKey]] = {}
    for area, parent in parents.items():
        inside.setdefault(parent, []).append(area)
    tops = [area for area in parents if area in served and not _lies_within(parents, area, served)]
    found: list[Count] = []
    uncounted: list[AreaKey] = []
    for area in tops:
        _collect(area, newest, inside, found, uncounted)
    return Total(tuple(found), tuple(uncounted))


def _lies_within(
    parents: Mapping[AreaKey, AreaKey | None], area: AreaKey, served: Collection[AreaKey]
) -> bool:
    seen = {area}
    parent = parents.get(area)
    while parent is not None and parent not in seen:
        if parent in served:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def _collect(
    area: AreaKey,
    newest: Mapping[AreaKey, Count],
    inside: Mapping[AreaKey, list[AreaKey]],
    found: list[Count],
    uncounted: list[AreaKey],
) -> None:
    if area in newest:
        found.append(newest[area])
        return
    lower = inside.get(area, [])
    counted_below = len(found)
    missing: list[AreaKey] = []
    for part in lower:
        _collect(part, newest, inside, found, missing)
    nothing_known = len(found) == counted_below
    uncounted.extend([area] if nothing_known else missing)
