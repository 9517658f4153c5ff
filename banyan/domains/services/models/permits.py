"""Permits that a large activity needs beside its plan: asked for, granted or not."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept
from banyan.domains.services.models.activities import Activity


class ActivityPermit(Kept):
    """What an authority was asked to allow for an activity, and what it answered."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("permit", "applied for")
        GRANTED = "granted", pgettext_lazy("permit", "granted")
        REFUSED = "refused", pgettext_lazy("permit", "refused")

    activity = models.ForeignKey(Activity, models.PROTECT, verbose_name=_("activity"), related_name="permits")
    authority = models.CharField(pgettext_lazy("permit", "authority asked"), max_length=120)
    applied_on = models.DateField(pgettext_lazy("permit", "applied for on"))
    allowed = models.PositiveIntegerField(
        pgettext_lazy("permit", "persons allowed"), null=True, editable=False
    )
    permit_number = models.CharField(
        pgettext_lazy("permit", "number of the permit"), max_length=80, blank=True, default="", editable=False
    )
    granted_on = models.DateField(pgettext_lazy("permit", "granted on"), null=True, editable=False)
    conditions = models.CharField(
        pgettext_lazy("permit", "conditions, or why it was refused"), max_length=300, blank=True, default="",
        editable=False,
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.APPLIED, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "activity__unit"
    scope_lookup = "activity__project__public_id"
    named_with = ("activity",)

    class Meta:
        verbose_name = _("permit of an activity")
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_on__isnull=True) | Q(granted_on__gte=F("applied_on")),
                name="permit_granted_after_it_was_asked_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity.label()} {self.authority}"

    def label(self) -> str:
        """Called by the activity and the permit's own number."""
        return f"{self.activity.label()}/{self.permit_number or f'{self.applied_on:%m-%d}'}"
