"""Weekly and monthly papers, reports upward and to the purchaser, and what the team shares."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record
from banyan.domains.projects.models.contracts import Project
from banyan.domains.projects.models.meetings import Meeting
from banyan.domains.projects.rules.reports import delay, in_hours_and_minutes


class Paper(Record):
    """Summary of one week or month and plan of the next, one paper for both (P3.3, P3.4)."""

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("weekly paper")
        MONTHLY = "monthly", _("monthly paper")

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("handed in, to be read")
        READ = "read", _("read and signed")
        EXPLAINED = "explained", _("not written, explained")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="papers")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.WEEKLY)
    person = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("own paper of"),
        null=True,
        blank=True,
        related_name="+",
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), editable=False)
    month = models.DateField(_("month it belongs to"), editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    summary = models.TextField(_("summary of the period"), blank=True, default="")
    problems = models.TextField(_("problems and what is asked of the superior"), blank=True, default="")
    author = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True, editable=False)
    submitted_on = models.DateField(_("handed in on"), null=True, blank=True, editable=False)
    late_days = models.PositiveSmallIntegerField(_("days late"), default=0, editable=False)
    explanation = models.CharField(
        _("why it is missing"), max_length=300, blank=True, default="", editable=False
    )
    read_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("read by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True, editable=False)
    remark = models.TextField(_("remark of the superior"), blank=True, default="", editable=False)

    number_pattern = "WP-{year}-{count:05}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("weekly or monthly paper")
        indexes = [models.Index(fields=("project", "kind", "starts_on"))]
        constraints = [
            models.UniqueConstraint(
                fields=("project", "unit", "kind", "starts_on"),
                condition=Q(person__isnull=True),
                name="paper_of_a_department_once",
            ),
            models.UniqueConstraint(
                fields=("project", "person", "kind", "starts_on"),
                condition=Q(person__isnull=False),
                name="paper_of_a_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit} {self.starts_on:%Y-%m-%d}"


class PlanItem(Kept):
    """One line of the plan in a paper; the paper after it says what became of it."""

    class State(models.TextChoices):
        OPEN = "open", _("not ticked off")
        DONE = "done", _("done")
        CARRIED = "carried", _("carried over")
        DROPPED = "dropped", _("dropped")

    paper = models.ForeignKey(
        Paper, models.CASCADE, verbose_name=_("belongs to the paper"), related_name="items"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    what = models.CharField(_("what is planned"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    source = models.CharField(_("where it comes from"), max_length=60, blank=True, default="")
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("carried over from"), null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(_("what became of it"), max_length=200, blank=True, default="")

    unit_lookup = "paper__unit"
    scope_lookup = "paper__project__public_id"

    class Meta:
        verbose_name = _("line of a plan")
        ordering = ("paper_id", "position", "id")

    def __str__(self) -> str:
        return self.what

    def label(self) -> str:
        """Called by the paper."""
        return self.paper.label()


class Report(Record):
    """What the project reports: the month with its indicators, or a major incident at once (R3.2.8, R9.2.1)."""

    class Kind(models.TextChoices):
        MONTHLY = "monthly", _("monthly report")
        INCIDENT = "incident", _("major incident")

    class Addressee(models.TextChoices):
        SUPERIOR = "superior", _("headquarters")
        PURCHASER = "purchaser", _("purchaser")

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SENT = "sent", _("sent")
        RECEIVED = "received", _("received")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="reports")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.MONTHLY)
    addressee = models.CharField(
        _("reported to"), max_length=10, choices=Addressee, default=Addressee.SUPERIOR
    )
    title = models.CharField(_("subject"), max_length=120)
    month = models.DateField(_("month"), null=True, blank=True)
    happened_at = models.DateTimeField(_("when it happened"), null=True, blank=True)
    words = models.TextField(_("what is reported"))
    measures = models.TextField(_("what was done, what is asked for"), blank=True, default="")
    due_at = models.DateTimeField(_("due at"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True, editable=False)
    received_by = models.CharField(_("received by"), max_length=60, blank=True, default="", editable=False)
    indicators = models.JSONField(_("indicators on that day"), default=list, blank=True, editable=False)

    number_pattern = "RP-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("report")
        indexes = [models.Index(fields=("project", "kind", "month"))]
        constraints = [
            models.UniqueConstraint(
                fields=("project", "addressee", "month"),
                condition=Q(kind="monthly"),
                name="monthly_report_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="monthly", month__isnull=False)
                | Q(kind="incident", happened_at__isnull=False),
                name="report_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def delay_in_words(self) -> str:
        """Hours and minutes from the event to the report; empty for monthly reports and what was not sent."""
        if self.kind != self.Kind.INCIDENT or self.happened_at is None or self.sent_at is None:
            return ""
        return in_hours_and_minutes(delay(self.happened_at, self.sent_at))


class Post(Record):
    """What somebody shares with the team: progress, a difficulty, a lesson (R3.2.4, R9.1.2)."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress")
        DIFFICULTY = "difficulty", _("difficulty")
        LESSON = "lesson", _("lesson learnt")

    class Grade(models.TextChoices):
        TEAM = "team", _("for the whole team")
        DEPARTMENT = "department", _("for the own department only")

    class State(models.TextChoices):
        OPEN = "open", _("shared, open to answers")
        SOLVED = "solved", _("answered")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="posts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    grade = models.CharField(_("who may read it"), max_length=10, choices=Grade, default=Grade.TEAM)
    title = models.CharField(_("subject"), max_length=120)
    words = models.TextField(_("what is shared"))
    author = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("shared by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    department = models.ForeignKey(
        "identity.Unit",
        models.PROTECT,
        verbose_name=_("department"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("meeting"), null=True, blank=True, related_name="+"
    )
    shared_on = models.DateField(_("shared on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    solution = models.TextField(_("answer"), blank=True, default="", editable=False)
    solved_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    solved_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    number_pattern = "NT-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("shared note")
        indexes = [models.Index(fields=("project", "kind", "shared_on"))]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def narrow(cls, actor: object, verb: str) -> Q:
        """What is graded for a department is read there, by its writer and by whoever leads the centre."""
        from banyan.domains.projects.rules.sharing import LEADING_ROLES

        roles = getattr(actor, "roles", frozenset())
        if LEADING_ROLES & roles:
            return Q()
        person = getattr(actor, "person", None)
        own = Q(author_id=person.pk) | Q(department_id=person.unit_id) if person else Q(pk__in=[])
        return Q(grade=cls.Grade.TEAM) | own
