"""Rectifications: one list of what is to be mended, whoever found it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class SourceKind(models.TextChoices):
    """Who or what found the fault. All feed one list (R4.4.1)."""

    CONTROL = "control", _("control of the rulebook")
    INSPECTION = "inspection", _("half-yearly inspection")
    MONITORING = "monitoring", _("monitoring")
    EVALUATION = "evaluation", _("evaluation of the project")
    AUDIT = "audit", _("audit")
    COMPLAINT = "complaint", _("complaint")
    PROBLEM = "problem", _("problem")
    MEETING = "meeting", _("meeting")
    REPORT = "report", _("report of a breach")
    RECORDS = "records", _("check of service records")


class Rectification(Record):
    """A fault on its way to being mended: finding, cause, measure, owner, date, and whether it helped (R4.4.3)."""

    class State(models.TextChoices):
        OPEN = "open", _("found, cause wanted")
        ANALYSED = "analysed", _("cause known, measure wanted")
        PLANNED = "planned", _("measure under way")
        DONE = "done", _("done, effect not yet verified")
        EFFECTIVE = "effective", _("effective")
        INEFFECTIVE = "ineffective", _("not effective, next round opened")
        VOID = "void", _("void")

    UNDER_WAY = (State.OPEN, State.ANALYSED, State.PLANNED, State.DONE)

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    source_kind = models.CharField(_("found by"), max_length=12, choices=SourceKind)
    source_model = models.CharField(_("kind of the source"), max_length=80, blank=True, default="")
    source_id = models.UUIDField(_("source"), null=True, blank=True, editable=False)
    source_number = models.CharField(_("number of the source"), max_length=60, blank=True, default="")
    clause = models.CharField(_("clause"), max_length=12, blank=True, default="")
    finding = models.TextField(_("finding"))
    found_on = models.DateField(_("found on"), null=True, editable=False)
    cause = models.TextField(_("cause"), blank=True, default="")
    analysed_on = models.DateField(_("cause found on"), null=True, editable=False)
    measure = models.TextField(_("measure"), blank=True, default="")
    owner = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("responsible for the measure"),
        null=True,
        blank=True,
        related_name="+",
    )
    planned_on = models.DateField(_("measure settled on"), null=True, editable=False)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    outcome = models.TextField(_("what was done"), blank=True, default="")
    done_on = models.DateField(_("reported done on"), null=True, editable=False)
    done_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("reported done by"),
        null=True,
        editable=False,
        related_name="+",
    )
    effect = models.TextField(_("effect of the measure"), blank=True, default="")
    verified_on = models.DateField(_("verified on"), null=True, editable=False)
    verifier = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("verified by"),
        null=True,
        editable=False,
        related_name="+",
    )
    waits_until = models.DateField(_("next step until"), null=True, editable=False, db_index=True)
    occurrence = models.PositiveSmallIntegerField(_("time that it occurs"), default=1, editable=False)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("round before"),
        null=True,
        editable=False,
        related_name="next_rounds",
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN, editable=False)

    number_pattern = "ZG-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("rectification")
        indexes = [
            models.Index(fields=("unit", "state")),
            models.Index(fields=("source_model", "source_id")),
            models.Index(fields=("project", "clause")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="rectification_number_once"
            ),
            models.CheckConstraint(
                condition=Q(verifier__isnull=True) | Q(owner__isnull=True) | ~Q(verifier=F("owner")),
                name="rectification_not_verified_by_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.finding[:60]


class FollowUp(Kept):
    """A look at how far a measure has come (R4.4.3)."""

    rectification = models.ForeignKey(
        Rectification, models.CASCADE, verbose_name=_("rectification"), related_name="follow_ups"
    )
    on = models.DateField(_("day"))
    by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("looked at by"), null=True, related_name="+"
    )
    words = models.TextField(_("how far it has come"))

    unit_lookup = "rectification__unit"
    scope_lookup = "rectification__project__public_id"

    class Meta:
        verbose_name = _("follow-up")

    def __str__(self) -> str:
        return self.words[:60]

    def label(self) -> str:
        """Called by the rectification."""
        return self.rectification.label()


class Extension(Kept):
    """A later due date, why, and who agreed to it."""

    rectification = models.ForeignKey(
        Rectification, models.CASCADE, verbose_name=_("rectification"), related_name="extensions"
    )
    on = models.DateField(_("extended on"))
    before = models.DateField(_("was to be done by"))
    until = models.DateField(_("is to be done by"))
    reason = models.TextField(_("reason"))
    agreed_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("agreed by"), related_name="+"
    )

    unit_lookup = "rectification__unit"
    scope_lookup = "rectification__project__public_id"

    class Meta:
        verbose_name = _("extension")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("before")), name="extension_is_later"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.until}"

    def label(self) -> str:
        """Called by the rectification."""
        return self.rectification.label()
