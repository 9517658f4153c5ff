"""Taking numbers. The counter row is locked until the caller's transaction ends, so a roll-back leaves no gap.

Where single records are kept from those who read all others, a missing number would tell of them. Such kinds leave out
numbers of their own accord, by a key of the installation: a gap then tells nothing, and nobody can work out which are which.
"""

from __future__ import annotations

import hmac
import re
from typing import Any

from django.db import connection, transaction

from banyan.core import keys

ONE_IN = 5
_COUNT = re.compile(r"\{count(:\d+)?\}")


def take(pattern: str, unit: Any, year: int, *, with_gaps: bool = False) -> str:
    """The next number of a pattern such as `ACT-{year}-{count:04}` at a centre.

    Must run inside a transaction (a deed's). Years count separately. `with_gaps`: about one number in five is left out,
    for kinds of which some records are closed to most readers.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("numbers are taken inside the transaction that uses them")
    count = _counted(pattern, unit, year)
    while with_gaps and _is_left_out(pattern, unit, year, count):
        count = _counted(pattern, unit, year)
    return _written(pattern, year, count)


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


def _is_left_out(pattern: str, unit: Any, year: int, count: int) -> bool:
    named = f"{unit.centre.public_id}/{_kind(pattern)}/{year}/{count}".encode()
    return hmac.digest(keys.derived("numbers left out"), named, "sha256")[0] % ONE_IN == 0


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
