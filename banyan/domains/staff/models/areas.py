"""Where the agency works, and how many people live there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class Area(Record):
    """A district, street, community or village; `unit` is the station that serves it, or who keeps the list."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        DISTRICT = "district", _("district")
        STREET = "street", _("street")
        TOWN = "town", _("town")
        COMMUNITY = "community", _("community")
        VILLAGE = "village", _("village")
        GRID = "grid", _("grid")

    name = models.CharField(_("area name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("lies in"), null=True, blank=True, related_name="parts"
    )

    class Meta:
        verbose_name = _("area")
        constraints = [
            models.UniqueConstraint(fields=("number",), name="area_number_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="area_not_inside_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class Population(Kept):
    """So many people lived in an area on a day, by one way of counting, says a source."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("usual residents")
        REGISTERED = "registered", _("registered residents")
        SERVED = "served", _("residents served")

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="populations")
    kind = models.CharField(_("kind of population"), max_length=12, choices=Kind)
    people = models.PositiveIntegerField(_("people"))
    women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    counted_on = models.DateField(_("counted on"))
    source = models.CharField(_("source"), max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "area__unit"
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("population")
        indexes = [models.Index(fields=("kind", "counted_on"))]
        constraints = [
            models.UniqueConstraint(fields=("area", "kind", "counted_on"), name="population_once_a_day"),
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(women__lte=F("people")),
                name="population_women_among_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.counted_on}"

    @property
    def number(self) -> str:
        """Called by area, kind and day."""
        return self.label()

    def label(self) -> str:
        """Called by area, kind and day."""
        return f"{self.area.number} {self.get_kind_display()} {self.counted_on:%Y-%m-%d}"
