"""The monitoring calendar: what is looked at, how often, by whom, and what was seen (R3.2.6)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record


class MonitoringItem(Record):
    """Something that is looked at again and again. A check that is missed shows by itself."""

    class State(models.TextChoices):
        ACTIVE = "active", _("in force")
        ENDED = "ended", pgettext_lazy("monitoring", "ended")

    class Rhythm(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF_YEAR = "half_year", _("every half year")

    title = models.CharField(_("what is looked at"), max_length=120)
    clause = models.CharField(_("clause"), max_length=12, blank=True, default="")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm)
    checker = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("who looks"),
        null=True,
        blank=True,
        related_name="+",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE, editable=False)

    number_pattern = "JKJH-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("item of the monitoring calendar")
        indexes = [models.Index(fields=("unit", "state"))]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="monitoring_number_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="monitoring_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MonitoringCheck(Kept):
    """One look: when, by whom, in order or not, and what was seen."""

    item = models.ForeignKey(
        MonitoringItem,
        models.CASCADE,
        verbose_name=_("item of the monitoring calendar"),
        related_name="checks",
    )
    checked_on = models.DateField(_("looked at on"))
    by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("looked at by"), null=True, related_name="+"
    )
    in_order = models.BooleanField(_("in order"))
    seen = models.TextField(_("what was seen"))

    unit_lookup = "item__unit"
    scope_lookup = "item__project__public_id"

    class Meta:
        verbose_name = _("check of the monitoring calendar")
        indexes = [models.Index(fields=("item", "checked_on"))]

    def __str__(self) -> str:
        return f"{self.item} {self.checked_on}"

    def label(self) -> str:
        """Called by the item and the day."""
        return f"{self.item.label()}/{self.checked_on:%m-%d}"
