"""Who was really served by whom: rooms above tell it, the responsibility matrix is held against it (P1.4).

serving.source("services.visit", visits_served)     # in the room's registers

def visits_served(units, first, last):
    "Visits of these departments (unit ids), first and last day included. One statement."
    yield Served(unit, day, VISIT, sex="female", age=72, marks=frozenset({"独居长者"}))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from banyan.core import dated, door
from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.domains.staff.models import Responsibility, ResponsibilityField
from banyan.domains.staff.rules import serving as rules
from banyan.domains.staff.rules.proving import Judged
from banyan.domains.staff.rules.serving import Practice, Served
from banyan.domains.staff.settings import FEWEST_SERVED, OUTSIDE_PERCENT
from banyan.foundation.periods import Period

Source = Callable[[Collection[int], date, date], Iterable[Served]]
_sources: dict[str, Source] = {}


def source(kind: str, told: Source) -> None:
    """Let a kind of record tell whom it served; `kind` is its model, such as `services.visit`."""
    _sources[kind] = told


def served(units: Collection[int], first: date, last: date) -> Iterator[Served]:
    """Everybody served by these departments in a span of days, once for each time.

    No names and no numbers: departments, days, ages and groups alone, to be counted.
    """
    with door.opened("who served whom"):
        for kind in sorted(_sources):
            yield from _sources[kind](units, first, last)


def practices(
    fields: Iterable[ResponsibilityField],
    duties: Iterable[Responsibility],
    times: Iterable[Served],
    period: Period,
) -> list[tuple[ResponsibilityField, Practice]]:
    """Each field of which somebody could say what belongs to it, with who served it and who had a part in it.

    Where no record of service stands at all there is nothing to compare. A department had a part when it led or
    supported on any day of the period: what it did until a day of reassignment stays in order.
    """
    described = {field: field.belonging[0] for field in fields}
    wanted = {field.pk: said for field, said in described.items() if said.is_said}
    leads, parts = _parts(duties, period)
    done = [one for one in times if one.on in period] if wanted else []
    counted = rules.count(wanted, done)
    return [
        (
            field,
            Practice(counted[field.pk], frozenset(leads[field.pk]), frozenset(parts[field.pk]), field.needed),
        )
        for field in described
        if field.pk in wanted and done
    ]


def _parts(
    duties: Iterable[Responsibility], period: Period
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    leads: dict[int, set[int]] = defaultdict(set)
    parts: dict[int, set[int]] = defaultdict(set)
    for duty in duties:
        if duty.starts_on <= period.end and (duty.ends_on is None or duty.ends_on >= period.start):
            parts[duty.field_id].add(duty.unit_id)
            if duty.part == Responsibility.Part.LEAD:
                leads[duty.field_id].add(duty.unit_id)
    return leads, parts


def judged(practice: Practice, unit: Unit, on: date) -> Judged | None:
    """What a centre's real work says of one field, by the settings of a day; nothing where there is too little of it."""
    names = {pk: tree.current().units[pk].name for pk in practice.times}
    fewest, outside = (int(dated.value(each.key, on, unit)) for each in (FEWEST_SERVED, OUTSIDE_PERCENT))
    return rules.judge(practice, names, fewest, outside)
