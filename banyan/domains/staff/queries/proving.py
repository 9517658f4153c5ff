"""What controls ask of posts and people: a fixed number of statements for all projects together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from banyan.core.approvals.models import Step
from banyan.core.audit.models import Event
from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.core.identity.models import Appointment, Post
from banyan.domains.staff.models import (
    Area,
    Booking,
    Employee,
    Population,
    Qualification,
    Responsibility,
    ResponsibilityField,
    Room,
)
from banyan.domains.staff.queries import serving
from banyan.domains.staff.queries.qualified import in_office, with_certificates
from banyan.domains.staff.rules.populations import Count, Total, add_up
from banyan.domains.staff.rules.serving import Practice, Served
from banyan.foundation.periods import Period

Places = Mapping[int, tuple[Scope, ...]]


def places_of_scopes(scopes: Sequence[Scope]) -> Places:
    """Unit id → the projects whose centre it belongs to. No statement."""
    tops = {scope: tree.centre_of(tree.current().units[scope.unit_id]).path for scope in scopes}
    by_path: dict[str, list[Scope]] = defaultdict(list)
    for scope, path in tops.items():
        by_path[path].append(scope)
    found = {
        pk: tuple(scope for above in _paths_above(path) for scope in by_path.get(above, ()))
        for pk, path in tree.current().paths.items()
    }
    return {pk: some for pk, some in found.items() if some}


def _paths_above(path: str) -> Iterator[str]:
    """A unit's own path and those of the units above it."""
    steps = path.rstrip("/").split("/")
    return ("/".join(steps[: place + 1]) + "/" for place in range(len(steps)))


def last_day(scopes: Iterable[Scope]) -> date:
    """The latest day that is judged."""
    return max(scope.period.end for scope in scopes)


@dataclass(frozen=True)
class Worker:
    """Somebody in office, with the certificate registered longest."""

    employee: Employee
    newest: Qualification | None


def workers(scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Worker]]:
    """Everybody in office at a project's centre on its last day, external advisers left out. Three statements."""
    places = places_of_scopes(scopes)
    found = Employee.everything.filter(unit__in=list(places)).exclude(employment=Employee.Employment.EXTERNAL)
    for employee in with_certificates(found).order_by("number"):
        for scope in places[employee.unit_id]:
            if in_office(employee, scope.period.end):
                yield scope, Worker(employee, next(iter(employee.newest), None))  # type: ignore[attr-defined]


def posts(scopes: Sequence[Scope]) -> dict[int, Post]:
    """Every post that stands on one of the days, with its appointments: the line of command crosses centres. Two statements."""
    standing = Q(closed_on__isnull=True) | Q(closed_on__gte=min(scope.period.end for scope in scopes))
    found = Post.everything.filter(standing).select_related("unit")
    held = Appointment.everything.order_by("acting", "starts_on")
    return {post.pk: post for post in found.prefetch_related(Prefetch("appointments", held, to_attr="held"))}


def posts_of_scopes(scopes: Sequence[Scope], every: Mapping[int, Post]) -> Iterator[tuple[Scope, Any]]:
    """The posts of each project's centre that stood on its last day, by number. No statement."""
    places = places_of_scopes(scopes)
    for post in sorted(every.values(), key=lambda each: each.code):
        for scope in places.get(post.unit_id, ()):
            if (post.opened_on is None or post.opened_on <= scope.period.end) and (
                post.closed_on is None or post.closed_on >= scope.period.end
            ):
                yield scope, post


def signatures_of_advisers(scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Step]]:
    """Signatures that were asked of an advising post in the period. One statement."""
    places = places_of_scopes(scopes)
    found = Step.everything.filter(
        post__relation=Post.Relation.ADVISES, request__unit__in=list(places), request__asked_at__isnull=False
    )
    for step in found.select_related("request"):
        for scope in places[step.request.unit_id]:
            if step.request.asked_at.date() in scope.period:
                yield scope, step


@dataclass(frozen=True)
class Field:
    """A field of responsibility with the departments that led it on a day."""

    field: ResponsibilityField
    leads: tuple[int, ...]


def fields(scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Field]]:
    """The fields of each project's centre with who led them on its last day. Two statements."""
    places = places_of_scopes(scopes)
    duties = list(
        Responsibility.everything.filter(unit__in=list(places), part=Responsibility.Part.LEAD).values_list(
            "field_id", "unit_id", "starts_on", "ends_on"
        )
    )
    for field in ResponsibilityField.everything.filter(unit__in=list(places)).order_by("position", "pk"):
        for scope in places[field.unit_id]:
            leads = tuple(
                unit
                for pk, unit, first, last in duties
                if pk == field.pk and first <= scope.period.end and (last is None or last >= scope.period.end)
            )
            yield scope, Field(field, leads)


def practices(
    scopes: Sequence[Scope], period: Period
) -> Iterator[tuple[Scope, ResponsibilityField, Practice]]:
    """The fields of each project's centre with who served them while it ran. Two statements, and those of the rooms that tell."""
    places = places_of_scopes(scopes)
    by_scope: dict[Scope, list[ResponsibilityField]] = defaultdict(list)
    for field in ResponsibilityField.everything.filter(unit__in=list(places)).order_by("position", "pk"):
        for scope in places[field.unit_id]:
            by_scope[scope].append(field)
    if not by_scope:
        return
    duties, done = _duties(places), _served(places, period)
    for scope, mine in by_scope.items():
        for field, practice in serving.practices(mine, duties[scope], done[scope], scope.period):
            yield scope, field, practice


def _duties(places: Places) -> dict[Scope, list[Responsibility]]:
    found: dict[Scope, list[Responsibility]] = defaultdict(list)
    for duty in Responsibility.everything.filter(unit__in=list(places)):
        for scope in places[duty.unit_id]:
            found[scope].append(duty)
    return found


def _served(places: Places, period: Period) -> dict[Scope, list[Served]]:
    found: dict[Scope, list[Served]] = defaultdict(list)
    for one in serving.served(list(places), period.start, period.end):
        for scope in places[one.department]:
            found[scope].append(one)
    return found


def reassignments(scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Responsibility]]:
    """Responsibilities that began in the period for a field that had an earlier one. One statement."""
    places = places_of_scopes(scopes)
    rows = Responsibility.everything.filter(unit__in=list(places)).select_related("field", "unit")
    seen: dict[int, date] = {}
    for row in rows.order_by("starts_on", "pk"):
        earlier = seen.setdefault(row.field_id, row.starts_on)
        for scope in places[row.unit_id]:
            if earlier < row.starts_on and row.starts_on in scope.period:
                yield scope, row


def leavers(scopes: Sequence[Scope], since: date) -> list[tuple[Scope, Employee, str]]:
    """Who left a project's centre from a day on up to its last day, with the reason in the trail. Two statements."""
    places = places_of_scopes(scopes)
    gone = list(
        Employee.everything.filter(unit__in=list(places), left_on__range=(since, last_day(scopes))).order_by(
            "left_on", "number"
        )
    )
    told = _reasons_of(gone)
    return [
        (scope, employee, told.get(str(employee.public_id), ""))
        for employee in gone
        for scope in places[employee.unit_id]
        if employee.left_on and employee.left_on <= scope.period.end
    ]


def _reasons_of(gone: Sequence[Employee]) -> dict[str, str]:
    """Asked also when nobody left, so that the number of statements is the same."""
    ids = [str(each.public_id) for each in gone] or [""]
    lines = Event.objects.filter(verb=Employee.permission("leave"), object_id__in=ids)
    return dict(lines.order_by("seq").values_list("object_id", "reason"))


def populations(scopes: Sequence[Scope], kind: str = "resident") -> dict[Scope, Total]:
    """The people who live where each project's centre works, on its last day. Two statements."""
    places = places_of_scopes(scopes)
    areas = list(
        Area.everything.filter(unit__in=list(places)).values_list("number", "parent__number", "unit_id")
    )
    rows = list(
        Population.everything.filter(
            area__unit__in=list(places), kind=kind, counted_on__lte=last_day(scopes)
        ).values_list("area__unit_id", "area__number", "people", "women", "counted_on", "source", "pk")
    )
    return {scope: _total(scope, places, areas, rows) for scope in scopes}


def _total(scope: Scope, places: Places, areas: list[Any], rows: list[Any]) -> Total:
    own = {number: parent for number, parent, unit in areas if scope in places[unit]}
    counts = [Count(*row) for unit, *row in rows if scope in places[unit]]
    return add_up(own, set(own), counts, scope.period.end)


def sisters(scopes: Sequence[Scope]) -> dict[Scope, list[set[str]]]:
    """The fields that each other centre of a project's agency leads on its last day, whichever projects are asked for.

    One statement.
    """
    units = tree.current().units
    rows = Responsibility.everything.filter(part=Responsibility.Part.LEAD, starts_on__lte=last_day(scopes))
    led = list(rows.values_list("unit_id", "field__name", "ends_on", "starts_on"))
    found: dict[Scope, list[set[str]]] = {}
    for scope in scopes:
        unit, end = units[scope.unit_id], scope.period.end
        fields: dict[int, set[str]] = defaultdict(set)
        for pk, name, ends_on, starts_on in led:
            if tree.root_of(units[pk]) == tree.root_of(unit) and starts_on <= end and (ends_on or end) >= end:
                fields[tree.centre_of(units[pk]).pk].add(name)
        fields.pop(tree.centre_of(unit).pk, None)
        found[scope] = list(fields.values())
    return found


def kinds_of_staff(scopes: Sequence[Scope]) -> dict[Scope, tuple[int, int]]:
    """Social workers and other staff in office at each project's centre on its last day. Two statements."""
    found = dict.fromkeys(scopes, (0, 0))
    for scope, each in workers(scopes):
        social, other = found[scope]
        is_social = each.employee.social_worker
        found[scope] = (social + is_social, other + (not is_social))
    return found


def rooms(scopes: Sequence[Scope]) -> dict[UUID, list[Room]]:
    """Every room that each project's centre has or had (P1.9). One statement."""
    places, found = places_of_scopes(scopes), defaultdict(list)
    for room in Room.everything.filter(unit__in=list(places)).order_by("number"):
        for scope in places[room.unit_id]:
            found[scope.id].append(room)
    return found


def bookings(scopes: Sequence[Scope], period: Period) -> dict[int, list[Booking]]:
    """The bookings of a period that stand, by room (P1.9). One statement."""
    rows = Booking.everything.filter(
        unit__in=list(places_of_scopes(scopes)),
        held_on__range=(period.start, period.end),
        state=Booking.State.BOOKED,
    )
    found: dict[int, list[Booking]] = defaultdict(list)
    for each in rows.order_by("held_on", "starts_at", "pk"):
        found[each.room_id].append(each)
    return found
