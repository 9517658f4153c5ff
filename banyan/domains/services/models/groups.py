"""Groups: planned with all their sessions, recruited, held session by session, evaluated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import SentenceText
from banyan.core.records import Kept, Record
from banyan.domains.services.models.group_reach import SENSITIVE, insiders
from banyan.domains.services.models.people import ServiceUser


class Group(Record):
    """One piece of group work: a plan with its session table, members, sessions and an evaluation."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("plan waiting for signatures")
        APPROVED = "approved", _("plan approved")
        RUNNING = "running", _("sessions running")
        ENDED = "ended", _("sessions over, evaluation due")
        EVALUATION_WAITING = "evaluation_waiting", _("evaluation waiting for signatures")
        ACCEPTED = "accepted", _("evaluation accepted")
        CANCELLED = "cancelled", pgettext_lazy("group", "cancelled")

    class Kind(models.TextChoices):
        GROWTH = "growth", _("growth group")
        SUPPORT = "support", _("support group")
        THERAPEUTIC = "therapeutic", _("therapeutic group")
        EDUCATIONAL = "educational", _("educational group")
        MUTUAL_HELP = "mutual_help", _("mutual-help group")
        INTEREST = "interest", _("interest group")
        SOCIAL_GOAL = "social_goal", _("social-goal group")

    class Openness(models.TextChoices):
        CLOSED = "closed", _("closed: nobody joins after the first session")
        OPEN = "open", _("open: people may join at any session")

    class Confidentiality(models.TextChoices):
        L1 = "L1", _("L1: ordinary")
        L2 = "L2", _("L2: internal")
        L3 = "L3", _("L3: sensitive")

    title = models.CharField(pgettext_lazy("group work", "name of the group"), max_length=120)
    kind = models.CharField(_("kind of group"), max_length=12, choices=Kind)
    openness = models.CharField(_("closed or open"), max_length=8, choices=Openness, default=Openness.CLOSED)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    responsible = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("lead worker"),
        null=True,
        blank=True,
        related_name="+",
    )
    co_worker = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("co-worker"),
        null=True,
        blank=True,
        related_name="+",
    )
    theory = models.TextField(_("theory"), blank=True, default="")
    need = models.TextField(_("need and evidence"), blank=True, default="")
    goals = models.TextField(_("goals and how they are measured"), blank=True, default="")
    target_group = models.CharField(_("for whom"), max_length=200, blank=True, default="")
    least_members = models.PositiveSmallIntegerField(_("members at least"), null=True, blank=True)
    most_members = models.PositiveSmallIntegerField(_("members at most"), null=True, blank=True)
    recruitment = models.TextField(_("how members are found"), blank=True, default="")
    recruits_until = models.DateField(_("recruitment ends"), null=True, blank=True)
    screening = models.TextField(_("how members are screened"), blank=True, default="")
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, null=True, blank=True)
    budget_item = models.CharField(_("budget item"), max_length=40, blank=True, default="")
    difficulties = models.TextField(_("difficulties and responses"), blank=True, default="")
    evaluation_design = models.TextField(_("how it will be evaluated"), blank=True, default="")
    instrument = models.CharField(_("instrument of the tests"), max_length=120, blank=True, default="")
    instrument_version = models.CharField(
        _("version of the instrument"), max_length=40, blank=True, default=""
    )
    higher_is_better = models.BooleanField(_("a higher score is better"), default=True)
    ethics = models.TextField(_("ethics"), blank=True, default="")
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=2,
        choices=Confidentiality,
        default=Confidentiality.L2,
        editable=False,
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    plan_approved_at = models.DateTimeField(_("plan approved at"), null=True, blank=True, editable=False)
    counts_for = models.CharField(_("counts for"), max_length=120, blank=True, default="", editable=False)
    first_on = models.DateField(_("first session"), null=True, blank=True, editable=False)
    last_on = models.DateField(_("last session"), null=True, blank=True, editable=False)
    sessions_planned = models.PositiveSmallIntegerField(_("sessions planned"), default=0, editable=False)
    sessions_held = models.PositiveSmallIntegerField(_("sessions held"), default=0, editable=False)
    sessions_counted = models.PositiveSmallIntegerField(_("sessions that count"), default=0, editable=False)
    person_times = models.PositiveIntegerField(_("person-times"), default=0, editable=False)
    persons = models.PositiveIntegerField(_("distinct persons"), default=0, editable=False)

    number_pattern = "GRP-{year}-{count:04}"
    scope_lookup = "project__public_id"
    silent_fields = (
        *Record.silent_fields, "first_on", "last_on", "sessions_planned", "sessions_held", "sessions_counted",
        "person_times", "persons",
    )  # fmt: skip

    class Meta:
        verbose_name = pgettext_lazy("group work", "group")
        indexes = [
            models.Index(fields=("unit", "first_on"), name="group_unit_first"),
            models.Index(fields=("unit", "state"), name="group_unit_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="group_number_once"
            ),
            models.CheckConstraint(
                condition=Q(least_members__isnull=True)
                | Q(most_members__isnull=True)
                | Q(most_members__gte=F("least_members")),
                name="group_most_not_below_least",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_watched(self) -> bool:
        """Each reading of a sensitive group stands in the log of readings, on the screen and on paper."""
        return self.confidentiality == SENSITIVE


class GroupShare(Kept):
    """How much of a group counts for an indicator; the shares of one group sum to 100 percent."""

    group = models.ForeignKey(
        Group, models.CASCADE, verbose_name=pgettext_lazy("group work", "group"), related_name="shares"
    )
    indicator = models.CharField(_("indicator"), max_length=40)
    percent = models.DecimalField(
        _("percent"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(0.01), MaxValueValidator(100)],
    )  # fmt: skip

    unit_lookup = "group__unit"
    scope_lookup = "group__project__public_id"

    class Meta:
        verbose_name = _("share of a group")
        constraints = [
            models.UniqueConstraint(fields=("group", "indicator"), name="group_share_once_an_indicator"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="group_share_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.percent}%"


class GroupSession(Kept):
    """One session: as the plan has it, and as it went. Its marks change through deeds on the session."""

    group = models.ForeignKey(
        Group, models.CASCADE, verbose_name=pgettext_lazy("group work", "group"), related_name="sessions"
    )
    position = models.PositiveSmallIntegerField(_("session no."))
    planned_on = models.DateField(pgettext_lazy("group session", "planned for"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=120)
    goal = models.CharField(_("goal of the session"), max_length=300)
    procedure = models.TextField(_("procedure"))
    materials = models.CharField(_("materials"), max_length=300, blank=True, default="")
    led_by = models.CharField(_("person in charge"), max_length=80, blank=True, default="")
    held_on = models.DateField(_("held on"), null=True, blank=True)
    began_at = models.TimeField(pgettext_lazy("group session", "began"), null=True, blank=True)
    ended_at = models.TimeField(pgettext_lazy("group session", "ended"), null=True, blank=True)
    actual = models.TextField(_("what was done, and why it differs from the plan"), blank=True, default="")
    interaction = models.TextField(_("interaction"), blank=True, default="")
    cohesion = models.TextField(_("roles and cohesion"), blank=True, default="")
    progress = models.TextField(_("progress towards the goals"), blank=True, default="")
    reflection = models.TextField(_("reflection on the worker's skills"), blank=True, default="")
    following = models.TextField(_("for the next session"), blank=True, default="")
    feedback = models.TextField(_("what members said about it"), blank=True, default="")
    adjustment = models.TextField(_("what is changed because of it"), blank=True, default="")
    preparation_minutes = models.PositiveSmallIntegerField(_("preparation, minutes"), null=True, blank=True)
    record_minutes = models.PositiveSmallIntegerField(_("record writing, minutes"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("record entered at"), null=True, editable=False)
    called_off_on = models.DateField(_("called off on"), null=True, editable=False)
    called_off_because = models.CharField(_("why it fell out"), max_length=300, blank=True, default="")
    present = models.PositiveSmallIntegerField(pgettext_lazy("session", "present"), default=0, editable=False)
    absent = models.PositiveSmallIntegerField(pgettext_lazy("session", "absent"), default=0, editable=False)
    last_change = SentenceText(_("last change"), max_length=120, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "group__unit"
    scope_lookup = "group__project__public_id"
    personal_fields = ("interaction", "feedback", "progress")
    named_with = ("group",)

    class Meta:
        verbose_name = pgettext_lazy("group work", "group session")
        indexes = [models.Index(fields=("held_on", "group"), name="session_held_on")]
        constraints = [
            models.UniqueConstraint(fields=("group", "position"), name="session_position_once"),
            models.CheckConstraint(
                condition=Q(began_at__isnull=True) | Q(ended_at__isnull=True) | Q(ended_at__gt=F("began_at")),
                name="session_ended_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group.number or self.group} / {self.position}"

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """By the grade of the group."""
        return insiders(actor, "group")

    def is_watched(self) -> bool:
        """Each reading of a sensitive group stands in the log of readings."""
        return self.group.confidentiality == SENSITIVE

    def label(self) -> str:
        """Called by group and place in the table."""
        return f"{self.group.label()}/{self.position}"


class GroupMember(Kept):
    """Somebody who signed up for a group: screened, agreed, admitted, and perhaps left."""

    class State(models.TextChoices):
        SIGNED_UP = "signed_up", _("signed up")
        ADMITTED = "admitted", _("admitted")
        DECLINED = "declined", _("not admitted")
        LEFT = "left", pgettext_lazy("member", "left")

    group = models.ForeignKey(
        Group, models.PROTECT, verbose_name=pgettext_lazy("group work", "group"), related_name="members"
    )
    user = models.ForeignKey(
        ServiceUser, models.PROTECT, verbose_name=_("service user"), related_name="memberships"
    )
    joined_on = models.DateField(_("signed up on"))
    expectation = models.TextField(_("expectation"), blank=True, default="")
    screened_on = models.DateField(_("screened on"), null=True, editable=False)
    screening = models.TextField(_("result of the screening"), blank=True, default="", editable=False)
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_version = models.CharField(_("version of the text"), max_length=40, blank=True, default="")
    guardian_consent_on = models.DateField(_("guardian's consent given on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SIGNED_UP, editable=False
    )
    left_on = models.DateField(_("left on"), null=True, editable=False)
    left_because = models.CharField(
        _("why they left"), max_length=300, blank=True, default="", editable=False
    )
    case_number = models.CharField(_("follow-up case"), max_length=40, blank=True, default="")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "group__unit"
    scope_lookup = "group__project__public_id"
    personal_fields = ("expectation", "screening", "left_because", "case_number")
    speaks_of = ("case_number",)
    named_with = ("user",)

    class Meta:
        verbose_name = _("group member")
        constraints = [models.UniqueConstraint(fields=("group", "user"), name="member_once_a_group")]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """By the grade of the group."""
        return insiders(actor, "group")

    def is_watched(self) -> bool:
        """Each reading of a sensitive group stands in the log of readings."""
        return self.group.confidentiality == SENSITIVE

    def label(self) -> str:
        """Called by group and resident number, never by name."""
        return f"{self.group.label()}/{self.user.number}"

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.user.public_id
