"""Risks of a project, how they were rated when, and the categories in which somebody said there is none."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept
from banyan.domains.projects.models.contracts import Project
from banyan.domains.projects.models.parts import ProjectPart, SignedPaper, somebody


class Category(models.TextChoices):
    """Four kinds of risk that are always looked at, and all others (R3.2.9)."""

    POLICY = "policy", _("policy")
    PERSONNEL = "personnel", _("personnel")
    FUNDING = "funding", _("funding")
    USERS = "users", _("service users")
    OTHER = "other", _("other")


class Risk(ProjectPart):
    """Something that may go wrong: how likely, how bad, who watches it, and what is done (R3.2.9)."""

    class State(models.TextChoices):
        OPEN = "open", _("watched")
        CLOSED = "closed", _("over")

    category = models.CharField(_("category"), max_length=10, choices=Category)
    title = models.CharField(_("risk"), max_length=160)
    likelihood = models.PositiveSmallIntegerField(_("likelihood (1–5)"))
    impact = models.PositiveSmallIntegerField(_("impact (1–5)"))
    owner = somebody(_("watched by"))
    response = models.TextField(_("response"))
    identified_on = models.DateField(_("identified on"), null=True, editable=False)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, editable=False)
    closed_on = models.DateField(_("over since"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    number_pattern = "FXD-{year}-{count:03}"

    class Meta:
        verbose_name = _("risk")
        indexes = [models.Index(fields=("project", "state", "category"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="risk_rated_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact


class RiskReview(Kept):
    """A risk as it was seen on a day (R3.2.10)."""

    risk = models.ForeignKey(Risk, models.CASCADE, verbose_name=_("risk"), related_name="reviews")
    reviewed_on = models.DateField(_("reviewed on"))
    reviewed_by = somebody(_("reviewed by"), null=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood (1–5)"))
    impact = models.PositiveSmallIntegerField(_("impact (1–5)"))
    note = models.TextField(_("note"), blank=True, default="")

    unit_lookup = "risk__unit"
    scope_lookup = "risk__project__public_id"

    class Meta:
        verbose_name = _("review of a risk")
        ordering = ("risk_id", "reviewed_on", "id")

    def __str__(self) -> str:
        return f"{self.risk} {self.reviewed_on}"


class NoRisk(Kept):
    """Somebody looked at a category and said that there is no risk in it."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="+")
    category = models.CharField(_("category"), max_length=10, choices=Category)
    said_on = models.DateField(_("said on"))
    said_by = somebody(_("said by"), null=True)
    reason = models.CharField(_("reason"), max_length=300)

    unit_lookup = "project__unit"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("category without risk")
        indexes = [models.Index(fields=("project", "category", "said_on"))]

    def __str__(self) -> str:
        return f"{self.project} {self.category} {self.said_on}"


class RiskTable(SignedPaper):
    """The risks of a project as looked at together on a day and signed."""

    as_of = models.DateField(_("as of"))
    view = models.TextField(_("what was seen as a whole"))

    number_pattern = "FB-{year}-{count:03}"

    class Meta:
        verbose_name = _("risk table")
        constraints = [
            models.UniqueConstraint(fields=("project", "as_of"), name="one_risk_table_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.as_of}"
