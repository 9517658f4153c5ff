"""Projects, the contracts behind them, and what was agreed about time and money."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record
from banyan.foundation.refusal import Refused, noop


class Project(Record):
    """Work taken on for a purchaser. The rules of the house apply whatever its type (R1.2.1)."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("preparing")
        RUNNING = "running", _("running")
        SUMMING_UP = "summing_up", _("summing up")
        CLOSED = "closed", _("closed")

    name = models.CharField(_("project name"), max_length=120)
    type = models.CharField(_("type"), max_length=40)
    lead = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("project lead"),
        null=True,
        blank=True,
        related_name="+",
    )
    purchaser = models.CharField(_("purchaser"), max_length=120)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True, default="")
    registered_until = models.DateField(_("registration of the agency ends on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING, editable=False)
    frozen_through = models.DateField(_("frozen through"), null=True, blank=True, editable=False)

    number_pattern = "PRJ-{year}-{count:03}"
    scope_lookup = "public_id"

    class Meta:
        verbose_name = _("project")
        constraints = [
            models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="project_number_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Contract(Record):
    """What was signed with the purchaser: years, money, posts, and how long papers may come in."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="contracts")
    starts_on = models.DateField(_("contract begins on"))
    ends_on = models.DateField(_("contract ends on"))
    amount = models.DecimalField(_("amount of the contract"), max_digits=14, decimal_places=2)
    places = models.PositiveSmallIntegerField(_("contracted places"), null=True, blank=True)
    evidence_until = models.DateField(_("last day for late evidence"), null=True, blank=True)

    scope_lookup = "project__public_id"
    #: What the form says of instalments while a contract is entered, such as 55/40/5.
    percentages: str = ""

    class Meta:
        verbose_name = _("contract")
        constraints = [
            models.UniqueConstraint(fields=("project", "number"), name="contract_number_once_in_project"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="contract_amount_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number


class Instalment(Kept):
    """One part of the contract's money: its percentage, its amount, when it is due and when it came."""

    contract = models.ForeignKey(
        Contract, models.CASCADE, verbose_name=_("contract"), related_name="instalments"
    )
    position = models.PositiveSmallIntegerField(_("instalment"))
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "contract__unit"
    scope_lookup = "contract__project__public_id"

    class Meta:
        verbose_name = _("instalment")
        constraints = [
            models.UniqueConstraint(fields=("contract", "position"), name="instalment_once"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="instalment_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract} {self.position}"

    @property
    def number(self) -> str:
        """Called by contract and position."""
        return self.label()

    def label(self) -> str:
        """Called by contract and position."""
        return f"{self.contract.number}/{self.position}"

    def must_be(self, version: int | None) -> None:
        """Refuse when somebody else changed it since ``version`` was read."""
        if version is not None and int(version) != self.version:
            raise Refused({"": noop("Somebody changed this record while you had it open.")}, code="conflict")


class Milestone(Record):
    """A day that matters to the project: an evaluation, a report, a meeting with the purchaser."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="milestones")
    name = models.CharField(_("milestone"), max_length=40)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True, default="")

    number_pattern = "MS-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("milestone")
        indexes = [models.Index(fields=("project", "due_on"))]

    def __str__(self) -> str:
        return self.name
