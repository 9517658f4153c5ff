"""Working hours: the day sheet, the contract's conversions, and the standard hours of an indicator."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.identity.actor import Actor
from banyan.core.records import Kept, Record

MINUTES_A_DAY = 1440


class Category(models.TextChoices):
    """What working time goes into; the first seven are direct work."""

    INTERVIEW = "interview", pgettext_lazy("working hours", "interview or home visit")
    PHONE = "phone", pgettext_lazy("working hours", "phone contact")
    SESSION = "session", pgettext_lazy("working hours", "group session")
    ACTIVITY = "activity", pgettext_lazy("working hours", "activity")
    VISIT = "visit", pgettext_lazy("working hours", "visit on the roster")
    CONSULTATION = "consultation", pgettext_lazy("working hours", "consultation")
    DAY_CARE = "day_care", pgettext_lazy("working hours", "after-school class")
    PREPARATION = "preparation", pgettext_lazy("working hours", "preparation")
    RECORDS = "records", pgettext_lazy("working hours", "writing records")
    CONTACT = "contact", pgettext_lazy("working hours", "contact with others")
    SUPERVISION = "supervision", pgettext_lazy("working hours", "supervision received")
    TRAINING = "training", pgettext_lazy("working hours", "training")
    MEETING = "meeting", pgettext_lazy("working hours", "meetings")
    ADMINISTRATION = "administration", pgettext_lazy("working hours", "administration")


class TaskSource(models.TextChoices):
    """Where a piece of work came from (P1.11)."""

    CONTRACT = "contract", pgettext_lazy("source of a task", "contract")
    EXTRA = "extra", pgettext_lazy("source of a task", "extra wish of the purchaser")
    ADMINISTRATIVE = "administrative", pgettext_lazy("source of a task", "administrative work imposed")


class WorkEntry(Record):
    """One line of a worker's day sheet: work that leaves no other record."""

    class State(models.TextChoices):
        KEPT = "kept", pgettext_lazy("day sheet", "written down")
        STRUCK = "struck", pgettext_lazy("day sheet", "struck out")

    worker = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("worker"), related_name="+", editable=False
    )
    done_on = models.DateField(_("day"), db_index=True)
    began_at = models.TimeField(_("from"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        pgettext_lazy("unit of measure", "minutes"),
        validators=[MinValueValidator(1), MaxValueValidator(MINUTES_A_DAY)],
    )
    category = models.CharField(_("kind of work"), max_length=16, choices=Category)
    task = models.CharField(
        _("source of the task"), max_length=16, choices=TaskSource, default=TaskSource.CONTRACT
    )
    asked_by = models.CharField(_("who asked for it"), max_length=120, blank=True, default="")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    matter = models.CharField(_("what was done"), max_length=200)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.KEPT, editable=False)

    class Meta:
        verbose_name = _("line of a day sheet")
        indexes = [models.Index(fields=("worker", "done_on")), models.Index(fields=("unit", "done_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MINUTES_A_DAY), name="work_entry_within_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.matter

    def label(self) -> str:
        """Called by its day; a worker is never named in the trail."""
        return f"{self.done_on:%Y-%m-%d}/{str(self.public_id)[-6:]}"

    @classmethod
    def narrow(cls, actor: Actor, verb: str) -> Q:
        """One's own sheets, and those of the units whose hours one looks after."""
        theirs = sorted(actor.unit_ids(cls.permission("review")))
        return Q(worker_id=actor.person_id or 0) | Q(unit_id__in=theirs)


class HourConversion(Record):
    """How the minutes of one kind of work count by a contract (or by everybody) from a day on."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    category = models.CharField(_("kind of work"), max_length=16, choices=Category)
    valid_from = models.DateField(_("valid from"), db_index=True)
    basis = models.CharField(_("basis"), max_length=200)
    factor = models.DecimalField(_("minutes count so many times"), max_digits=5, decimal_places=2, default=1)
    factor_beside = models.DecimalField(
        _("for a co-worker so many times"), max_digits=5, decimal_places=2, default=1
    )
    travel_most = models.PositiveSmallIntegerField(_("way counts up to (minutes)"), default=0)
    record_minutes = models.PositiveSmallIntegerField(_("for the record (minutes)"), default=0)
    least = models.PositiveSmallIntegerField(_("at least (minutes)"), default=0)
    most = models.PositiveSmallIntegerField(_("at most (minutes)"), null=True, blank=True)
    fixed = models.PositiveSmallIntegerField(_("whatever it took (minutes)"), null=True, blank=True)
    event = models.PositiveSmallIntegerField(_("an event for all its workers (minutes)"), null=True, blank=True)  # fmt: skip
    large_above = models.PositiveSmallIntegerField(_("large above so many people"), null=True, blank=True)
    large_event = models.PositiveSmallIntegerField(_("a large event (minutes)"), null=True, blank=True)
    share_most = models.DecimalField(
        _("at most so many percent of the month"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip

    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("conversion of hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(factor__gte=0, factor_beside__gte=0), name="hour_conversion_not_negative"
            ),
            models.UniqueConstraint(
                fields=("unit", "project", "category", "valid_from"), name="hour_conversion_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.valid_from:%Y-%m-%d}"

    def label(self) -> str:
        """Called by category and first day."""
        return f"{self.category}/{self.valid_from:%Y-%m-%d}"


class StandardHours(Kept):
    """The hours that one unit of an indicator takes as a rule, so that targets tell how many workers they need."""

    indicator = models.OneToOneField(
        "projects.Indicator", models.CASCADE, verbose_name=_("indicator"), related_name="+"
    )
    hours = models.DecimalField(
        _("standard hours of one"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)]
    )
    basis = models.CharField(_("basis"), max_length=200)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "indicator__unit"
    scope_lookup = "indicator__project__public_id"
    named_with = ("indicator",)

    class Meta:
        verbose_name = _("standard hours")
        constraints = [models.CheckConstraint(condition=Q(hours__gte=0), name="standard_hours_not_negative")]

    def __str__(self) -> str:
        return f"{self.indicator.number} {self.hours}"

    def label(self) -> str:
        """Called by the indicator."""
        return str(self.indicator.number)
