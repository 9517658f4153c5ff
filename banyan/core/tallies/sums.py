"""Adding to tallies, reading them, and proving them by recount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet

from banyan.core import door
from banyan.core.tallies.models import Seen, Tally

#: A row of four values each; SQLite of old takes 999 values in one statement.
_ROWS = 200
_ADD = (
    "INSERT INTO tallies_tally (measure, scope, period, amount) VALUES {marks}"
    " ON CONFLICT (measure, scope, period) DO UPDATE SET amount = tallies_tally.amount + excluded.amount"
)
Key = tuple[str, str]
Sums = Mapping[Key, Decimal]
People = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Recomputed:
    """What a measure should be, counted afresh: (scope, period) → amount, (scope, period, person) → times seen."""

    sums: Sums
    people: People


@dataclass(frozen=True)
class Difference:
    """A tally that does not agree with the records behind it."""

    measure: str
    scope: str
    period: str
    kept: Decimal
    counted: Decimal


_sources: dict[str, Callable[[], Recomputed]] = {}


def source(measure: str, recompute: Callable[[], Recomputed]) -> None:
    """Name the function that counts a measure afresh from the records."""
    _sources[measure] = recompute


def add(measure: str, scope: str, period: str, amount: Decimal | int) -> None:
    """Add to a sum (a negative amount takes away), in the caller's transaction."""
    add_all({(measure, scope, period): Decimal(amount)})


def add_all(moved: Mapping[tuple[str, str, str], Decimal]) -> None:
    """Add to many sums in one statement: (measure, scope, period) → amount. Nothing to add leaves no row.

    Always in the order of their names, so that two who add to the same sums wait for each other instead of for ever.
    """
    rows = [(*key, amount) for key, amount in sorted(moved.items()) if amount]
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        marks = ", ".join(["(%s, %s, %s, %s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(_ADD.format(marks=marks), [value for row in some for value in row])


def see(measure: str, scope: str, period: str, people: Iterable[str]) -> int:
    """Note that people were seen once more; the sum rises by those who were new. Returns how many were new."""
    wanted = Counter(people)
    place = {"measure": measure, "scope": scope, "period": period}
    known = dict(Seen.objects.filter(**place, person__in=wanted).values_list("person", "times"))
    Seen.objects.bulk_create(
        [
            Seen(**place, person=person, times=times)
            for person, times in wanted.items()
            if person not in known
        ],
        batch_size=500,
    )
    for person in known:
        Seen.objects.filter(**place, person=person).update(times=F("times") + wanted[person])
    new = len(wanted) - len(known)
    add(measure, scope, period, new)
    return new


def unsee(measure: str, scope: str, period: str, people: Iterable[str]) -> int:
    """Take back what `see` noted; the sum falls by those who are seen no more. Returns how many that were."""
    wanted = Counter(people)
    place = {"measure": measure, "scope": scope, "period": period}
    gone = 0
    for row in Seen.objects.filter(**place, person__in=wanted):
        left = row.times - wanted[row.person]
        gone += left <= 0
        if left <= 0:
            row.delete()
        else:
            Seen.objects.filter(pk=row.pk).update(times=left)
    add(measure, scope, period, -gone)
    return gone


def total(measure: str, scope: str, period: str = "") -> Decimal:
    """One sum; nothing kept is zero."""
    row = (
        Tally.objects.filter(measure=measure, scope=scope, period=period)
        .values_list("amount", flat=True)
        .first()
    )
    return row if row is not None else Decimal(0)


def totals(measures: Iterable[str], scopes: Iterable[str]) -> dict[tuple[str, str, str], Decimal]:
    """Many sums in one statement: (measure, scope, period) → amount."""
    return {(measure, scope, period): amount for measure, scope, period, amount in rows(measures, scopes)}


def rows(measures: Iterable[str], scopes: Iterable[str]) -> QuerySet[Tally, Any]:
    """What `totals` asks, for a question that reads other rows along: measure, scope, period, amount."""
    found = Tally.objects.filter(measure__in=tuple(measures), scope__in=tuple(scopes))
    return found.values_list("measure", "scope", "period", "amount")


def recount(mend: bool = False) -> list[Difference]:
    """Count every measure afresh and name the tallies that differ; with `mend` put them right."""
    found: list[Difference] = []
    with door.opened("recount"), transaction.atomic():
        for measure, recompute in sorted(_sources.items()):
            fresh = recompute()
            found += _differences(measure, fresh)
            if mend:
                _replace(measure, fresh)
    return found


def _differences(measure: str, fresh: Recomputed) -> list[Difference]:
    kept = {(t.scope, t.period): t.amount for t in Tally.objects.filter(measure=measure)}
    sums = [
        Difference(measure, scope, period, kept.get((scope, period), Decimal(0)), fresh.sums.get((scope, period), Decimal(0)))
        for scope, period in sorted(set(kept) | set(fresh.sums))
    ]  # fmt: skip
    seen = {(s.scope, s.period, s.person): s.times for s in Seen.objects.filter(measure=measure)}
    people = [
        Difference(
            measure, scope, f"{period}#{person}", Decimal(seen.get(key, 0)), Decimal(fresh.people.get(key, 0))
        )
        for key in sorted(set(seen) | set(fresh.people))
        for scope, period, person in [key]
    ]
    return [row for row in sums + people if row.kept != row.counted]


def _replace(measure: str, fresh: Recomputed) -> None:
    Tally.objects.filter(measure=measure).delete()
    Seen.objects.filter(measure=measure).delete()
    Tally.objects.bulk_create(
        [Tally(measure=measure, scope=s, period=p, amount=a) for (s, p), a in fresh.sums.items() if a],
        batch_size=500,
    )
    Seen.objects.bulk_create(
        [
            Seen(measure=measure, scope=s, period=p, person=who, times=n)
            for (s, p, who), n in fresh.people.items()
            if n
        ],
        batch_size=500,
    )
