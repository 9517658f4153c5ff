"""What was promised and who answers for what: contracted head counts and the responsibility matrix."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record
from banyan.domains.staff.rules import responsibility as rules
from banyan.domains.staff.rules import serving


class ContractedPlaces(Kept):
    """The head count a contract asks of a centre while it runs; the room above names contract and project."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    contract_number = models.CharField(_("contract"), max_length=60)
    project_number = models.CharField(_("project"), max_length=40, blank=True, default="")
    project_id = models.UUIDField(_("project"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("contracted places"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    scope_lookup = "project_id"
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("contracted head count")
        constraints = [
            models.UniqueConstraint(fields=("unit", "contract_number"), name="contracted_places_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="contracted_places_end_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.contract_number

    @property
    def number(self) -> str:
        """Called by the contract."""
        return self.contract_number

    def label(self) -> str:
        """Called by the contract."""
        return self.contract_number

    @staticmethod
    def on(day: date) -> Q:
        """Contracts running on a day."""
        return Q(starts_on__lte=day, ends_on__gte=day)


class ResponsibilityField(Record):
    """A field somebody has to answer for: a target group, a need or a service line of a centre (P1.4)."""

    class Kind(models.TextChoices):
        TARGET_GROUP = "target_group", _("target group")
        NEED = "need", _("need")
        SERVICE_LINE = "service_line", _("service line")

    class Service(models.TextChoices):
        CASE = serving.Service.CASE.value, pgettext_lazy("kind of service", "casework")
        GROUP = serving.Service.GROUP.value, pgettext_lazy("kind of service", "group work")
        ACTIVITY = serving.Service.ACTIVITY.value, pgettext_lazy("kind of service", "activities")
        VISIT = serving.Service.VISIT.value, pgettext_lazy("kind of service", "visits on the roster")
        DAY_CLASS = serving.Service.DAY_CLASS.value, pgettext_lazy("kind of service", "after-school class")
        VOLUNTEERS = (
            serving.Service.VOLUNTEERS.value,
            pgettext_lazy("kind of service", "volunteers at activities"),
        )

    class Sex(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    name = models.CharField(_("field of responsibility"), max_length=60)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.TARGET_GROUP)
    needed = models.BooleanField(_("needed"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    served_kind = models.CharField(
        pgettext_lazy("field of responsibility", "belongs here: kind of service"), max_length=10, choices=Service, blank=True,
        default="",
    )  # fmt: skip
    sex = models.CharField(
        pgettext_lazy("field of responsibility", "belongs here: sex"), max_length=8, choices=Sex, blank=True, default=""
    )  # fmt: skip
    age_from = models.PositiveSmallIntegerField(
        pgettext_lazy("field of responsibility", "belongs here: age from"), null=True, blank=True
    )
    age_to = models.PositiveSmallIntegerField(
        pgettext_lazy("field of responsibility", "belongs here: age up to"), null=True, blank=True
    )
    marks = models.CharField(
        pgettext_lazy("field of responsibility", "belongs here: one of the groups in difficulty"),
        max_length=200, blank=True, default="", help_text=_("Several with 、 between them; one of them is enough."),
    )  # fmt: skip
    words = models.CharField(
        pgettext_lazy("field of responsibility", "belongs here: one of these words in title, need or target group"),
        max_length=200, blank=True, default="", help_text=_("Several with 、 between them; one of them is enough."),
    )  # fmt: skip

    number_pattern = "RF-{count:03}"

    class Meta:
        verbose_name = _("field of responsibility")
        constraints = [
            models.UniqueConstraint(fields=("unit", "name"), name="responsibility_field_once_in_unit"),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="responsibility_field_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def belonging(self) -> tuple[serving.Belonging, bool]:
        """Which records of service belong here, and whether only the name lets us suppose it."""
        marks, words = serving.list_of(self.marks), serving.list_of(self.words)
        said = serving.Belonging(self.served_kind, self.sex, self.age_from, self.age_to, marks, words)
        return serving.own_or_supposed(said, self.name)

    @classmethod
    def permission(cls, verb: str) -> str:
        """The fields are the heads of the matrix: who may do something with the matrix may do it with them."""
        return Responsibility.permission(verb)


class Responsibility(Record):
    """A department leads or supports a field between two dates; `unit` is the department."""

    class Part(models.TextChoices):
        LEAD = rules.LEAD, _("leads")
        SUPPORT = rules.SUPPORT, _("supports")

    field = models.ForeignKey(
        ResponsibilityField,
        models.PROTECT,
        verbose_name=_("field of responsibility"),
        related_name="responsibilities",
    )
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.LEAD)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    number_pattern = "RM-{count:04}"

    class Meta:
        verbose_name = _("responsibility")
        constraints = [
            models.UniqueConstraint(fields=("unit", "field", "starts_on"), name="responsibility_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="responsibility_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.field}"

    @staticmethod
    def on(day: date) -> Q:
        """Responsibilities in force on a day."""
        return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
