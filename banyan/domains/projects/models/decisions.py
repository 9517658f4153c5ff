"""Decisions: what was asked, which ways there were, who was heard, what was chosen, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept
from banyan.domains.projects.models.parts import ProjectPart, somebody


class Decision(ProjectPart):
    """A choice that binds others. At the level of the centre people are heard first (P3.6, P3.7)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        FINAL = "final", _("decided")
        REVIEWED = "reviewed", _("reviewed")

    class Level(models.TextChoices):
        CENTRE = "centre", _("centre")
        DEPARTMENT = "department", _("department")

    level = models.CharField(_("level of the decision"), max_length=10, choices=Level, default=Level.CENTRE)
    title = models.CharField(_("decision on"), max_length=120)
    situation = models.TextField(_("situation and problem"))
    facts = models.TextField(_("facts gathered"))
    criteria = models.TextField(_("criteria"))
    raised_on = models.DateField(_("raised on"), null=True, editable=False)
    reason = models.TextField(_("why this way"), blank=True, default="", editable=False)
    decided_on = models.DateField(_("day of the decision"), null=True, editable=False)
    decided_by = somebody(_("decided by"), null=True, editable=False)
    due_on = models.DateField(_("carried out by the day"), null=True, editable=False)
    review_on = models.DateField(_("to be reviewed on"), null=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, default="", editable=False)
    reviewed_on = models.DateField(_("reviewed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "JD-{year}-{count:03}"

    class Meta:
        verbose_name = pgettext_lazy("project", "decision")
        indexes = [models.Index(fields=("project", "state"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(decided_on__isnull=False, due_on__isnull=False, review_on__isnull=False),
                name="decision_final_with_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Alternative(Kept):
    """One way that could be gone, and what it would bring."""

    decision = models.ForeignKey(
        Decision,
        models.CASCADE,
        verbose_name=pgettext_lazy("project", "decision"),
        related_name="alternatives",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    way = models.CharField(_("alternative"), max_length=200)
    effects = models.TextField(_("expected effects"))
    chosen = models.BooleanField(_("chosen"), default=False)

    unit_lookup = "decision__unit"
    scope_lookup = "decision__project__public_id"

    class Meta:
        verbose_name = _("alternative")
        ordering = ("decision_id", "position")
        constraints = [
            models.UniqueConstraint(fields=("decision", "position"), name="alternative_once"),
            models.UniqueConstraint(
                fields=("decision",), condition=Q(chosen=True), name="one_alternative_chosen"
            ),
        ]

    def __str__(self) -> str:
        return self.way


class Hearing(Kept):
    """Somebody was heard before the decision, and said this."""

    decision = models.ForeignKey(
        Decision, models.CASCADE, verbose_name=pgettext_lazy("project", "decision"), related_name="hearings"
    )
    heard = somebody(_("person heard"))
    heard_on = models.DateField(_("heard on"))
    opinion = models.TextField(_("opinion"))

    unit_lookup = "decision__unit"
    scope_lookup = "decision__project__public_id"

    class Meta:
        verbose_name = _("hearing")
        constraints = [models.UniqueConstraint(fields=("decision", "heard"), name="heard_once")]

    def __str__(self) -> str:
        return f"{self.decision} {self.heard_on}"
