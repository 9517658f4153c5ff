"""A survey of needs as the contract counts it: how many forms went out, came back and hold, with the report attached."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record


class SurveyReport(Record):
    """A survey that was carried out. Its valid forms are counted by hand; somebody else looks at the files and attests."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("survey report", "being written")
        HANDED = "handed", pgettext_lazy("survey report", "waits to be attested")
        ATTESTED = "attested", pgettext_lazy("survey report", "attested")

    title = models.CharField(pgettext_lazy("survey report", "survey"), max_length=120)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    asked_about = models.CharField(
        pgettext_lazy("survey report", "whom it asks, and about what"), max_length=200
    )
    method = models.CharField(
        pgettext_lazy("survey report", "how people were chosen and asked"), max_length=200
    )
    starts_on = models.DateField(pgettext_lazy("survey report", "from"))
    finished_on = models.DateField(pgettext_lazy("survey report", "report finished on"))
    handed_out = models.PositiveIntegerField(pgettext_lazy("survey report", "forms handed out"))
    returned = models.PositiveIntegerField(pgettext_lazy("survey report", "forms returned"))
    valid = models.PositiveIntegerField(pgettext_lazy("survey report", "valid forms"))
    conclusion = models.TextField(pgettext_lazy("survey report", "what it found"))
    author = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("survey report", "counted by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    attested_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("survey report", "attested by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    attested_at = models.DateTimeField(
        pgettext_lazy("survey report", "attested at"), null=True, editable=False
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "DCBG-{year}-{count:02}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("report of a survey")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="survey_report_number_once"
            ),
            models.CheckConstraint(
                condition=Q(valid__lte=F("returned"), returned__lte=F("handed_out")),
                name="survey_valid_of_returned_of_handed_out",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__gte=F("starts_on")), name="survey_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title
