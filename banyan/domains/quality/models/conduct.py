"""Rewards and sanctions, the appraisal of teams, the quality work of a year, measures of relief."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record

_RATINGS = (("excellent", _("excellent")), ("good", _("good")), ("fair", _("fair")), ("poor", _("poor")))


class TeamAppraisal(Record):
    """How a project's team did, apart from the appraisal of persons (R2.2.4)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DECIDED = "decided", _("decided")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    rating = models.CharField(_("rating of the team"), max_length=10, choices=_RATINGS)
    strengths = models.TextField(_("what went well"))
    improvements = models.TextField(_("what is to become better"))
    resolution = models.CharField(_("resolution"), max_length=60, blank=True, default="")
    decided_on = models.DateField(pgettext_lazy("conduct", "decided on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "TK-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("appraisal of a team")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="team_appraisal_number_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="team_appraisal_span"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class ConductDecision(Record):
    """A reward or a sanction: facts, evidence, both the doer and the manager, hearing, resolution, appeal (R10.1.3)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DECIDED = "decided", _("decided")
        APPEALED = "appealed", _("appealed against")
        FINAL = "final", _("final")

    class Kind(models.TextChoices):
        REWARD = "reward", _("reward")
        SANCTION = "sanction", _("sanction")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        EASED = "eased", _("made milder")
        LIFTED = "lifted", _("lifted")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    person = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("whom it concerns"), related_name="+"
    )
    grade = models.CharField(_("grade"), max_length=40)
    facts = models.TextField(_("facts"))
    clause = models.CharField(_("clause"), max_length=12, blank=True, default="")
    appraisal = models.ForeignKey(
        TeamAppraisal,
        models.PROTECT,
        verbose_name=_("appraisal of a team"),
        null=True,
        blank=True,
        related_name="decisions",
    )
    manager = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("manager considered"),
        null=True,
        blank=True,
        related_name="+",
    )
    manager_words = models.TextField(_("what falls to the manager"), blank=True, default="")
    heard_on = models.DateField(_("hearing held on"), null=True, editable=False)
    hearing = models.TextField(_("what the person said"), blank=True, default="")
    resolution = models.CharField(_("resolution"), max_length=60, blank=True, default="")
    decided_on = models.DateField(pgettext_lazy("conduct", "decided on"), null=True, editable=False)
    decided_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        related_name="+",
    )
    appeal_until = models.DateField(_("appeal until"), null=True, editable=False)
    appeal = models.TextField(_("appeal"), blank=True, default="")
    appealed_on = models.DateField(_("appealed on"), null=True, editable=False)
    outcome = models.CharField(
        _("outcome of the appeal"), max_length=8, choices=Outcome, blank=True, default=""
    )
    outcome_words = models.TextField(_("reasons of the outcome"), blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "JCJD-{year}-{count:03}"
    personal_fields = ("facts", "hearing", "appeal", "manager_words", "outcome_words")

    class Meta:
        verbose_name = _("reward or sanction")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="conduct_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.grade

    def subject(self) -> Any:
        """The person whom it concerns."""
        return self.person.public_id


class QualityYear(Record):
    """The quality work of a year: figures, what was learnt, who is commended (R4.4.4)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DECIDED = "decided", _("decided")

    year = models.PositiveSmallIntegerField(_("year"))
    opened = models.PositiveIntegerField(_("rectifications opened"), default=0, editable=False)
    effective = models.PositiveIntegerField(_("of these effective"), default=0, editable=False)
    ineffective = models.PositiveIntegerField(_("of these not effective"), default=0, editable=False)
    again = models.PositiveIntegerField(_("of these occurring again"), default=0, editable=False)
    learnt = models.TextField(_("what was learnt"))
    commended = models.TextField(_("who is commended and for what"))
    decided_on = models.DateField(pgettext_lazy("conduct", "decided on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "ZJ-{year}-{count:03}"

    class Meta:
        verbose_name = _("quality work of a year")
        constraints = [
            models.UniqueConstraint(fields=("unit", "year"), name="quality_year_once"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Relief(Record):
    """A measure that takes weight off the team, with a figure before and after (P2.5)."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        ASSESSED = "assessed", _("assessed")

    class Kind(models.TextChoices):
        INCENTIVE = "incentive", _("incentive of the team")
        RESIDENTS = "residents", _("residents take part")
        VOLUNTEERS = "volunteers", _("project of volunteers")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("measure"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    measured = models.CharField(_("what is measured"), max_length=80)
    before_value = models.DecimalField(_("before"), max_digits=12, decimal_places=2)
    before_on = models.DateField(_("measured before on"))
    after_value = models.DecimalField(_("after"), max_digits=12, decimal_places=2, null=True, editable=False)
    after_on = models.DateField(_("measured after on"), null=True, editable=False)
    conclusion = models.TextField(_("what came of it"), blank=True, default="")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING, editable=False)

    number_pattern = "JF-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("measure of relief")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="relief_number_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="relief_span"),
        ]

    def __str__(self) -> str:
        return self.title
