"""What the bank says: accounts and the lines of their statements."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record


class BankAccount(Record):
    """An account whose statements come in: a project's own, or the one that a unit uses for everything."""

    name = models.CharField(_("name"), max_length=80)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    account = models.CharField(_("account in the books"), max_length=20, default="1002")

    number_pattern = "BANK-{count:02}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("bank account")
        constraints = [
            models.UniqueConstraint(fields=("unit", "project", "account"), name="bank_account_once"),
            models.UniqueConstraint(
                fields=("unit", "account"), condition=models.Q(project=None), name="bank_account_of_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankLine(Kept):
    """One line of a statement; `amount` in yuan is positive when money came in."""

    account = models.ForeignKey(
        BankAccount, models.PROTECT, verbose_name=_("bank account"), related_name="lines"
    )
    day = models.DateField(_("day"))
    position = models.PositiveIntegerField(_("position"), editable=False)
    reference = models.CharField(_("number of the bank"), max_length=40)
    summary = models.CharField(pgettext_lazy("voucher", "summary"), max_length=200, blank=True, default="")
    counterpart = models.CharField(_("other side"), max_length=80, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    balance = models.DecimalField(_("balance"), max_digits=14, decimal_places=2, null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "account__unit"
    scope_lookup = "account__project__public_id"

    class Meta:
        verbose_name = _("line of a statement")
        indexes = [models.Index(fields=("account", "day", "position"))]
        constraints = [
            models.UniqueConstraint(fields=("account", "reference"), name="bank_line_once"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="bank_line_moves_money"),
        ]

    def __str__(self) -> str:
        return self.reference

    def label(self) -> str:
        """Called by the bank's own number."""
        return self.reference
