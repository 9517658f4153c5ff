"""The half-yearly inspection of compliance, and the circular that tells its result (R10.1.1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class Inspection(Record):
    """A half year looked at clause by clause: what the records say, and what the inspector thinks of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SIGNED = "signed", _("signed")

    class Half(models.IntegerChoices):
        FIRST = 1, _("January to June")
        SECOND = 2, _("July to December")

    year = models.PositiveSmallIntegerField(_("year"))
    half = models.PositiveSmallIntegerField(_("half year"), choices=Half)
    as_of = models.DateField(_("records as of"), null=True, editable=False)
    inspector = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("inspector"),
        null=True,
        editable=False,
        related_name="+",
    )
    opinion = models.TextField(_("opinion of the inspector"), blank=True, default="")
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "ZDJC-{year}-{count:03}"

    class Meta:
        verbose_name = _("half-yearly inspection")
        constraints = [
            models.UniqueConstraint(fields=("unit", "year", "half"), name="inspection_once_a_half"),
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="inspection_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_half_display()}"


class InspectionLine(Kept):
    """One clause in one project: the verdict of the records, the inspector's own verdict and remark."""

    class Result(models.TextChoices):
        MET = "met", _("met")
        ATTENTION = "attention", _("attention")
        BREACHED = "breached", _("breached")
        NOT_APPLICABLE = "not_applicable", _("not applicable")

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, verbose_name=_("half-yearly inspection"), related_name="lines"
    )
    position = models.PositiveIntegerField(_("position"))
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    clause = models.CharField(_("clause"), max_length=12)
    result = models.CharField(_("what the records say"), max_length=14, choices=Result)
    proofs = models.PositiveIntegerField(_("records that prove"), default=0)
    faults = models.PositiveIntegerField(_("records at fault"), default=0)
    told = models.JSONField(_("faults as found"), default=list)
    own = models.CharField(_("verdict of the inspector"), max_length=14, choices=Result)
    remark = models.CharField(_("remark of the inspector"), max_length=500, blank=True, default="")
    rectification = models.ForeignKey(
        "quality.Rectification",
        models.PROTECT,
        verbose_name=_("rectification"),
        null=True,
        blank=True,
        related_name="+",
    )

    unit_lookup = "inspection__unit"

    class Meta:
        verbose_name = _("line of an inspection")
        ordering = ("inspection", "position")
        constraints = [
            models.UniqueConstraint(fields=("inspection", "project", "clause"), name="inspection_line_once")
        ]

    def __str__(self) -> str:
        return self.clause

    def label(self) -> str:
        """Called by the inspection and the clause."""
        return f"{self.inspection.label()} {self.clause}"


class Circular(Record):
    """A notice to everybody of a unit, under a document number. Once out it stands; a later one corrects it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("sent out")

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("result of an inspection")
        DECISION = "decision", _("reward or sanction")
        QUALITY = "quality", _("quality work of the year")
        CORRECTION = "correction", _("correction of a circular")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    document_number = models.CharField(
        _("document number"), max_length=40, blank=True, default="", editable=False
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"))
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        verbose_name=_("half-yearly inspection"),
        null=True,
        blank=True,
        related_name="circulars",
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("corrects"),
        null=True,
        blank=True,
        related_name="corrections",
    )
    published_on = models.DateField(_("sent out on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "TB-{year}-{count:03}"

    class Meta:
        verbose_name = _("circular")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="circular_number_once"
            ),
            models.UniqueConstraint(
                fields=("unit", "document_number"),
                condition=~Q(document_number=""),
                name="circular_document_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CircularReading(Kept):
    """That somebody was sent a circular, and when they said that they read it. It lies where the reader works."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    circular = models.ForeignKey(
        Circular, models.CASCADE, verbose_name=_("circular"), related_name="readings"
    )
    user = models.ForeignKey("identity.User", models.PROTECT, verbose_name=_("recipient"), related_name="+")
    read_at = models.DateTimeField(_("read at"), null=True, editable=False)

    class Meta:
        verbose_name = _("reading of a circular")
        constraints = [models.UniqueConstraint(fields=("circular", "user"), name="circular_once_a_reader")]

    def __str__(self) -> str:
        return self.circular.label()

    def label(self) -> str:
        """Called by the circular; readers are not named in the trail's labels."""
        return self.circular.label()

    def get_absolute_url(self) -> str:
        """The circular as this reader got it."""
        return reverse("quality.circularreading.detail", args=[self.public_id])
