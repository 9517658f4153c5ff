"""Money handed out before it is spent, and what became of it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.identity.actor import Actor
from banyan.core.records import Record
from banyan.domains.finance.models.budgets import BudgetLine

MONEY = {"max_digits": 14, "decimal_places": 2}


class Advance(Record):
    """Money that somebody takes along for a purpose; it is settled by claims and the rest given back."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("advance", "draft")
        WAITING = "waiting", _("advance waiting for signatures")
        APPROVED = "approved", _("advance approved, to be handed out")
        PAID = "paid", _("handed out, to be settled")
        SETTLED = "settled", pgettext_lazy("advance", "settled")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    holder = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("taken by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, verbose_name=_("budget item"), related_name="+"
    )
    amount = models.DecimalField(_("amount"), **MONEY)
    reason = models.CharField(pgettext_lazy("advance", "reason"), max_length=200)
    business = models.CharField(_("activity or case"), max_length=40, blank=True, default="")
    needed_on = models.DateField(_("needed on"))
    due_on = models.DateField(_("to be settled by"), null=True, editable=False)
    settled = models.DecimalField(_("settled by claims"), **MONEY, default=0, editable=False)
    returned = models.DecimalField(_("given back"), **MONEY, default=0, editable=False)
    head_office_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("agreed at headquarters by"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    signed_hash = models.CharField(
        _("hash of what was signed"), max_length=64, blank=True, default="", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "JK-{year}-{count:04}"
    scope_lookup = "project__public_id"
    silent_fields = (*Record.silent_fields, "signed_hash")

    class Meta:
        verbose_name = _("advance")
        constraints = [
            models.UniqueConstraint(fields=("unit", "number"), condition=~Q(number=""), name="advance_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="advance_above_zero"),
            models.CheckConstraint(
                condition=Q(settled__gte=0, returned__gte=0, amount__gte=F("settled") + F("returned")),
                name="advance_never_over_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "paid", "settled")) | Q(head_office_by__isnull=False),
                name="advance_agreed_at_headquarters",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reason

    @classmethod
    def narrow(cls, actor: Actor, verb: str) -> Q:
        """Everybody reads what they took; all of a unit only who oversees its claims."""
        overseen = sorted(actor.unit_ids("finance.claim.oversee"))
        return Q(holder_id=actor.person_id) | Q(unit_id__in=overseen)

    @property
    def open(self) -> Decimal:
        """What is still to be settled or given back, in yuan."""
        return self.amount - self.settled - self.returned
