"""Rooms are kept, booked and given back."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.pointing import writable
from banyan.domains.staff import settings
from banyan.domains.staff.models import Booking, Room
from banyan.domains.staff.queries import premises as queries
from banyan.domains.staff.rules import premises as rules

Purpose = Booking.Purpose


@deed(Room, "make", new=True, label=_("New room"), icon="door")
def add_room(room: Room, by: Actor, now: datetime) -> None:
    """Add a room of the centre: what it is for, its size, how many people it holds."""
    room.number = room.number or numbering.take(Room.number_pattern, room.unit, now.year)


@deed(Room, "edit", frm=Room.State.IN_USE, label=_("Edit"), icon="pencil")
def change_room(room: Room, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a room, or give it another function."""
    for name, value in changes.items():
        setattr(room, name, value)


@deed(
    Room, "close", frm=Room.State.IN_USE, to=Room.State.CLOSED, label=_("Give up the room…"), danger=True,
    icon="door-off",
)  # fmt: skip
def close_room(room: Room, by: Actor, now: datetime, closed_on: date, reason: str) -> None:
    """The centre has this room no longer; its past bookings stay."""
    today = localtime(now).date()
    rules.check_may_give_up(queries.bookings_ahead(room, today), closed_on, today)
    room.closed_on = closed_on


@deed(Room, "book", label=_("Book"), icon="calendar-plus")
def book(
    room: Room, by: Actor, now: datetime, *, held_on: date, starts_at: time, ends_at: time, purpose: Purpose,
    about: str = "", persons: int = 2,
) -> None:  # fmt: skip
    """Take the room for some hours; for a case by the case's number alone."""
    about = about.strip().upper()
    slot = rules.Slot(starts_at, ends_at)
    rules.check_room(room.function, room.capacity, persons, room.state == Room.State.CLOSED)
    rules.check_about(purpose, about)
    rules.check_hours(slot, held_on, localtime(now).date(), settings.hours_on(held_on, room.unit))
    rules.check_free(slot, queries.slots_of(room, held_on), queries.free_rooms(room, held_on, slot, persons))
    booking = Booking(room=room, unit=room.unit, held_on=held_on, starts_at=starts_at, ends_at=ends_at)
    booking.purpose, booking.about, booking.persons, booking.booked_for = (
        purpose,
        writable(about, by),
        persons,
        by.person,
    )
    write_booking(booking, by=by, now=now)


@deed(Booking, "make", new=True, system=True, label=_("Room booked"))
def write_booking(booking: Booking, by: Actor, now: datetime) -> None:
    """A booking comes into the plan of rooms."""
    booking.number = numbering.take(Booking.number_pattern, booking.unit, booking.held_on.year)


@deed(Booking, "unname", system=True, label=_("Booking corrected"))
def unname(booking: Booking, by: Actor, now: datetime) -> None:
    """The record became closed: the room stays taken, nobody reads for what, in the history neither."""
    booking.about = ""


def unname_all(number: str, centre: Any, by: Actor, now: datetime) -> None:
    """Take a number out of the plan of rooms."""
    for booking in queries.bookings_of(number, centre):
        unname(booking, by=by, now=now)


@deed(
    Booking, "call_off", frm=Booking.State.BOOKED, to=Booking.State.CANCELLED, label=_("Give the room back"),
    icon="calendar-x",
)  # fmt: skip
def call_off(booking: Booking, by: Actor, now: datetime) -> None:
    """The room is free again at that time."""
    is_own = by.person_id is not None and by.person_id == booking.booked_for_id
    keeps_rooms = by.can(Room.permission("edit"), booking.room)
    rules.check_may_call_off(is_own, keeps_rooms, booking.held_on, localtime(now).date())
