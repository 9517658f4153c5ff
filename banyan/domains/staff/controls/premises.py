"""What rooms, their bookings and pay standards prove: P1.9 and P2.8."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.staff.models import PayScheme, Room
from banyan.domains.staff.queries import pay as asked_pay
from banyan.domains.staff.queries import proving as asked
from banyan.domains.staff.rules import pay as pay_rules
from banyan.domains.staff.rules import premises as rules
from banyan.domains.staff.settings import PAY_STANDARDS, WANTED_ROOMS
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_ROOMS, _SCHEMES = "staff.room.list", "staff.payscheme.list"


@control(
    "P1.9",
    kind="duty",
    title=noop("Rooms by function, booked once and without names"),
    judged=noop(
        "Each room of the centre is on record with function, capacity and area, and the kinds of room that every centre has are "
        "there; what is missing wants attention. A room given twice at the same time, or booked for a case with anything but its "
        "number, is a breach."
    ),
    settings=(WANTED_ROOMS,),
    absent=noop("No room of the centre is on record."),
)
def premises(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every room that the centre had, and the bookings of the period."""
    rooms, booked = asked.rooms(scopes), asked.bookings(scopes, period)
    for scope in scopes:
        end = scope.period.end
        own = [room for room in rooms[scope.id] if room.closed_on is None or room.closed_on > end]
        for room in own:
            rows = [each for each in booked[room.pk] if each.held_on in scope.period]
            yield Finding(scope.id, *rules.room_kept(room.area, len(rows)), room, end)
            yield from _faulty(scope, rows)
        yield from _missing_kinds(scope, own)


def _faulty(scope: Scope, rows: Sequence[Any]) -> Iterator[Finding]:
    by_day: dict[date, list[rules.Slot]] = defaultdict(list)
    for each in rows:
        by_day[each.held_on].append(rules.Slot(each.starts_at, each.ends_at, each.number, each))
        if not rules.is_well_told(each.purpose, each.about):
            yield Finding(scope.id, *rules.named(), each, each.held_on)
    for on, slots in by_day.items():
        for late in rules.clashes(slots):
            yield Finding(scope.id, *rules.booked_twice(late.number), late.booking, on)


def _missing_kinds(scope: Scope, own: Sequence[Room]) -> Iterator[Finding]:
    wanted = dated.value(WANTED_ROOMS.key, scope.period.end, tree.current().units[scope.unit_id])
    judged = rules.functions_there([each for each in wanted if each not in {room.function for room in own}])
    if own and judged:
        yield Finding(scope.id, *judged, on=scope.period.end, mend=_ROOMS)


@control(
    "P2.8",
    kind="duty",
    title=noop("More than one pay standard"),
    judged=noop(
        "At the end of the period at least %(pay_standards)s different pay standards with their grades are in force for the "
        "centre, its own or its agency's. Fewer want attention."
    ),
    settings=(PAY_STANDARDS,),
    absent=noop("No pay standard is in force."),
)
def pay_standards(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The standards in force on each project's last day."""
    schemes = asked_pay.schemes_above(scopes)
    for scope in scopes:
        end = scope.period.end
        standing = [each for each in schemes[scope] if _pays(each, end)]
        for each in standing:
            yield Finding(scope.id, *pay_rules.standing(each.graded), each, end)  # type: ignore[attr-defined]
        wanted = int(dated.value(PAY_STANDARDS.key, end, tree.current().units[scope.unit_id]))
        judged = pay_rules.enough(len({each.name for each in standing}), wanted)
        if judged:
            yield Finding(scope.id, *judged, on=end, mend=_SCHEMES)


def _pays(scheme: PayScheme, on: date) -> bool:
    return pay_rules.in_force(scheme.state == PayScheme.State.DRAFT, scheme.starts_on, scheme.ends_on, on)
