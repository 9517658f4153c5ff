"""Rooms and bookings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.staff.deeds import premises as deeds
from banyan.domains.staff.models import Booking, Room
from banyan.domains.staff.queries import premises as queries


def bookings_to_come(room: Room, by: Any) -> dict[str, Any]:
    """Who needs the room from today on."""
    return queries.coming_bookings(room, by, clock.today())


rooms = register(
    Register(
        model=Room,
        words=Words(
            title=_("rooms"),
            empty=_(
                "Every room of the centre stands here: what it is for, its size, how many people it holds."
            ),
            first_step=_("Add the first room"),
            clause="P1.9",
            icon="door",
        ),
        area="staff",
        columns=("number", "name", "function", "floor", "area", "capacity", "unit", "state"),
        fields=("unit", "name", "function", "floor", "area", "capacity"),
        filters=("function", "state", "unit"),
        search=("number", "name"),
        order="number",
        create=deeds.add_room,
        edit=deeds.change_room,
        editable_in=(Room.State.IN_USE,),
        deeds=(deeds.book, deeds.close_room),
        panels=(Panel("bookings", _("Bookings to come"), "staff/panels/bookings.html", bookings_to_come),),
    )
)

bookings = register(
    Register(
        model=Booking,
        words=Words(
            title=_("room bookings"),
            empty=_("Which room is needed when, told by number and never by name."),
            first_step=_("Open the room plan"),
            clause="P1.9",
            icon="calendar-time",
        ),
        area="staff",
        columns=(
            "number",
            "room",
            "held_on",
            "starts_at",
            "ends_at",
            "purpose",
            "about",
            "booked_for",
            "state",
        ),
        filters=("room", "purpose", "held_on", "state"),
        search=("number", "about"),
        order="-number",
        deeds=(deeds.call_off,),
        views=(View("booked", _("booked"), "state=booked"),),
    )
)
