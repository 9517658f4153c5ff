"""Months of the books that are closed, and what must be said before they are: causes, measures, analyses, reports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record


class AccountingPeriod(Record):
    """A month of the books of a unit. Stations close before their agency; only from above is it opened again."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", pgettext_lazy("accounting period", "closed")

    starts_on = models.DateField(_("month"))
    ends_on = models.DateField(_("last day"), editable=False)
    closed_on = models.DateField(pgettext_lazy("accounting period", "closed on"), null=True, editable=False)
    closed_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("closed by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    debit = models.DecimalField(_("debit"), max_digits=16, decimal_places=2, default=0, editable=False)
    credit = models.DecimalField(_("credit"), max_digits=16, decimal_places=2, default=0, editable=False)
    vouchers = models.PositiveIntegerField(_("number of vouchers"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    month_fields = ("starts_on",)
    number_pattern = "JZ-{year}-{count:02}"

    class Meta:
        verbose_name = _("month of the books")
        constraints = [
            models.UniqueConstraint(fields=("unit", "starts_on"), name="accounting_period_once"),
            models.CheckConstraint(
                condition=models.Q(debit=models.F("credit")), name="accounting_period_balanced"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.starts_on:%Y-%m}"


class VarianceNote(Record):
    """Why an item of the budget went another way than planned, and what is done about it (R5.2.4)."""

    class Cause(models.TextChoices):
        PRICE = "price", _("price")
        QUANTITY = "quantity", _("quantity")
        TIMING = "timing", _("timing")
        SCOPE = "scope", _("scope of the work")
        ERROR = "error", _("a mistake")
        LATE_INSTALMENT = "late_instalment", _("late instalment")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="variance_notes"
    )
    month = models.DateField(_("month"))
    item = models.CharField(_("budget item"), max_length=40)
    due = models.DecimalField(_("due by then"), max_digits=14, decimal_places=2, editable=False, default=0)
    spent = models.DecimalField(
        _("spent by then"), max_digits=14, decimal_places=2, editable=False, default=0
    )
    cause = models.CharField(_("kind of cause"), max_length=16, choices=Cause)
    words = models.CharField(_("cause"), max_length=300)
    action = models.CharField(_("measure"), max_length=300)
    act_by = models.DateField(_("to be done by"), null=True, blank=True)
    written_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("written by"), null=True, editable=False, related_name="+"
    )  # fmt: skip

    number_pattern = "PC-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("explanation of a deviation")
        constraints = [
            models.UniqueConstraint(fields=("project", "month", "item"), name="variance_note_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.item}"


class ExecutionAnalysis(Record):
    """What the finance team reads out of a quarter's execution (R5.2.3); the figures stay as they were that day."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="execution_analyses"
    )
    quarter = models.CharField(_("quarter"), max_length=7)
    until = models.DateField(_("figures until"), editable=False)
    budget = models.DecimalField(_("budget of the year"), max_digits=14, decimal_places=2, editable=False)
    due = models.DecimalField(_("due by then"), max_digits=14, decimal_places=2, editable=False)
    spent = models.DecimalField(_("spent by then"), max_digits=14, decimal_places=2, editable=False)
    words = models.TextField(_("analysis"))
    measures = models.TextField(_("measures"), blank=True, default="")
    written_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("written by"), null=True, editable=False, related_name="+"
    )  # fmt: skip

    number_pattern = "ZXFX-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("analysis of budget execution")
        constraints = [models.UniqueConstraint(fields=("project", "quarter"), name="execution_analysis_once")]

    def __str__(self) -> str:
        return f"{self.project} {self.quarter}"


class HalfReport(Record):
    """The half-yearly financial report of a station to headquarters, twice in a contract year (P4.3)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("handed in")
        ACCEPTED = "accepted", _("accepted by headquarters")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="half_reports"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), editable=False)
    due_on = models.DateField(_("due on"), editable=False)
    submitted_on = models.DateField(_("handed in on"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("handed in by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    accepted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("accepted by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    notes = models.TextField(_("notes on deviations"), blank=True, default="")
    outlook = models.TextField(_("forecast until the end of the year"), blank=True, default="")
    figures = models.JSONField(_("figures as handed in"), default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "BNB-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("half-yearly financial report")
        constraints = [models.UniqueConstraint(fields=("project", "starts_on"), name="half_report_once")]

    def __str__(self) -> str:
        return f"{self.project} {self.starts_on:%Y-%m-%d}"
