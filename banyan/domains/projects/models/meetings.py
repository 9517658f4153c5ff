"""Meetings, who was there, what was agreed, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record
from banyan.domains.projects.models.contracts import Project


class Meeting(Record):
    """A meeting of a project, from the invitation to the confirmed minutes (R3.2.7, R9.1.3–R9.1.7)."""

    class Kind(models.TextChoices):
        KICKOFF = "kickoff", _("kick-off meeting")
        WEEKLY = "weekly", _("weekly meeting")
        MONTHLY = "monthly", _("monthly meeting")
        CROSS = "cross", _("cross-department meeting")
        TOPIC = "topic", _("meeting on one topic")
        PURCHASER = "purchaser", _("meeting with the purchaser")
        COUNCIL = "council", _("council meeting")
        OTHER = "other", _("other meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("called")
        HELD = "held", _("held, minutes due")
        WRITTEN = "written", _("minutes to be confirmed")
        CONFIRMED = "confirmed", _("minutes confirmed")
        CANCELLED = "cancelled", _("called off")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="meetings")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    other_kind = models.CharField(_("other kind, in words"), max_length=40, blank=True, default="")
    title = models.CharField(_("subject"), max_length=120)
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    agenda = models.TextField(_("agenda"), blank=True, default="")
    guests = models.CharField(_("guests"), max_length=200, blank=True, default="")
    lead_department = models.ForeignKey(
        "identity.Unit",
        models.PROTECT,
        verbose_name=_("lead department"),
        null=True,
        blank=True,
        related_name="+",
    )
    chair = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("chair"), null=True, blank=True, related_name="+"
    )
    chair_reason = models.CharField(
        _("why somebody else chairs"), max_length=200, blank=True, default="", editable=False
    )
    progress = models.TextField(_("progress of this week or month"), blank=True, default="")
    problems = models.TextField(_("problems and their analysis"), blank=True, default="")
    plan = models.TextField(_("plan for the next week or month"), blank=True, default="")
    background = models.TextField(_("background of the project"), blank=True, default="")
    goals = models.TextField(_("goals of the project"), blank=True, default="")
    tasks = models.TextField(_("main tasks"), blank=True, default="")
    requirements = models.TextField(_("requirements"), blank=True, default="")
    division = models.TextField(_("division of work"), blank=True, default="")
    decisions = models.TextField(_("discussion and decisions"), blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    recorder = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("minutes taken by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    minutes_due_on = models.DateField(_("minutes due on"), null=True, blank=True, editable=False)
    minutes_on = models.DateField(_("minutes handed in on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    number_pattern = "MT-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("meeting")
        indexes = [models.Index(fields=("project", "held_on")), models.Index(fields=("project", "kind"))]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="meeting_number_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_in_words(self) -> str:
        """The kind, or what the office calls it where the list has no word."""
        return self.other_kind or str(self.get_kind_display())


class Attendee(Kept):
    """One person of a meeting: invited, there or not, and whether the minutes were read."""

    class Answer(models.TextChoices):
        INVITED = "invited", _("invited")
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="attendees")
    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    answer = models.CharField(
        pgettext_lazy("session", "attendance"), max_length=8, choices=Answer, default=Answer.INVITED
    )
    apology = models.CharField(_("reason of the apology"), max_length=200, blank=True, default="")
    read_at = models.DateTimeField(_("minutes read at"), null=True, blank=True)
    briefed_on = models.DateField(_("briefed on"), null=True, blank=True)
    briefed_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("briefed by"),
        null=True,
        blank=True,
        related_name="+",
    )

    unit_lookup = "meeting__unit"
    scope_lookup = "meeting__project__public_id"
    personal_fields = ("apology",)

    class Meta:
        verbose_name = _("person of a meeting")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "person"), name="person_once_in_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_answer_display()}"

    def label(self) -> str:
        """Called by the meeting."""
        return self.meeting.label()


class ActionItem(Record):
    """What a meeting decided that somebody does until a day; it stays on the table until it is closed (R9.1.5)."""

    class State(models.TextChoices):
        OPEN = "open", _("to be done")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("project"), related_name="action_items"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("agreed in"), related_name="action_items"
    )
    what = models.CharField(_("what is to be done"), max_length=200)
    owner = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("who does it"), related_name="+"
    )
    department = models.ForeignKey(
        "identity.Unit",
        models.PROTECT,
        verbose_name=_("lead department"),
        null=True,
        blank=True,
        related_name="+",
    )
    supporting = models.ForeignKey(
        "identity.Unit",
        models.PROTECT,
        verbose_name=_("supporting department"),
        null=True,
        blank=True,
        related_name="+",
    )
    agreed_on = models.DateField(_("agreed on"), editable=False)
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    result = models.TextField(_("result or reason"), blank=True, default="", editable=False)
    closed_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    problem = models.CharField(_("raised as problem"), max_length=40, blank=True, default="", editable=False)
    raised_on = models.DateField(_("raised on"), null=True, blank=True, editable=False)

    number_pattern = "AI-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("action item")
        indexes = [
            models.Index(fields=("project", "state", "due_on")),
            models.Index(fields=("owner", "state")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="action_item_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ItemReview(Kept):
    """What a later meeting heard about an open action item."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="reviews")
    item = models.ForeignKey(
        ActionItem, models.PROTECT, verbose_name=_("action item"), related_name="reviews"
    )
    words = models.CharField(_("how far it is"), max_length=200)

    unit_lookup = "meeting__unit"
    scope_lookup = "meeting__project__public_id"

    class Meta:
        verbose_name = _("review of an action item")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "item"), name="item_once_in_a_meeting"),
        ]

    def __str__(self) -> str:
        return self.words

    def label(self) -> str:
        """Called by the item."""
        return self.item.label()


class Exemption(Record):
    """Why the meeting of a week or month was not held, signed by the director (R3.2.7)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for signature")
        SIGNED = "signed", _("signed")
        RETURNED = "returned", _("sent back")

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("weekly meeting")
        MONTHLY = "monthly", _("monthly meeting")
        CROSS = "cross", _("cross-department meeting")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="exemptions")
    kind = models.CharField(_("meeting not held"), max_length=8, choices=Kind, default=Kind.WEEKLY)
    starts_on = models.DateField(_("week or month of"))
    reason = models.CharField(_("why it is not held"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING, editable=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True, editable=False)

    number_pattern = "MX-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("meeting not held")
        constraints = [
            models.UniqueConstraint(
                fields=("project", "kind", "starts_on"),
                condition=~Q(state="returned"),
                name="exemption_once_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on:%Y-%m-%d}"
