"""Activities: planned, approved, held, summed up."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record
from banyan.domains.services.rules import festivals


class Activity(Record):
    """One event, or a short series under one plan. It counts once its papers are complete and approved."""

    class Festival(models.TextChoices):
        SPRING = festivals.Festival.SPRING.value, pgettext_lazy("festival", "Spring Festival")
        LANTERNS = festivals.Festival.LANTERNS.value, pgettext_lazy("festival", "Lantern Festival")
        WOMEN = festivals.Festival.WOMEN.value, pgettext_lazy("festival", "Women's Day")
        CHILDREN = festivals.Festival.CHILDREN.value, pgettext_lazy("festival", "Children's Day")
        DRAGON_BOAT = festivals.Festival.DRAGON_BOAT.value, pgettext_lazy("festival", "Dragon Boat Festival")
        MID_AUTUMN = festivals.Festival.MID_AUTUMN.value, pgettext_lazy("festival", "Mid-Autumn Festival")
        NATIONAL = festivals.Festival.NATIONAL.value, pgettext_lazy("festival", "National Day")
        DOUBLE_NINTH = festivals.Festival.DOUBLE_NINTH.value, pgettext_lazy("festival", "Double Ninth")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("plan waiting for signatures")
        APPROVED = "approved", _("plan approved")
        HELD = "held", _("held, summary due")
        SUMMARY_WAITING = "summary_waiting", _("summary waiting for signatures")
        ACCEPTED = "accepted", _("summary accepted")
        CANCELLED = "cancelled", _("cancelled")

    title = models.CharField(_("title"), max_length=120)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    responsible = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        related_name="+",
    )
    team = models.ForeignKey(
        "services.ResidentTeam", models.PROTECT, verbose_name=_("held with the residents' team"), null=True, blank=True,
        related_name="activities",
    )  # fmt: skip
    festival = models.CharField(
        _("for the festival"), max_length=12, choices=Festival, blank=True, default=""
    )
    held_on = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, default="")
    expected = models.PositiveIntegerField(_("expected persons"), null=True, blank=True)
    need = models.TextField(_("need"), blank=True, default="")
    goals = models.TextField(_("goals"), blank=True, default="")
    target_group = models.CharField(_("target group"), max_length=200, blank=True, default="")
    procedure = models.TextField(_("procedure"), blank=True, default="")
    posts = models.TextField(_("staff and volunteer posts"), blank=True, default="")
    publicity = models.TextField(_("publicity"), blank=True, default="")
    materials = models.TextField(_("materials"), blank=True, default="")
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, null=True, blank=True)
    budget_item = models.CharField(_("budget item"), max_length=40, blank=True, default="")
    safety = models.TextField(_("risk and safety plan"), blank=True, default="")
    insurance = models.CharField(_("insurance"), max_length=200, blank=True, default="")
    safety_lead = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("in charge of safety"),
        null=True,
        blank=True,
        related_name="+",
    )
    weather = models.TextField(pgettext_lazy("safety plan", "weather"), blank=True, default="")
    crowd = models.TextField(pgettext_lazy("safety plan", "crowd and ways out"), blank=True, default="")
    children = models.TextField(pgettext_lazy("safety plan", "children"), blank=True, default="")
    food = models.TextField(pgettext_lazy("safety plan", "food"), blank=True, default="")
    first_aid = models.TextField(pgettext_lazy("safety plan", "first aid"), blank=True, default="")
    stop_rule = models.TextField(
        pgettext_lazy("safety plan", "when it is stopped, and by whom"), blank=True, default=""
    )
    safety_notice = models.CharField(_("public-safety notice"), max_length=200, blank=True, default="")
    evaluation = models.TextField(_("evaluation"), blank=True, default="")
    plan_item = models.CharField(_("item of the plan"), max_length=80, blank=True, default="")
    off_plan_reason = models.CharField(_("why it is off plan"), max_length=300, blank=True, default="")
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT, editable=False)
    plan_approved_at = models.DateTimeField(_("plan approved at"), null=True, blank=True, editable=False)
    counts_for = models.CharField(_("counts for"), max_length=120, blank=True, default="", editable=False)
    person_times = models.PositiveIntegerField(_("person-times"), default=0, editable=False)
    persons = models.PositiveIntegerField(_("distinct persons"), default=0, editable=False)
    imported = models.BooleanField(_("came with a sign-in sheet"), default=False, editable=False)

    number_pattern = "ACT-{year}-{count:04}"
    scope_lookup = "project__public_id"
    silent_fields = (*Record.silent_fields, "person_times", "persons")

    class Meta:
        verbose_name = _("activity")
        indexes = [models.Index(fields=("unit", "held_on")), models.Index(fields=("unit", "state"))]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="activity_number_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
                name="activity_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityShare(Kept):
    """How much of an activity counts for an indicator; the shares of one activity sum to 100 percent."""

    activity = models.ForeignKey(Activity, models.CASCADE, verbose_name=_("activity"), related_name="shares")
    indicator = models.CharField(_("indicator"), max_length=40)
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0.01), MaxValueValidator(100)],
    )

    unit_lookup = "activity__unit"
    scope_lookup = "activity__project__public_id"

    class Meta:
        verbose_name = _("share")
        constraints = [
            models.UniqueConstraint(fields=("activity", "indicator"), name="share_once_an_indicator"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="share_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.percent}%"


class Summary(Kept):
    """What became of an activity: as planned, otherwise, and what was learnt."""

    activity = models.OneToOneField(
        Activity, models.CASCADE, verbose_name=_("activity"), related_name="summary"
    )
    process = models.TextField(_("how it went"))
    results = models.TextField(_("goals reached"))
    differences = models.TextField(
        _("why numbers, time or cost differ from the plan"), blank=True, default=""
    )
    experience = models.TextField(_("experience"))
    actual_cost = models.DecimalField(
        _("actual cost"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)

    unit_lookup = "activity__unit"
    scope_lookup = "activity__project__public_id"

    class Meta:
        verbose_name = _("summary")

    def __str__(self) -> str:
        return self.activity.number

    def label(self) -> str:
        """Called by the activity."""
        return self.activity.label()


class Feedback(Kept):
    """What one participant said afterwards, from 1 to 5. Nobody asks who it was."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, verbose_name=_("activity"), related_name="feedback"
    )
    score = models.PositiveSmallIntegerField(
        _("satisfaction"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.TextField(_("in their own words"), blank=True, default="")
    assisted = models.BooleanField(_("somebody helped to fill it in"), default=False)
    given_on = models.DateField(_("given on"))

    unit_lookup = "activity__unit"
    scope_lookup = "activity__project__public_id"
    personal_fields = ("words",)

    class Meta:
        verbose_name = _("feedback")
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="feedback_1_to_5")
        ]

    def __str__(self) -> str:
        return str(self.score)

    def label(self) -> str:
        """Called by the activity."""
        return self.activity.label()
