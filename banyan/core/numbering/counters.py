"""Taking numbers. The counter row is locked until the caller's transaction ends, so a roll-back leaves no gap."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection, transaction

_COUNT = re.compile(r"\{count(:\d+)?\}")


def take(pattern: str, unit: Any, year: int) -> str:
    """The next number of a pattern such as `ACT-{year}-{count:04}` at a centre.

    Must run inside a transaction (a deed's). Years count separately.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("numbers are taken inside the transaction that uses them")
    return _written(pattern, year, _counted(pattern, unit, year))


def keep_above(pattern: str, unit: Any, number: str) -> None:
    """Start the counter above a number that came from outside; numbers of another shape change nothing."""
    shape = re.escape(_COUNT.sub("\0", pattern)).replace("\0", r"(?P<count>\d+)")
    match = re.fullmatch(
        shape.replace(r"\{year\}", r"(?P<year>\d{4})").replace("\x00", r"(?P<count>\d+)"), number
    )
    if match is None:
        return
    from banyan.core.numbering.models import Counter

    year = int(match["year"]) if "year" in match.groupdict() else 0
    counter, _ = Counter.objects.get_or_create(unit=unit.centre, kind=_kind(pattern), year=year)
    Counter.objects.filter(pk=counter.pk, value__lt=int(match["count"])).update(value=int(match["count"]))


def _kind(pattern: str) -> str:
    return _COUNT.sub("#", pattern)[:60]


def _counted(pattern: str, unit: Any, year: int) -> int:
    """The next count, taken and read in one statement; its row is locked until the transaction ends."""
    from banyan.core.numbering.models import Counter

    counted_year = year if "{year}" in pattern else 0
    place = (unit.centre.pk, _kind(pattern), counted_year)
    found = _one_more(place)
    if found is None:
        Counter.objects.get_or_create(unit_id=place[0], kind=place[1], year=place[2])
        found = _one_more(place)
    return int(found[0])  # type: ignore[index]


def _one_more(place: tuple[int, str, int]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE numbering_counter SET value = value + 1 WHERE unit_id = %s AND kind = %s AND year = %s"
            " RETURNING value",
            place,
        )
        return cursor.fetchone()


def _written(pattern: str, year: int, count: int) -> str:
    return pattern.format(year=year, count=count)
