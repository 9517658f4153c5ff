"""Volunteers: who they are, what they agreed to, their insurance and recognition, and the families their skills fit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, Record
from banyan.domains.services.models.people import ServiceUser
from banyan.foundation.chinese import pinyin_key


class Volunteer(Record):
    """Somebody who serves of their own will and without pay. They are not counted as service users."""

    class State(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("volunteer", "on the register")
        LEFT = "left", pgettext_lazy("volunteer", "has left")

    name = models.CharField(_("full name"), max_length=80)
    name_key = models.CharField(_("sorting key"), max_length=200, editable=False, default="", db_index=True)
    national_number = models.CharField(
        pgettext_lazy("volunteer", "nationwide volunteer number"), max_length=40, blank=True, default=""
    )
    sex = models.CharField(_("sex"), max_length=8, choices=ServiceUser.Sex, blank=True, default="")
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    id_number = EncryptedText(_("document number"))
    phone = EncryptedText(_("mobile phone"))
    community = models.CharField(_("community"), max_length=80, blank=True, default="")
    occupation = models.CharField(_("occupation"), max_length=40, blank=True, default="")
    employer = models.CharField(
        pgettext_lazy("volunteer", "employer or school"), max_length=80, blank=True, default=""
    )
    skills = models.CharField(
        pgettext_lazy("volunteer", "skills"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("several with 、 between them"),
    )
    wishes = models.CharField(
        pgettext_lazy("volunteer", "would like to serve in"), max_length=200, blank=True, default=""
    )
    free_at = models.CharField(pgettext_lazy("volunteer", "has time"), max_length=80, blank=True, default="")
    channel = models.CharField(
        pgettext_lazy("volunteer", "came through"), max_length=40, blank=True, default=""
    )
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    agreed_on = models.DateField(pgettext_lazy("volunteer", "informed and agreed on"), null=True, blank=True)
    trained_on = models.DateField(pgettext_lazy("volunteer", "inducted on"), null=True, blank=True)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=pgettext_lazy("volunteer", "won by the project"), null=True,
        blank=True, related_name="+", help_text=_("the contract that counts them as newly registered"),
    )  # fmt: skip
    guardian_name = models.CharField(_("guardian"), max_length=80, blank=True, default="")
    guardian_agreed_on = models.DateField(
        pgettext_lazy("volunteer", "guardian agreed on"), null=True, blank=True
    )
    hours_before = models.DecimalField(
        pgettext_lazy("volunteer", "approved hours before this register"), max_digits=8, decimal_places=2,
        default=Decimal(0), validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    stars = models.PositiveSmallIntegerField(pgettext_lazy("volunteer", "stars"), default=0, editable=False)
    insured_until = models.DateField(pgettext_lazy("volunteer", "insured until"), null=True, editable=False)
    left_on = models.DateField(pgettext_lazy("volunteer", "left on"), null=True, editable=False)
    left_because = models.CharField(
        pgettext_lazy("volunteer", "why they left"), max_length=120, blank=True, default="", editable=False
    )
    thanked_on = models.DateField(pgettext_lazy("volunteer", "thanked on"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.REGISTERED, editable=False
    )

    number_pattern = "V{count:04}"
    personal_fields = (
        "name", "sex", "born_on", "id_number", "phone", "community", "occupation", "employer", "guardian_name",
        "left_because",
    )  # fmt: skip
    silent_fields = (*Record.silent_fields, "name_key")

    class Meta:
        verbose_name = _("volunteer")
        indexes = [models.Index(fields=("unit", "state"), name="volunteer_unit_state")]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="volunteer_number_once"
            ),
            models.CheckConstraint(condition=Q(hours_before__gte=0), name="volunteer_hours_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name or self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = pinyin_key(self.name)[:200]
        super().save(*args, **kwargs)


class VolunteerCover(Kept):
    """The insurance of a volunteer from day to day, under a policy."""

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="covers"
    )
    policy = models.CharField(pgettext_lazy("insurance", "policy"), max_length=80)
    starts_on = models.DateField(pgettext_lazy("insurance", "insured from"))
    ends_on = models.DateField(pgettext_lazy("insurance", "insured until"))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "volunteer__unit"
    named_with = ("volunteer",)

    class Meta:
        verbose_name = _("insurance of a volunteer")
        indexes = [models.Index(fields=("starts_on", "ends_on"), name="volunteer_cover_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=("volunteer", "policy", "starts_on"), name="cover_once_a_policy"),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer.number} {self.policy}"

    def label(self) -> str:
        """Called by the volunteer's number and the first day."""
        return f"{self.volunteer.number}/{self.starts_on:%Y-%m-%d}"

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id


class VolunteerHonour(Kept):
    """A recognition given on a day: stars by approved hours, or a commendation. It is not lost when the table changes."""

    class Kind(models.TextChoices):
        STARS = "stars", pgettext_lazy("honour", "stars")
        COMMENDATION = "commendation", pgettext_lazy("honour", "commendation")
        MATERIAL = "material", pgettext_lazy("honour", "something in kind")
        ADVANCEMENT = "advancement", pgettext_lazy("honour", "advancement to more responsibility")

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="honours"
    )
    kind = models.CharField(
        pgettext_lazy("honour", "kind"), max_length=12, choices=Kind, default=Kind.COMMENDATION
    )
    given_on = models.DateField(pgettext_lazy("honour", "given on"))
    reason = models.CharField(pgettext_lazy("honour", "for what"), max_length=200)
    stars = models.PositiveSmallIntegerField(pgettext_lazy("honour", "stars"), default=0, editable=False)
    hours = models.DecimalField(
        pgettext_lazy("honour", "approved hours on that day"),
        max_digits=8,
        decimal_places=2,
        null=True,
        editable=False,
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "volunteer__unit"
    named_with = ("volunteer",)

    class Meta:
        verbose_name = _("honour of a volunteer")

    def __str__(self) -> str:
        return f"{self.volunteer.number} {self.given_on:%Y-%m-%d}"

    def label(self) -> str:
        """Called by the volunteer's number and the day."""
        return f"{self.volunteer.number}/{self.given_on:%Y-%m-%d}"

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id


class FamilyNeed(Record):
    """What a family could use of somebody's skill, by the kind of housing and of family; matched with a volunteer (W6.5)."""

    class Housing(models.TextChoices):
        OWN = "own", pgettext_lazy("housing", "home of their own")
        RENTED = "rented", pgettext_lazy("housing", "rented room")
        VILLAGE = "village", pgettext_lazy("housing", "village in the city")
        RESETTLED = "resettled", pgettext_lazy("housing", "resettlement or public housing")
        DORMITORY = "dormitory", pgettext_lazy("housing", "dormitory")

    class Family(models.TextChoices):
        ELDER_ALONE = "elder_alone", pgettext_lazy("family", "elder living alone")
        ELDERS = "elders", pgettext_lazy("family", "two elders")
        SINGLE_PARENT = "single_parent", pgettext_lazy("family", "single parent")
        MIGRANT = "migrant", pgettext_lazy("family", "family from elsewhere")
        DISABLED = "disabled", pgettext_lazy("family", "family with a disabled member")
        OTHER = "other", pgettext_lazy("family", "other family")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("family need", "waits for somebody")
        MATCHED = "matched", pgettext_lazy("family need", "matched")
        DONE = "done", pgettext_lazy("family need", "served")
        CLOSED = "closed", pgettext_lazy("family need", "no longer wanted")

    user = models.ForeignKey(ServiceUser, models.PROTECT, verbose_name=_("resident"), related_name="+")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    housing = models.CharField(pgettext_lazy("family need", "housing"), max_length=12, choices=Housing)
    family = models.CharField(pgettext_lazy("family need", "kind of family"), max_length=16, choices=Family)
    skill = models.CharField(pgettext_lazy("family need", "skill wanted"), max_length=40)
    wanted = models.CharField(pgettext_lazy("family need", "what for"), max_length=200)
    asked_on = models.DateField(pgettext_lazy("family need", "asked on"))
    volunteer = models.ForeignKey(
        Volunteer,
        models.PROTECT,
        verbose_name=_("volunteer"),
        null=True,
        editable=False,
        related_name="needs",
    )
    matched_on = models.DateField(pgettext_lazy("family need", "matched on"), null=True, editable=False)
    ended_on = models.DateField(pgettext_lazy("family need", "ended on"), null=True, editable=False)
    outcome = models.CharField(
        pgettext_lazy("family need", "what came of it"),
        max_length=300,
        blank=True,
        default="",
        editable=False,
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "XQ{count:04}"
    scope_lookup = "project__public_id"
    personal_fields = ("housing", "family", "wanted", "outcome")
    named_with = ("user",)

    class Meta:
        verbose_name = _("need of a family")
        indexes = [models.Index(fields=("unit", "state"), name="family_need_state")]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="family_need_number_once"
            ),
            models.CheckConstraint(
                condition=Q(volunteer__isnull=True, matched_on__isnull=True)
                | Q(volunteer__isnull=False, matched_on__isnull=False),
                name="family_need_matched_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.skill}"

    def subject(self) -> UUID:
        """The resident."""
        return self.user.public_id
