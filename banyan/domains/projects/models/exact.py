"""Who is named to read the exact figures of a contract, guarded files among them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.projects.models.parts import ProjectPart, somebody


class FiguresReader(ProjectPart):
    """Somebody whom headquarters named to read what a contract counts to the last record, as of closed months.

    Each opening has its reason and stands in the trail; everybody else reads guarded files in whole groups alone.
    """

    class State(models.TextChoices):
        NAMED = "named", _("named for the figures")
        ENDED = "ended", _("naming ended")

    person = somebody(_("who reads the exact figures"))
    basis = models.CharField(_("what the figures are needed for"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    named_by = somebody(_("named by"), null=True, editable=False)
    opened_at = models.DateTimeField(_("last opened at"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.NAMED, editable=False)

    number_pattern = "HTSJ-{year}-{count:02}"

    class Meta:
        verbose_name = _("reader of exact figures")
        indexes = [models.Index(fields=("project", "person"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="figures_reader_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
