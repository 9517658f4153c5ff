"""Whose money it is: loans between projects, instalments on their way, costs that several projects share (R5.1.3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record


class ProjectLoan(Record):
    """Money of one project that another may use for a while, agreed to beforehand and paid back."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("with the signers")
        AGREED = "agreed", _("agreed")
        REPAID = "repaid", _("paid back")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("lending project"), related_name="+"
    )
    borrower = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("borrowing project"), related_name="+"
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)
    starts_on = models.DateField(_("lent from"))
    repay_by = models.DateField(_("to be paid back by"))
    repaid_on = models.DateField(_("paid back on"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "XMJK-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("loan between projects")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="project_loan_positive"),
            models.CheckConstraint(
                condition=~models.Q(project=models.F("borrower")), name="project_loan_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(repay_by__gte=models.F("starts_on")), name="project_loan_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.project)


class Receivable(Record):
    """An instalment of a contract on its way: its condition, the invoice, the money."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("instalment", "planned")
        MET = "met", _("condition met")
        INVOICED = "invoiced", _("invoiced")
        RECEIVED = "received", _("received")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="receivables"
    )
    name = models.CharField(_("instalment"), max_length=60)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    condition = models.CharField(_("condition of the contract"), max_length=200)
    due_on = models.DateField(_("due on"))
    met_on = models.DateField(_("condition met on"), null=True, blank=True, editable=False)
    proof = models.CharField(
        _("proof of the condition"), max_length=120, blank=True, default="", editable=False
    )
    invoiced_on = models.DateField(_("invoiced on"), null=True, blank=True, editable=False)
    invoice = models.CharField(_("invoice number"), max_length=40, blank=True, default="", editable=False)
    received_on = models.DateField(_("received on"), null=True, blank=True, editable=False)
    voucher = models.CharField(_("voucher number"), max_length=40, blank=True, default="", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)

    number_pattern = "SK-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("instalment on its way")
        constraints = [
            models.UniqueConstraint(fields=("project", "name"), name="receivable_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="receivable_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class AllocationBasis(Record):
    """By what a shared cost is divided among projects, from a day on, as it was decided in writing."""

    class Kind(models.TextChoices):
        HOURS = "hours", _("hours of work")
        HEADS = "heads", _("heads")
        AREA = "area", _("floor space")

    name = models.CharField(_("shared cost"), max_length=80)
    kind = models.CharField(_("divided by"), max_length=8, choices=Kind)
    valid_from = models.DateField(_("valid from"))
    basis = models.CharField(_("basis"), max_length=200)

    number_pattern = "FT-{year}-{count:03}"

    class Meta:
        verbose_name = _("basis of allocation")
        constraints = [
            models.UniqueConstraint(fields=("unit", "name", "valid_from"), name="allocation_basis_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from:%Y-%m-%d}"


class AllocationShare(Kept):
    """The weight of one project in a basis: its hours, heads or square metres."""

    basis = models.ForeignKey(
        AllocationBasis, models.CASCADE, verbose_name=_("basis of allocation"), related_name="shares"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    weight = models.DecimalField(_("weight"), max_digits=12, decimal_places=2)

    unit_lookup = "basis__unit"

    class Meta:
        verbose_name = _("share of a basis")
        constraints = [
            models.UniqueConstraint(fields=("basis", "project"), name="allocation_share_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="allocation_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.project}"
