"""A case, the people who work on it, and those who broke the glass to read it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, Record
from banyan.domains.services.models.cases.reach import readable
from banyan.domains.services.rules.cases.secrecy import LOGGED


class Case(Record):
    """One person's or family's case, from the inquiry to the last follow-up. Its stage follows from its file."""

    class State(models.TextChoices):
        INQUIRY = "inquiry", pgettext_lazy("case", "inquiry")
        POTENTIAL = "potential", pgettext_lazy("case", "to be considered")
        DECLINED = "declined", pgettext_lazy("case", "not accepted")
        REFERRED = "referred", pgettext_lazy("case", "referred")
        INTAKE = "intake", pgettext_lazy("case", "accepted")
        ASSESSMENT = "assessment", pgettext_lazy("case", "assessed")
        PLAN = "plan", pgettext_lazy("case", "planned")
        AGREEMENT = "agreement", pgettext_lazy("case", "agreed")
        INTERVENTION = "intervention", pgettext_lazy("case", "in intervention")
        REVIEW = "review", pgettext_lazy("case", "reviewed")
        EVALUATION = "evaluation", pgettext_lazy("case", "evaluated")
        CLOSED = "closed", pgettext_lazy("case", "closed")
        FOLLOW_UP = "follow_up", pgettext_lazy("case", "closed, followed up")

    class Grade(models.TextChoices):
        A = "A", _("A: crisis or priority")
        B = "B", _("B: planned change")
        C = "C", _("C: support")
        V = "V", _("V: regular visits")

    class Confidentiality(models.TextChoices):
        L1 = "L1", _("L1: ordinary")
        L2 = "L2", _("L2: internal")
        L3 = "L3", _("L3: sensitive")
        L4 = "L4", _("L4: strictly secret")

    class Crisis(models.TextChoices):
        NONE = "none", pgettext_lazy("crisis", "none")
        BLUE = "blue", pgettext_lazy("crisis", "blue")
        YELLOW = "yellow", pgettext_lazy("crisis", "yellow")
        ORANGE = "orange", pgettext_lazy("crisis", "orange")
        RED = "red", pgettext_lazy("crisis", "red")

    client = models.ForeignKey(
        "services.ServiceUser",
        models.PROTECT,
        verbose_name=_("client"),
        null=True,
        blank=True,
        related_name="cases",
    )
    caller = EncryptedText(_("who asks, where nobody is registered yet"))
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    grade = models.CharField(_("case grade"), max_length=1, choices=Grade, default=Grade.B)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=2, choices=Confidentiality, default=Confidentiality.L2
    )
    key_worker = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("key worker"), null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    crisis = models.CharField(
        _("crisis level"), max_length=6, choices=Crisis, default=Crisis.NONE, editable=False
    )
    crisis_at = models.DateTimeField(_("crisis since"), null=True, editable=False)
    inquired_on = models.DateField(_("inquiry on"))
    considered_on = models.DateField(_("considered since"), null=True, editable=False)
    opened_on = models.DateField(_("accepted on"), null=True, editable=False)
    closed_on = models.DateField(pgettext_lazy("case", "closed on"), null=True, editable=False)
    last_contact_on = models.DateField(_("last contact"), null=True, editable=False)
    reopens = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("reopens"), null=True, blank=True, editable=False,
        related_name="reopened_as",
    )  # fmt: skip
    state = models.CharField(_("stage"), max_length=12, choices=State, default=State.INQUIRY, editable=False)

    number_pattern = "GA-{year}-{count:04}"
    #: A series of its own for files that are opened for the named alone: a gap in the other one would tell of them.
    guarded_pattern = "GAM-{year}-{count:04}"
    scope_lookup = "project__public_id"
    personal_fields = ("caller",)

    class Meta:
        verbose_name = _("case")
        indexes = [
            models.Index(fields=("unit", "state"), name="case_unit_state"),
            models.Index(fields=("project", "opened_on"), name="case_project_opened"),
            models.Index(fields=("key_worker", "state"), name="case_key_worker_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="case_number_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("inquired_on")),
                name="case_closed_after_inquiry",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> str:
        """The milestone reached, as `rules.cases.stages.stage` derives it."""
        return self.state

    @property
    def is_guarded(self) -> bool:
        """Whether each reading of the file is written down (L3 and L4)."""
        return self.confidentiality in LOGGED

    def subject(self) -> UUID:
        """The client, whose key protects the words of the file in the trail."""
        return self.client.public_id if self.client else self.public_id

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """By grade of confidentiality."""
        return readable(actor, verb=verb)

    @classmethod
    def closed(cls) -> Q:
        """L3 and L4: only those named learn of it."""
        return Q(confidentiality__in=LOGGED)

    def is_watched(self) -> bool:
        return self.is_guarded


class OfCase(Kept):
    """Anything in a case file: it is reached exactly where the case is."""

    case = models.ForeignKey(Case, models.CASCADE, verbose_name=_("case"), related_name="%(class)ss")

    unit_lookup = "case__unit"
    scope_lookup = "case__project__public_id"

    class Meta:
        abstract = True

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """As the case itself."""
        return readable(actor, "case", verb)

    @classmethod
    def closed(cls) -> Q:
        """As the case itself."""
        return Q(case__confidentiality__in=LOGGED)

    def is_watched(self) -> bool:
        return self.case.is_guarded

    def label(self) -> str:
        """Called by the number of the case; nobody is named."""
        return self.case.label()

    def subject(self) -> UUID:
        """The client of the case."""
        return self.case.subject()


class NumberedPart(OfCase):
    """A part of a file with a printed number of its own, and a version."""

    number = models.CharField(_("number"), max_length=40, blank=True, default="", db_index=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    named_with = ("case",)

    class Meta:
        abstract = True

    def label(self) -> str:
        """Called by its number; nobody is named."""
        return self.number or self.case.label()


class CaseWorker(OfCase):
    """Somebody's place in the team of a case, or among those named to read it. One is the key worker (P1.7)."""

    class Role(models.TextChoices):
        SOCIAL_WORK = "social_work", pgettext_lazy("case team", "social work")
        LAW = "law", pgettext_lazy("case team", "law")
        PSYCHOLOGY = "psychology", pgettext_lazy("case team", "psychology")
        MEDICINE = "medicine", pgettext_lazy("case team", "medicine")
        SUPERVISION = "supervision", pgettext_lazy("case team", "supervision")
        APPROVAL = "approval", pgettext_lazy("case team", "reads and signs")
        OTHER = "other", pgettext_lazy("case team", "other work")

    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    role = models.CharField(_("part in the case"), max_length=12, choices=Role, default=Role.SOCIAL_WORK)
    is_key = models.BooleanField(_("key worker"), default=False)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("place in a case team")
        indexes = [models.Index(fields=("person", "until"), name="case_worker_person")]
        constraints = [
            models.UniqueConstraint(
                fields=("case",), condition=Q(is_key=True, until=None), name="case_one_key_worker"
            ),
            models.UniqueConstraint(
                fields=("case", "person"), condition=Q(until=None), name="case_worker_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="case_worker_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return self.role

    def held_on(self, day: date) -> bool:
        """Whether the place was held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class CaseAccess(OfCase):
    """Broken glass: somebody not named reads a file for a stated reason and a limited time."""

    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    reason = models.CharField(_("why the glass was broken"), max_length=500)
    opened_at = models.DateTimeField(_("opened at"))
    ends_at = models.DateTimeField(_("open until"))

    class Meta:
        verbose_name = _("broken glass")
        indexes = [models.Index(fields=("person", "ends_at"), name="case_access_person")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="case_access_ends")
        ]

    def __str__(self) -> str:
        return str(self.opened_at)
