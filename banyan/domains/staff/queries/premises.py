"""The rooms of a centre and their day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.calendar import Entry
from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.domains.staff import settings
from banyan.domains.staff.models import Booking, Room
from banyan.domains.staff.rules.premises import (
    NOT_FOR_MEETING,
    QUARTER,
    Cell,
    Slot,
    minutes,
    overlap,
    row_of_day,
)
from banyan.foundation.periods import Period

BOOKED = Booking.State.BOOKED
_ROOMS_NAMED = 3


@dataclass(frozen=True)
class Line:
    """A room and its day."""

    room: Room
    cells: tuple[Cell, ...]
    may_book: bool

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The bookings of the day, in their order."""
        return tuple(cell.slot for cell in self.cells if cell.slot)


@dataclass(frozen=True)
class Board:
    """The rooms of a centre on a day, by what they are for."""

    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    hours: tuple[tuple[str, int], ...]
    rooms: int
    area: Decimal
    unmeasured: int
    bookings: int

    @property
    def quarters(self) -> int:
        """How many quarters of an hour the house is open."""
        return sum(span for _hour, span in self.hours)


def slots_of(room: Room, on: date) -> list[Slot]:
    """Who has a room on a day. One statement."""
    found = Booking.everything.filter(room=room, held_on=on, state=BOOKED).order_by("starts_at")
    return [Slot(each.starts_at, each.ends_at, each.number, each) for each in found]


def free_rooms(room: Room, on: date, slot: Slot, persons: int) -> list[str]:
    """Other rooms of the centre that hold these people and are free at that time. Two statements."""
    rooms = Room.everything.filter(unit=room.unit_id, state=Room.State.IN_USE, capacity__gte=persons)
    rooms = rooms.exclude(pk=room.pk).exclude(function__in=NOT_FOR_MEETING).order_by("capacity", "number")
    taken = Booking.everything.filter(room__unit=room.unit_id, held_on=on, state=BOOKED)
    busy = {each.room_id for each in taken if overlap(slot, Slot(each.starts_at, each.ends_at))}
    return [each.name for each in rooms if each.pk not in busy][:_ROOMS_NAMED]


def bookings_ahead(room: Room, today: date) -> int:
    """How many bookings of a room are still to come."""
    return Booking.everything.filter(room=room, state=BOOKED, held_on__gte=today).count()


def board(unit: Any, on: date, by: Actor) -> Board:
    """The room plan of a day at a centre, or at all centres below an agency. Two statements."""
    centre = unit.centre
    rooms = list(
        Room.objects.visible_to(by)
        .filter(unit__path__startswith=centre.path, state=Room.State.IN_USE)
        .select_related("unit")
        .order_by("unit__path", "number")
    )
    booked = _booked(rooms, on, by)
    hours = settings.hours_on(on, centre)
    groups: dict[str, list[Line]] = defaultdict(list)
    for room in rooms:
        may_book = room.function not in NOT_FOR_MEETING and by.can(Room.permission("book"), room)
        groups[room.get_function_display()].append(Line(room, row_of_day(booked[room.pk], hours), may_book))
    areas = [room.area for room in rooms if room.area is not None]
    return Board(
        tuple((name, tuple(lines)) for name, lines in groups.items()),
        _scale(hours.opens, hours.closes),
        len(rooms), sum(areas, Decimal(0)), len(rooms) - len(areas), sum(map(len, booked.values())),
    )  # fmt: skip


def _booked(rooms: Sequence[Room], on: date, by: Actor) -> dict[int, list[Slot]]:
    found: dict[int, list[Slot]] = defaultdict(list)
    rows = Booking.objects.visible_to(by).filter(room__in=rooms, held_on=on, state=BOOKED)
    for each in rows.select_related("booked_for").order_by("starts_at"):
        found[each.room_id].append(Slot(each.starts_at, each.ends_at, each.number, each))
    return found


def _scale(opens: time, closes: time) -> tuple[tuple[str, int], ...]:
    first, last = minutes(opens), minutes(closes)
    marks = [first, *range((first // 60 + 1) * 60, last, 60), last]
    return tuple(
        (f"{start // 60}:{start % 60:02}", (end - start) // QUARTER) for start, end in pairwise(marks)
    )


def coming_bookings(room: Room, by: Actor, today: date) -> dict[str, Any]:
    """Who needs a room in the next weeks. One statement."""
    rows = Booking.objects.visible_to(by).filter(room=room, state=BOOKED, held_on__gte=today)
    found = rows.select_related("booked_for").order_by("held_on", "starts_at")
    return {"bookings": list(found[:30]), "room": room, "today": today, "tomorrow": today + timedelta(days=1)}


def bookings_between(actor: Any, period: Period) -> Iterator[Entry]:
    """Bookings of the period for the calendar, by number. One statement."""
    rows = Booking.objects.visible_to(actor).filter(held_on__range=(period.start, period.end), state=BOOKED)
    for booking in rows:
        yield Entry(
            on=booking.held_on,
            kind=_("room booking"),
            number=booking.label(),
            url=page_of(booking),
            public_id=booking.public_id,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            unit_id=booking.unit_id,
            people=frozenset(filter(None, (booking.booked_for_id,))),
        )


def bookings_of(number: str, centre: Any) -> list[Booking]:
    """Every booking at a centre for its record of this number; read behind an open door."""
    found = Booking.everything.filter(about=number, unit__path__startswith=centre.path)
    return list(found.select_related("unit")) if number else []


def bookings_about(numbers: Collection[str], days: Collection[date]) -> list[Booking]:
    """Bookings for records of these numbers on these days. One statement."""
    found = Booking.everything.filter(about__in=numbers, held_on__in=days)
    return list(found.order_by("held_on", "starts_at")) if numbers else []
