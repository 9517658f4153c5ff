"""Papers that volunteering ends in: certificates that anybody can check, and the sum of a year."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record
from banyan.domains.services.models.volunteers import Volunteer


class VolunteerCertificate(Record):
    """Approved hours of a volunteer up to a day, with a code by which anybody can check the paper (R7.4.2)."""

    class State(models.TextChoices):
        VALID = "valid", pgettext_lazy("certificate", "valid")
        VOID = "void", pgettext_lazy("certificate", "withdrawn")

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="certificates"
    )
    until = models.DateField(pgettext_lazy("certificate", "hours up to"))
    purpose = models.CharField(
        pgettext_lazy("certificate", "wanted for"), max_length=80, blank=True, default=""
    )
    hours = models.DecimalField(
        pgettext_lazy("certificate", "approved hours"),
        max_digits=8,
        decimal_places=2,
        default=0,
        editable=False,
    )
    times = models.PositiveIntegerField(pgettext_lazy("certificate", "times"), default=0, editable=False)
    issued_on = models.DateField(pgettext_lazy("certificate", "issued on"), null=True, editable=False)
    code = models.CharField(
        pgettext_lazy("certificate", "code to check it"), max_length=16, default="", editable=False
    )
    void_because = models.CharField(
        pgettext_lazy("certificate", "why withdrawn"),
        max_length=200,
        blank=True,
        default="",
        editable=False,
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.VALID, editable=False)

    number_pattern = "ZYZS-{year}-{count:04}"
    named_with = ("volunteer",)

    class Meta:
        verbose_name = _("certificate of volunteering")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="volunteer_certificate_number_once"
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=0), name="volunteer_certificate_hours_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id


class VolunteerYear(Record):
    """A year of volunteering summed up and judged, so that the next one learns from it (R7.4.4)."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("volunteer year", "being written")
        HANDED = "handed", pgettext_lazy("volunteer year", "handed in")
        ACCEPTED = "accepted", pgettext_lazy("volunteer year", "accepted")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    starts_on = models.DateField(pgettext_lazy("volunteer year", "from"))
    ends_on = models.DateField(pgettext_lazy("volunteer year", "until"))
    worked = models.TextField(pgettext_lazy("volunteer year", "what worked, and why"), blank=True, default="")
    lacked = models.TextField(pgettext_lazy("volunteer year", "what was lacking"), blank=True, default="")
    lesson = models.TextField(pgettext_lazy("volunteer year", "experience to keep"), blank=True, default="")
    next_steps = models.TextField(
        pgettext_lazy("volunteer year", "what changes next year"), blank=True, default=""
    )
    people = models.PositiveIntegerField(
        pgettext_lazy("volunteer year", "volunteers who served"), default=0, editable=False
    )
    hours = models.DecimalField(
        pgettext_lazy("volunteer year", "approved hours"),
        max_digits=10,
        decimal_places=2,
        default=0,
        editable=False,
    )
    joined = models.PositiveIntegerField(pgettext_lazy("volunteer year", "joined"), default=0, editable=False)
    left = models.PositiveIntegerField(pgettext_lazy("volunteer year", "left"), default=0, editable=False)
    author = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("volunteer year", "written by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    handed_on = models.DateField(pgettext_lazy("volunteer year", "handed in on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "ZYZJ-{year}-{count:02}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("year of volunteering")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="volunteer_year_number_once"
            ),
            models.UniqueConstraint(fields=("project", "starts_on"), name="volunteer_year_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="volunteer_year_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.starts_on:%Y}"
