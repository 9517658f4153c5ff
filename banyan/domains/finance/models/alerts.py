"""What the project lead is told about the money they answer for (R2.2.10)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Record


class OverspendAlert(Record):
    """More was spent on an item than its budget has: whom that was told, and what they did about it."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for the lead")
        ANSWERED = "answered", _("answered by the lead")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    item = models.CharField(_("budget item"), max_length=40)
    spent = models.DecimalField(_("spent so far"), max_digits=14, decimal_places=2)
    budget = models.DecimalField(_("budget of the item"), max_digits=14, decimal_places=2)
    told_on = models.DateField(_("told on"))
    told_to = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("lead who was told"), null=True, related_name="+"
    )
    due_on = models.DateField(_("answer of the lead due on"))
    answer = models.TextField(_("cause, and what is done"), blank=True, default="", editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    number_pattern = "CZ-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("overspending told to the lead")
        constraints = [
            models.UniqueConstraint(fields=("project", "item", "budget"), name="overspend_told_once_a_budget")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.spent}/{self.budget}"
