"""The people employed: their contract, what they are qualified for, and the yearly inquiry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText, KeyedHash
from banyan.core.records import Kept, Record
from banyan.domains.staff.rules import qualifications as rules


class Employee(Record):
    """A person's employment with the agency; `unit` is the department."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")

    class Employment(models.TextChoices):
        FULL_TIME = "full_time", _("full-time contract")
        PART_TIME = "part_time", _("part-time contract")
        SERVICE = "service", _("service agreement")
        AGENCY_WORK = "agency_work", _("agency work")
        INTERN = "intern", _("internship")
        EXTERNAL = "external", _("external adviser")

    class State(models.TextChoices):
        PROBATION = "probation", _("on probation")
        IN_SERVICE = "in_service", _("in service")
        ON_LEAVE = "on_leave", _("on long leave")
        LEFT = "left", _("left")

    agency = models.ForeignKey(
        "identity.Unit", models.PROTECT, verbose_name=_("agency"), related_name="+", editable=False
    )
    person = models.OneToOneField(
        "identity.Person", models.PROTECT, verbose_name=_("person"), related_name="employee"
    )
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True, default="")
    born_on = models.DateField(_("born on"), null=True, blank=True)
    id_number = EncryptedText(_("identity number"))
    id_hash = KeyedHash("id_number")
    phone = EncryptedText(_("phone"))
    emergency_contact = EncryptedText(_("emergency contact"))
    emergency_phone = EncryptedText(_("emergency phone"))
    project_name = models.CharField(_("project"), max_length=120, blank=True, default="")
    rank = models.CharField(_("rank of post"), max_length=40, blank=True, default="")
    superior = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("direct superior"), null=True, blank=True, related_name="+"
    )
    employment = models.CharField(_("form of employment"), max_length=12, choices=Employment)
    share = models.DecimalField(_("full-time equivalent"), max_digits=4, decimal_places=2, default=1)
    hired_on = models.DateField(_("hired on"))
    contract_ends_on = models.DateField(_("contract ends on"), null=True, blank=True)
    probation_ends_on = models.DateField(_("probation ends on"), null=True, blank=True)
    left_on = models.DateField(_("last day of service"), null=True, blank=True)
    degree = models.CharField(_("degree"), max_length=20, blank=True, default="")
    major = models.CharField(_("field of study"), max_length=60, blank=True, default="")
    frontline_years = models.PositiveSmallIntegerField(_("years at the front"), null=True, blank=True)
    management_years = models.PositiveSmallIntegerField(_("years in management"), null=True, blank=True)
    social_worker = models.BooleanField(_("social worker"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.IN_SERVICE, editable=False
    )

    number_pattern = "S{count:04}"
    sealed_fields = ("id_number", "phone", "emergency_contact", "emergency_phone")
    personal_fields = ("sex", "born_on", "id_hash", *sealed_fields)
    #: The name under which somebody new is hired, before there is a person behind the employment.
    given_name = ""

    class Meta:
        verbose_name = _("employee")
        indexes = [models.Index(fields=("unit", "hired_on"))]
        constraints = [
            models.UniqueConstraint(
                fields=("agency", "number"), condition=~Q(number=""), name="employee_number_once_in_agency"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0) & Q(share__lte=1), name="employee_share_between_none_and_one"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("hired_on")),
                name="employee_leaves_after_hiring",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def subject(self) -> Any:
        """The words of an employment belong to the person: erasing the person erases them too."""
        return self.person.public_id

    @staticmethod
    def on(day: date) -> Q:
        """Employments that had begun and not ended on a day."""
        return Q(hired_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gte=day))


class Qualification(Kept):
    """A professional certificate as registered: until when, and how many class hours were done for the next time."""

    class Level(models.TextChoices):
        ASSISTANT = rules.ASSISTANT, _("assistant social worker")
        SOCIAL_WORKER = rules.SOCIAL_WORKER, _("certified social worker")
        SENIOR = rules.SENIOR, _("senior social worker")

    employee = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("employee"), related_name="qualifications"
    )
    level = models.CharField(_("level"), max_length=16, choices=Level)
    valid_until = models.DateField(_("registered until"), null=True, blank=True)
    hours = models.DecimalField(
        _("continuing education in this registration (hours)"), max_digits=6, decimal_places=1, default=0
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "employee__unit"
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("qualification")
        constraints = [
            models.UniqueConstraint(fields=("employee", "level", "valid_until"), name="qualification_once"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()

    def label(self) -> str:
        """Called by the employee's number and the level."""
        return f"{self.employee.number}/{self.level}"


class NoCrimeInquiry(Kept):
    """An inquiry that found no record, due at hiring and then every year (Minors Protection Law, art. 62)."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, verbose_name=_("employee"), related_name="inquiries"
    )
    made_on = models.DateField(_("inquiry made on"))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "employee__unit"
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("no-crime inquiry")
        constraints = [models.UniqueConstraint(fields=("employee", "made_on"), name="inquiry_once_a_day")]

    def __str__(self) -> str:
        return f"{self.made_on}"

    def label(self) -> str:
        """Called by the employee's number and the day."""
        return f"{self.employee.number}/{self.made_on:%Y-%m-%d}"
