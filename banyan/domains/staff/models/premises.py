"""The rooms of a centre, and who needs which of them when (P1.9)."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Record


class Room(Record):
    """A room of a centre: what it is for, how large it is and how many people it holds."""

    class Function(models.TextChoices):
        CASE = "case", _("casework room")
        GROUP = "group", _("group room")
        MULTI = "multi", _("multi-purpose room")
        OFFICE = "office", _("office room")
        STORAGE = "storage", _("store room")
        ARCHIVE = "archive", _("archive room")
        OTHER = "other", _("room for something else")

    class State(models.TextChoices):
        IN_USE = "in_use", _("in use")
        CLOSED = "closed", _("given up")

    name = models.CharField(_("room name"), max_length=60)
    function = models.CharField(_("what the room is for"), max_length=10, choices=Function)
    area = models.DecimalField(
        _("floor area in m²"),
        max_digits=8,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    capacity = models.PositiveIntegerField(_("persons at most"), validators=[MinValueValidator(1)])
    floor = models.CharField(_("floor"), max_length=20, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.IN_USE, editable=False)
    closed_on = models.DateField(_("given up on"), null=True, blank=True, editable=False)

    number_pattern = "FJ-{count:03}"
    open_below = ("view", "book")

    class Meta:
        verbose_name = _("room")

    def __str__(self) -> str:
        return self.name


class Booking(Record):
    """A room for some hours of a day. What it is for is told by kind and number, never by a name."""

    class Purpose(models.TextChoices):
        CASE = "case", _("case interview")
        GROUP = "group", _("group session")
        ACTIVITY = "activity", _("booked for an activity")
        MEETING = "meeting", _("booked for a meeting")
        OTHER = "other", _("booked for something else")

    class State(models.TextChoices):
        BOOKED = "booked", _("booked")
        CANCELLED = "cancelled", _("called off")

    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("room"), related_name="bookings")
    purpose = models.CharField(_("booked for"), max_length=10, choices=Purpose)
    about = models.CharField(_("number of the record"), max_length=40, blank=True, default="")
    booked_for = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("who needs it"), null=True, related_name="+"
    )
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    persons = models.PositiveIntegerField(_("persons"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.BOOKED, editable=False)

    number_pattern = "YY-{year}-{count:05}"
    open_below = ("view", "call_off")
    speaks_of = ("about",)

    class Meta:
        verbose_name = _("room booking")
        indexes = [models.Index(fields=("room", "held_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_purpose_display()}"
