"""The duty desk: shifts, what people came with, and an owner for it at every moment."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Record
from banyan.domains.communication.models.places import Part, named


class Shift(Record):
    """A turn at the duty desk; it ends when the next person has read and taken over (R9.1.9)."""

    class State(models.TextChoices):
        OPEN = "open", _("on duty")
        HANDED = "handed", _("handed over, not yet read")
        TAKEN = "taken", _("taken over")
        CLOSED = "closed", _("closed, nobody follows")

    person = named(_("on duty"))
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    place = models.CharField(_("desk"), max_length=80, blank=True, default="")
    urgent = models.TextField(_("urgent matters handed over"), blank=True, default="", editable=False)
    nothing_urgent = models.BooleanField(_("nothing urgent"), default=False, editable=False)
    handed_to = named(_("handed over to"), null=True, blank=True, editable=False)
    handed_at = models.DateTimeField(_("handed over at"), null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN, editable=False)

    number_pattern = "ZB-{year}-{count:04}"

    class Meta:
        verbose_name = _("duty shift")
        indexes = [models.Index(fields=("unit", "held_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_at__isnull=False), name="taken_over_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%m-%d} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class Matter(Record):
    """What somebody came with. Whoever is asked first owns it until another has accepted it (A4.2)."""

    class Channel(models.TextChoices):
        VISIT = "visit", pgettext_lazy("matter", "visit")
        PHONE = "phone", _("telephone")
        LETTER = "letter", _("letter")
        ONLINE = "online", _("online")

    class State(models.TextChoices):
        OPEN = "open", _("with its owner")
        OFFERED = "offered", _("offered, not yet accepted")
        DONE = "done", _("done")

    shift = models.ForeignKey(
        Shift, models.PROTECT, verbose_name=_("duty shift"), null=True, blank=True, related_name="matters"
    )
    asked_on = models.DateField(_("day"))
    asked_time = models.TimeField(_("time"))
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    words = models.TextField(_("what it is about"))
    caller = EncryptedText(_("who asked, and how to reach them"))
    urgent = models.BooleanField(_("urgent"), default=False)
    first_asked = named(_("asked first"), editable=False)
    owner = named(_("owner"), editable=False)
    offered_to = named(_("offered to"), null=True, blank=True, editable=False)
    bounces = models.PositiveSmallIntegerField(_("times passed on"), default=0, editable=False)
    answer = models.TextField(_("what was done"), blank=True, default="", editable=False)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "SW-{year}-{count:04}"
    personal_fields = ("caller", "words")

    class Meta:
        verbose_name = _("matter at the desk")
        indexes = [models.Index(fields=("unit", "asked_on"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_to__isnull=False), name="offered_to_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False), name="matter_done_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("matter at the desk"))


class OwnerStep(Part):
    """From when to when somebody owned a matter: the chain has no gap."""

    matter = models.ForeignKey(
        Matter, models.CASCADE, verbose_name=_("matter at the desk"), related_name="owners"
    )
    person = named(_("owner"))
    since = models.DateTimeField(_("since"), editable=False)
    until = models.DateTimeField(_("until"), null=True, blank=True, editable=False)
    how = models.CharField(_("how it came"), max_length=200, blank=True, default="", editable=False)

    unit_lookup = "matter__unit"

    class Meta:
        verbose_name = _("owner of a matter")
        constraints = [
            models.UniqueConstraint(
                fields=("matter",), condition=Q(until__isnull=True), name="one_owner_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="owner_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return self.matter.number
