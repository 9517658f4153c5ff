"""The books: vouchers and their lines. Every line carries contract item, account and cost object at once."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import clock
from banyan.core.records import Kept, Record


def drawn_for(actor: Any, audit: str) -> Q:
    """What of the books an actor may reach who is here as an auditor only; everybody else is not narrowed."""
    if actor.system or actor.roles != {"auditor"}:
        return Q()
    today = clock.today()
    days = {f"{audit}__starts_on__lte": today, f"{audit}__ends_on__gte": today}
    return Q(**{f"{audit}__account": actor.user, f"{audit}__state": "running"}, **days)


class Voucher(Record):
    """A record of debit and credit. Once posted it stands; a mistake is put right by another voucher."""

    class State(models.TextChoices):
        ENTERED = "entered", _("entered")
        POSTED = "posted", _("posted")

    dated = models.DateField(_("day of the voucher"))
    summary = models.CharField(pgettext_lazy("voucher", "summary"), max_length=200, blank=True, default="")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="vouchers"
    )  # fmt: skip
    debit = models.DecimalField(_("debit"), max_digits=14, decimal_places=2, default=0, editable=False)
    credit = models.DecimalField(_("credit"), max_digits=14, decimal_places=2, default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ENTERED, editable=False)
    posted_on = models.DateField(_("entered in the books on"), null=True, editable=False)
    posted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("posted by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    entered_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("entered by"), null=True, editable=False, related_name="+"
    )  # fmt: skip

    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("voucher")
        indexes = [models.Index(fields=("unit", "dated")), models.Index(fields=("project", "dated"))]
        constraints = [
            models.UniqueConstraint(fields=("unit", "number"), condition=~Q(number=""), name="voucher_number_once"),
            models.CheckConstraint(condition=Q(debit=F("credit")), name="voucher_balanced"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """An auditor sees the vouchers that were drawn, between the days of the audit (R5.4.3)."""
        return drawn_for(actor, "audit_samples__audit")


class VoucherLine(Kept):
    """One line: account, contract item, department and activity, fund source and restriction, and who saw it."""

    voucher = models.ForeignKey(Voucher, models.PROTECT, verbose_name=_("voucher"), related_name="lines")
    position = models.PositiveSmallIntegerField(_("line"))
    summary = models.CharField(pgettext_lazy("voucher", "summary"), max_length=200, blank=True, default="")
    account = models.CharField(_("account"), max_length=20)
    account_name = models.CharField(_("name of the account"), max_length=60, blank=True, default="")
    debit = models.DecimalField(_("debit"), max_digits=14, decimal_places=2, default=0)
    credit = models.DecimalField(_("credit"), max_digits=14, decimal_places=2, default=0)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )  # fmt: skip
    department = models.CharField(_("department"), max_length=60, blank=True, default="")
    item = models.CharField(_("budget item"), max_length=40, blank=True, default="")
    source = models.CharField(_("fund source"), max_length=60, blank=True, default="")
    restriction = models.CharField(_("restriction"), max_length=20, blank=True, default="")
    business = models.CharField(_("activity or case"), max_length=40, blank=True, default="")
    incurred_on = models.DateField(_("day of the expense"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True, default="")
    purpose = models.CharField(_("reason"), max_length=200, blank=True, default="")
    handler = models.CharField(_("handled by"), max_length=40, blank=True, default="")
    witness = models.CharField(_("received or witnessed by"), max_length=40, blank=True, default="")
    checker = models.CharField(_("checked by"), max_length=40, blank=True, default="")
    approver = models.CharField(_("approved by"), max_length=40, blank=True, default="")
    invoice_code = models.CharField(_("invoice code"), max_length=20, blank=True, default="")
    invoice_number = models.CharField(_("invoice number"), max_length=24, blank=True, default="")
    supplier = models.CharField(_("supplier"), max_length=80, blank=True, default="")
    attachments = models.PositiveSmallIntegerField(_("attachments"), null=True, blank=True)
    way = models.CharField(_("paid by"), max_length=20, blank=True, default="")
    bank_reference = models.CharField(_("number of the bank"), max_length=40, blank=True, default="")

    unit_lookup = "voucher__unit"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("line of a voucher")
        indexes = [
            models.Index(fields=("project", "item")),
            models.Index(fields=("invoice_number",)),
            models.Index(fields=("account",)),
        ]
        constraints = [
            models.UniqueConstraint(fields=("voucher", "position"), name="voucher_line_once"),
            models.CheckConstraint(
                condition=(Q(debit__gt=0) & Q(credit=0)) | (Q(debit=0) & Q(credit__gt=0)),
                name="voucher_line_one_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher}/{self.position}"

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """The lines of the vouchers that an auditor sees."""
        return drawn_for(actor, "voucher__audit_samples__audit")

    def label(self) -> str:
        """Called by voucher and line."""
        return f"{self.voucher.number}/{self.position}"
