"""What was agreed to come in and to be spent: editions of a project's budget, their lines and their months."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class Budget(Record):
    """One edition of a project's budget. Edition 0 is the tender's, 1 the contract's, the others change it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        TENDER = "tender", _("kept as the tender's")
        EFFECTIVE = "effective", _("in effect")
        SUPERSEDED = "superseded", _("superseded")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="budgets"
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    effective_on = models.DateField(_("effective from"), null=True, blank=True, editable=False)
    basis = models.CharField(_("basis"), max_length=200, blank=True, default="")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "YS-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("budget")
        constraints = [
            models.UniqueConstraint(fields=("project", "edition"), name="budget_edition_once"),
            models.UniqueConstraint(
                fields=("project",), condition=Q(state="effective"), name="budget_one_effective"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.edition}"


class BudgetLine(Kept):
    """One item of a budget: where money comes from, or how much may go where and what for."""

    class Side(models.TextChoices):
        INCOME = "income", _("income")
        EXPENSE = "expense", _("expense")

    budget = models.ForeignKey(Budget, models.CASCADE, verbose_name=_("budget"), related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    side = models.CharField(_("side"), max_length=8, choices=Side)
    code = models.CharField(_("budget item"), max_length=40)
    block = models.CharField(_("block"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    use = models.CharField(_("source or use"), max_length=200, blank=True, default="")
    price = models.DecimalField(_("unit price"), max_digits=14, decimal_places=2, null=True, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("unit of quantity"), max_length=20, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    department = models.CharField(_("department"), max_length=60, blank=True, default="")
    is_restricted = models.BooleanField(_("for one use only"), default=False)
    account = models.CharField(_("account"), max_length=20, blank=True, default="")
    is_year_end = models.BooleanField(_("falls due at the end of the year"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    unit_lookup = "budget__unit"
    scope_lookup = "budget__project__public_id"

    class Meta:
        verbose_name = _("budget item")
        constraints = [
            models.UniqueConstraint(fields=("budget", "code"), name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def label(self) -> str:
        """Called by its item."""
        return self.code


class BudgetPhase(Kept):
    """What of an item is planned for one month."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, verbose_name=_("budget item"), related_name="phases")
    month = models.DateField(_("month"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    unit_lookup = "line__budget__unit"
    scope_lookup = "line__budget__project__public_id"

    class Meta:
        verbose_name = _("month of a budget item")
        constraints = [
            models.UniqueConstraint(fields=("line", "month"), name="budget_phase_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_phase_not_negative"),
        ]
