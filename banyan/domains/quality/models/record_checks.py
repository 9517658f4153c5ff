"""The check of a quarter's service records: a drawn sample, three verdicts, alike records (R4.2.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, Record


class RecordCheck(Record):
    """One quarter of one project: what could be drawn, what was drawn with which seed, and what was found."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("check of records", "being checked")
        SIGNED = "signed", _("signed")

    class Quarter(models.IntegerChoices):
        FIRST = 1, _("first quarter")
        SECOND = 2, _("second quarter")
        THIRD = 3, _("third quarter")
        FOURTH = 4, _("fourth quarter")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), choices=Quarter)
    seed = models.CharField(_("seed of the drawing"), max_length=16, editable=False)
    drawn_on = models.DateField(_("drawn on"), null=True, editable=False)
    drawn_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("drawn by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    percent = models.PositiveSmallIntegerField(_("share of a worker's records, %"), default=0, editable=False)
    least = models.PositiveSmallIntegerField(_("records of a worker at least"), default=0, editable=False)
    frame = models.JSONField(_("records that could be drawn"), default=list, editable=False)
    frame_hash = models.CharField(_("fingerprint of the frame"), max_length=64, editable=False)
    compared_on = models.DateField(_("compared on"), null=True, editable=False)
    compared = models.PositiveIntegerField(_("records compared"), default=0, editable=False)
    opinion = models.TextField(_("opinion of the check"), blank=True, default="")
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    signed_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("signed by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "CC-{year}-{count:03}"
    scope_lookup = "project__public_id"
    silent_fields = (*Record.silent_fields, "frame")

    class Meta:
        verbose_name = _("check of service records")
        constraints = [
            models.UniqueConstraint(
                fields=("project", "year", "quarter"), name="record_check_once_a_quarter"
            ),
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="record_check_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_quarter_display()}"


class CheckedRecord(Kept):
    """A drawn record: what a resident says of it, whether it is complete and accurate, and who judged so."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("confirms the contact")
        DENIED = "denied", _("says it was otherwise")
        NOT_REACHED = "not_reached", pgettext_lazy("call-back", "could not be reached")
        DECLINED = "declined", _("does not wish to answer")

    class Verdict(models.TextChoices):
        YES = "yes", pgettext_lazy("verdict on a record", "yes")
        NO = "no", pgettext_lazy("verdict on a record", "no")

    sheet = models.ForeignKey(
        RecordCheck, models.CASCADE, verbose_name=_("check of service records"), related_name="lines"
    )
    position = models.PositiveIntegerField(_("position"))
    worker = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("worker"), related_name="+")
    others = models.JSONField(_("who else took part"), default=list, editable=False)
    source_model = models.CharField(_("kind of the source"), max_length=80)
    source_id = models.UUIDField(_("source"))
    source_number = models.CharField(_("drawn record"), max_length=60)
    page = models.JSONField(_("where it is read"), default=list, editable=False)
    held_on = models.DateField(_("day of the contact"))
    entered_on = models.DateField(_("entered on"))
    late = models.PositiveSmallIntegerField(_("days late"), default=0)
    gaps = models.JSONField(_("what it lacks"), default=list)
    contradictions = models.JSONField(_("what contradicts it"), default=list)
    answer = models.CharField(
        _("answer of the resident"), max_length=12, choices=Answer, blank=True, default=""
    )
    consented = models.BooleanField(_("agreed to be asked"), default=False)
    words = EncryptedText(_("what the resident said"))
    asked_on = models.DateField(_("asked on"), null=True)
    asked_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("asked by"), null=True, related_name="+"
    )
    complete = models.CharField(
        pgettext_lazy("verdict on a record", "complete"),
        max_length=3,
        choices=Verdict,
        blank=True,
        default="",
    )
    accurate = models.CharField(
        pgettext_lazy("verdict on a record", "accurate"),
        max_length=3,
        choices=Verdict,
        blank=True,
        default="",
    )
    remark = models.CharField(_("remark of the check"), max_length=500, blank=True, default="")
    judged_on = models.DateField(_("judged on"), null=True)
    judged_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("judged by"), null=True, related_name="+"
    )
    rectification = models.ForeignKey(
        "quality.Rectification", models.PROTECT, verbose_name=_("rectification"), null=True, related_name="+"
    )

    unit_lookup = "sheet__unit"
    scope_lookup = "sheet__project__public_id"
    personal_fields = ("words",)
    named_with = ("sheet",)

    class Meta:
        verbose_name = _("drawn record of service")
        indexes = [models.Index(fields=("held_on",), name="checked_record_held")]
        constraints = [
            models.UniqueConstraint(fields=("sheet", "source_id"), name="checked_record_once"),
        ]

    def __str__(self) -> str:
        return self.source_number

    def label(self) -> str:
        """Called by the check and its place in the sample."""
        return f"{self.sheet.label()}/{self.position}"

    def subject(self) -> Any:
        """Whose words are kept: the resident is not named here, so the line stands for them."""
        return self.public_id


class LikeRecords(Kept):
    """Two records of one worker that are nearly the same, and what was found on reading them."""

    class Verdict(models.TextChoices):
        RIGHTLY = "rightly", pgettext_lazy("alike records", "rightly alike")
        COPIED = "copied", pgettext_lazy("alike records", "copied")

    sheet = models.ForeignKey(
        RecordCheck, models.CASCADE, verbose_name=_("check of service records"), related_name="pairs"
    )
    worker = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("worker"), related_name="+")
    first = models.CharField(_("earlier record"), max_length=60)
    second = models.CharField(_("later record"), max_length=60)
    pages = models.JSONField(_("where both are read"), default=list, editable=False)
    likeness = models.DecimalField(pgettext_lazy("alike records", "likeness"), max_digits=4, decimal_places=3)
    verdict = models.CharField(
        pgettext_lazy("alike records", "on reading"), max_length=8, choices=Verdict, blank=True, default=""
    )
    words = models.CharField(pgettext_lazy("alike records", "why"), max_length=500, blank=True, default="")
    read_on = models.DateField(pgettext_lazy("alike records", "read on"), null=True)
    read_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("read by"), null=True, related_name="+"
    )
    rectification = models.ForeignKey(
        "quality.Rectification", models.PROTECT, verbose_name=_("rectification"), null=True, related_name="+"
    )

    unit_lookup = "sheet__unit"
    scope_lookup = "sheet__project__public_id"
    named_with = ("sheet",)

    class Meta:
        verbose_name = _("pair of alike records")
        constraints = [
            models.UniqueConstraint(fields=("sheet", "first", "second"), name="like_records_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≈ {self.second}"

    def label(self) -> str:
        """Called by the check and the earlier record."""
        return f"{self.sheet.label()} {self.first}"
