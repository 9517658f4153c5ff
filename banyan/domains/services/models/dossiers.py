"""Which papers a file needs, by method, milestone and purchaser, from which day on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record


class DocumentRequirement(Record):
    """One line of the table of required papers. It changes what is usual: adds a paper, moves its day, or waives it."""

    class Measure(models.TextChoices):
        DAYS = "days", pgettext_lazy("time of a paper", "days")
        WORKDAYS = "workdays", pgettext_lazy("time of a paper", "working days")
        MONTHS = "months", pgettext_lazy("time of a paper", "months")

    document = models.CharField(_("paper of the file"), max_length=40)
    since = models.CharField(_("due after the milestone"), max_length=40)
    amount = models.PositiveSmallIntegerField(_("so many"), default=0)
    measure = models.CharField(_("counted in days or months"), max_length=10, choices=Measure, default=Measure.DAYS)  # fmt: skip
    needed = models.BooleanField(_("the paper is needed"), default=True)
    counts = models.BooleanField(_("without it the service does not count"), default=False)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("only for the project"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    valid_from = models.DateField(_("valid from"), db_index=True)
    valid_to = models.DateField(pgettext_lazy("days of force", "valid until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200)

    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("required paper")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="document_requirement_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.document

    def label(self) -> str:
        """Called by paper and first day."""
        return f"{self.document}/{self.valid_from:%Y-%m-%d}"
