"""Rooms and bookings (P1.9): no hour is given twice, no room holds more than it can, no client is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
CLAUSE = "P1.9"
QUARTER = 15
#: Purposes whose record's number must be written. A case may come without: for a guarded one the number is left out, and
#: were it alone in that, the empty place would tell of it.
NUMBERED = ("group", "activity")
#: Where nobody meets.
NOT_FOR_MEETING = ("storage", "archive")
_NUMBER = re.compile(r"[A-Z][A-Z0-9./\-]*\d[A-Z0-9./\-]*\Z")


@dataclass(frozen=True)
class Hours:
    """When the house is open, and how far ahead a room may be booked (days)."""

    opens: time
    closes: time
    days_ahead: int


@dataclass(frozen=True)
class Slot:
    """A booking as the day sees it: from, until, and what stands behind it."""

    starts_at: time
    ends_at: time
    number: str = ""
    booking: Any = None


@dataclass(frozen=True)
class Cell:
    """A stretch of a room's day, in quarters of an hour: free, or a booking."""

    quarters: int
    starts_at: time
    slot: Slot | None = None


def minutes(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def overlap(one: Slot, other: Slot) -> bool:
    """Whether two bookings need the room at the same moment; one may begin when the other ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def is_number(about: str) -> bool:
    """Whether something reads like the number of a record and not like a name."""
    return bool(_NUMBER.match(about))


def is_well_told(purpose: str, about: str) -> bool:
    """Whether a booking says by a number what it is for; that of a case may be left out."""
    return is_number(about) if purpose in NUMBERED or (purpose == "case" and about) else True


def check_about(purpose: str, about: str) -> None:
    """What a room is booked for is told by a number: a name would stand on the door and in every calendar."""
    if purpose in NUMBERED and not about:
        raise Refused(
            {"about": noop("Write the number of the group or activity.")},
            clause=CLAUSE,
            way_out=noop("Work without a number yet is booked as something else."),
        )
    if about and not is_number(about):
        raise Refused(
            {"about": noop("Write a number here, never a name: everybody in the house reads the room plan.")},
            clause=CLAUSE,
        )


def check_hours(slot: Slot, on: date, today: date, hours: Hours) -> None:
    """A booking lies ahead, inside the opening hours, on quarters of an hour."""
    if slot.ends_at <= slot.starts_at:
        raise Refused({"ends_at": noop("The end comes before the beginning.")}, clause=CLAUSE)
    if any(minutes(at) % QUARTER or at.second for at in (slot.starts_at, slot.ends_at)):
        raise Refused({"starts_at": noop("Rooms are booked by the quarter of an hour.")}, clause=CLAUSE)
    if slot.starts_at < hours.opens or slot.ends_at > hours.closes:
        opens, closes = f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"
        words = noop("The house is open from %(opens)s to %(closes)s.")
        raise Refused({"starts_at": sentence(words, opens=opens, closes=closes)}, clause=CLAUSE)
    if on < today:
        raise Refused({"held_on": noop("This day is over.")}, clause=CLAUSE)
    if (on - today).days > hours.days_ahead:
        words = noop("Rooms are booked %(days)s days ahead at most.")
        raise Refused({"held_on": sentence(words, days=hours.days_ahead)}, clause=CLAUSE)


def check_room(function: str, capacity: int, persons: int, is_closed: bool) -> None:
    """A room that is in use, in which people can meet, and which holds them."""
    if is_closed:
        raise Refused({"": noop("This room was given up.")}, clause=CLAUSE)
    if function in NOT_FOR_MEETING:
        raise Refused({"": noop("Stores and archives are not booked.")}, clause=CLAUSE)
    if persons < 1:
        raise Refused({"persons": noop("Say how many persons will be there.")}, clause=CLAUSE)
    if persons > capacity:
        words = noop("This room holds %(capacity)s persons.")
        raise Refused(
            {"persons": sentence(words, capacity=capacity)},
            clause=CLAUSE,
            way_out=noop("Choose a larger room."),
        )


def check_free(slot: Slot, standing: Iterable[Slot], free: Sequence[str] = ()) -> None:
    """Nobody else has the room at that time; `free` names rooms that would be free."""
    other = next((each for each in standing if overlap(slot, each)), None)
    if other is None:
        return
    words = noop("Taken from %(starts)s to %(ends)s by booking %(number)s.")
    told = sentence(
        words, starts=f"{other.starts_at:%H:%M}", ends=f"{other.ends_at:%H:%M}", number=other.number
    )
    way_out = (
        sentence(noop("Free at that time: %(rooms)s."), rooms="、".join(free))
        if free
        else noop("Choose another time.")
    )
    raise Refused({"starts_at": told}, clause=CLAUSE, way_out=way_out)


def check_may_call_off(is_own: bool, keeps_rooms: bool, on: date, today: date) -> None:
    """Who needs a room gives it back; for others only who keeps the rooms does."""
    if not (is_own or keeps_rooms):
        raise Refused(
            noop("Somebody else needs this room."),
            clause=CLAUSE,
            way_out=noop("Ask them, or whoever keeps the rooms."),
        )
    if on < today:
        raise Refused(noop("What has taken place is not called off."), clause=CLAUSE)


def check_may_give_up(bookings_ahead: int, on: date, today: date) -> None:
    """A room is given up when nobody counts on it any more."""
    if on > today:
        raise Refused({"closed_on": noop("Enter the day when it has come.")}, clause=CLAUSE)
    if bookings_ahead:
        words = noop("%(count)s bookings still count on this room.")
        raise Refused(
            sentence(words, count=bookings_ahead),
            clause=CLAUSE,
            way_out=noop("Move them to another room first."),
        )


def row_of_day(slots: Iterable[Slot], hours: Hours) -> tuple[Cell, ...]:
    """A room's day from opening to closing as stretches that fill it exactly; free ones end at full hours."""
    cells: list[Cell] = []
    at, closes = minutes(hours.opens), minutes(hours.closes)
    for slot in sorted(slots, key=lambda each: each.starts_at):
        first, last = max(minutes(slot.starts_at), at), min(minutes(slot.ends_at), closes)
        if last <= first:
            continue
        cells += _free(at, first)
        cells.append(Cell((last - first) // QUARTER, _time(first), slot))
        at = last
    return (*cells, *_free(at, closes))


def _free(first: int, last: int) -> list[Cell]:
    cells = []
    while first < last:
        end = min(last, (first // 60 + 1) * 60)
        cells.append(Cell((end - first) // QUARTER, _time(first)))
        first = end
    return cells


def _time(at: int) -> time:
    return time(at // 60, at % 60)


def clashes(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Bookings that need their room while another one has it."""
    by_start = sorted(slots, key=lambda each: (each.starts_at, each.number))
    return tuple(
        late for place, late in enumerate(by_start) if any(overlap(early, late) for early in by_start[:place])
    )


def room_kept(area: Decimal | None, bookings: int) -> tuple[str, Sentence]:
    """A room as its file shows it: with its size, or without."""
    if area is None:
        return ATTENTION, sentence(noop("The floor area of this room is not on record."))
    return GOOD, sentence(
        noop("Function, capacity and area are on record; booked %(count)s times."), count=bookings
    )


def functions_there(missing: Sequence[str]) -> tuple[str, Sentence] | None:
    """The kinds of room that a centre must have and has not."""
    if not missing:
        return None
    return ATTENTION, sentence(noop("Kinds of room that are missing: %(count)s."), count=len(missing))


def booked_twice(number: str) -> tuple[str, Sentence]:
    """Two bookings of one room at the same time."""
    return BREACH, sentence(noop("Booking %(number)s needs a room that was given already."), number=number)


def named() -> tuple[str, Sentence]:
    """A case booking that says something else than a number."""
    return BREACH, sentence(noop("A room is booked for a case with something else than its number."))
