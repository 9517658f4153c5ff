"""Problems and conflicts on their way up: who must answer by when, and what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record
from banyan.domains.projects.models.contracts import Project


class Problem(Record):
    """Something that stands in the way of the work. Whoever does not answer in time loses it to the next above (R9.3.1)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DECIDED = "decided", _("decided")
        CLOSED = "closed", pgettext_lazy("problem", "closed")

    class Stage(models.TextChoices):
        PARTIES = "parties", _("the parties")
        DEPARTMENT = "department", _("department head")
        LEAD = "lead", _("project lead")
        COMMITTEE = "committee", _("project management committee")

    class Kind(models.TextChoices):
        CONFLICT = "conflict", _("conflict between people")
        DELIVERY = "delivery", _("work behind plan or quality")
        RESOURCE = "resource", _("people, money or material missing")
        ACTION = "action", _("action item not done")
        OTHER = "other", _("other")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="problems")
    title = models.CharField(_("problem"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DELIVERY)
    facts = models.TextField(_("what happened"))
    parties = models.CharField(_("parties"), max_length=200, blank=True, default="")
    owner = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("settled first by"), related_name="+"
    )
    raised_on = models.DateField(_("raised on"), null=True, editable=False)
    raised_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("raised by"),
        null=True,
        editable=False,
        related_name="+",
    )
    source_model = models.CharField(
        _("kind of record"), max_length=60, blank=True, default="", editable=False
    )
    source_public_id = models.UUIDField(_("record"), null=True, editable=False)
    source_number = models.CharField(_("comes from"), max_length=40, blank=True, default="", editable=False)
    stage = models.CharField(
        _("now with"), max_length=10, choices=Stage, default=Stage.PARTIES, editable=False
    )
    holder = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("to be answered by"),
        null=True,
        editable=False,
        related_name="+",
    )
    answer_by = models.DateField(_("answer due on"), null=True, editable=False, db_index=True)
    cause = models.TextField(_("cause"), blank=True, default="", editable=False)
    decision = models.TextField(pgettext_lazy("problem", "decision"), blank=True, default="", editable=False)
    decided_on = models.DateField(_("day of the decision"), null=True, editable=False)
    decided_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("decided by"),
        null=True,
        editable=False,
        related_name="+",
    )
    carried_out_by = models.DateField(_("to be carried out by"), null=True, editable=False)
    result = models.TextField(_("what came of it"), blank=True, default="", editable=False)
    closed_on = models.DateField(pgettext_lazy("matter", "closed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    number_pattern = "PB-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("problem")
        indexes = [models.Index(fields=("project", "state", "raised_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | (Q(decided_on__isnull=False) & ~Q(decision="") & ~Q(cause="")),
                name="problem_decided_with_cause",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProblemStep(Kept):
    """A problem with one person or body: since when, until when, and what was answered."""

    problem = models.ForeignKey(Problem, models.CASCADE, verbose_name=_("problem"), related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    stage = models.CharField(_("with"), max_length=10, choices=Problem.Stage)
    holder = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("to be answered by"), null=True, related_name="+"
    )
    since = models.DateField(_("since"))
    answer_by = models.DateField(_("answer due on"))
    answer = models.TextField(_("answer"), blank=True, default="")
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("answered by"), null=True, related_name="+"
    )
    passed_by_clock = models.BooleanField(_("passed on because nobody answered in time"), default=False)

    unit_lookup = "problem__unit"
    scope_lookup = "problem__project__public_id"

    class Meta:
        verbose_name = _("station of a problem")
        ordering = ("problem_id", "position")
        constraints = [
            models.UniqueConstraint(fields=("problem", "position"), name="problem_step_once"),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("since")), name="problem_step_due_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.position}"

    def label(self) -> str:
        """Called by the problem and its place on the way up."""
        return f"{self.problem.number}/{self.position}"
