"""What the departments want to spend next month, merged for the station, signed, approved and released (P4.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class MonthlyBudget(Record):
    """The departments' forms of one month as one paper. A late form makes a further round; nothing is typed again."""

    class State(models.TextChoices):
        MERGED = "merged", _("merged")
        WAITING = "waiting", _("with the signers")
        RETURNED = "returned", _("sent back")
        APPROVED = "approved", _("approved by headquarters")
        RELEASED = "released", _("released")
        CLOSED = "closed", _("settled")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="monthly_budgets"
    )
    month = models.DateField(_("month"))
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0, editable=False)
    merged_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("merged by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    merged_on = models.DateField(_("merged on"), null=True, editable=False)
    released_on = models.DateField(_("released on"), null=True, editable=False)
    remark = models.CharField(_("remark"), max_length=200, blank=True, default="", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MERGED, editable=False)

    number_pattern = "YYS-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("monthly budget")
        constraints = [
            models.UniqueConstraint(fields=("project", "month", "round"), name="monthly_budget_round_once"),
            models.CheckConstraint(condition=models.Q(total__gte=0), name="monthly_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.month:%Y-%m}"


class MonthlyForm(Record):
    """What one department wants to spend in a month, line by line. `unit` is the department."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("handed in")
        RETURNED = "returned", _("sent back")
        MERGED = "merged", _("merged")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="monthly_forms"
    )
    month = models.DateField(_("month"))
    due_on = models.DateField(_("due on"), editable=False)
    submitted_on = models.DateField(_("handed in on"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("handed in by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    late_days = models.PositiveSmallIntegerField(_("days late"), default=0, editable=False)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0, editable=False)
    remark = models.CharField(_("remark"), max_length=200, blank=True, default="", editable=False)
    merged_into = models.ForeignKey(
        MonthlyBudget, models.PROTECT, verbose_name=_("monthly budget"), null=True, editable=False, related_name="forms"
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "BMYS-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("department's monthly form")
        constraints = [
            models.UniqueConstraint(fields=("project", "unit", "month"), name="monthly_form_once"),
            models.CheckConstraint(condition=models.Q(total__gte=0), name="monthly_form_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}"


class MonthlyLine(Kept):
    """One wish of a department: on which item, for which activity, how much, until when, and why."""

    form = models.ForeignKey(
        MonthlyForm, models.CASCADE, verbose_name=_("department's monthly form"), related_name="lines"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    item = models.CharField(_("budget item"), max_length=40)
    activity = models.CharField(_("activity or case"), max_length=40, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    needed_on = models.DateField(_("needed on"), null=True, blank=True)
    reason = models.CharField(_("what for and why"), max_length=200)

    unit_lookup = "form__unit"
    scope_lookup = "form__project__public_id"

    class Meta:
        verbose_name = _("line of a monthly form")
        constraints = [
            models.UniqueConstraint(fields=("form", "position"), name="monthly_line_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="monthly_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.amount}"

    def label(self) -> str:
        """Called by its item."""
        return self.item


class MonthSettled(Kept):
    """What became of one item of a released month: released, used, and whether the rest goes on (P4.2)."""

    budget = models.ForeignKey(
        MonthlyBudget, models.PROTECT, verbose_name=_("monthly budget"), related_name="settled"
    )
    item = models.CharField(_("budget item"), max_length=40)
    released = models.DecimalField(_("released"), max_digits=14, decimal_places=2)
    used = models.DecimalField(_("used"), max_digits=14, decimal_places=2)
    carried = models.DecimalField(
        _("carried into the next month"), max_digits=14, decimal_places=2, default=0
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    unit_lookup = "budget__unit"
    scope_lookup = "budget__project__public_id"

    class Meta:
        verbose_name = _("settled item of a month")
        constraints = [
            models.UniqueConstraint(fields=("budget", "item"), name="month_settled_once"),
            models.CheckConstraint(
                condition=models.Q(carried=0) | ~models.Q(reason=""), name="month_carried_with_reason"
            ),
            models.CheckConstraint(condition=models.Q(carried__gte=0), name="month_carried_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.budget} {self.item}"

    def label(self) -> str:
        """Called by its item."""
        return self.item
