"""What a month's payroll came to: heads and sums of one project, and the voucher drawn up from it. No names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record


class Payroll(Record):
    """The payroll of one project's month as it was brought in; who earned what stays in the sheet."""

    class State(models.TextChoices):
        DRAWN_UP = "drawn_up", pgettext_lazy("payroll", "voucher drawn up")
        TAKEN_BACK = "taken_back", pgettext_lazy("payroll", "taken back")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="payrolls"
    )
    month = models.DateField(_("month"))
    heads = models.PositiveIntegerField(_("people on the payroll"))
    gross = models.DecimalField(_("gross pay"), max_digits=14, decimal_places=2)
    deducted = models.DecimalField(
        _("kept back for insurance, fund and tax"), max_digits=14, decimal_places=2
    )
    net = models.DecimalField(_("net pay"), max_digits=14, decimal_places=2)
    employer = models.DecimalField(_("paid by the agency on top"), max_digits=14, decimal_places=2)
    voucher = models.ForeignKey(
        "finance.Voucher", models.SET_NULL, verbose_name=_("voucher"), null=True, editable=False, related_name="payrolls"
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAWN_UP, editable=False)

    number_pattern = "GZ-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("payroll of a month")
        constraints = [
            models.UniqueConstraint(
                fields=("project", "month"), condition=Q(state="drawn_up"), name="payroll_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(net=models.F("gross") - models.F("deducted")), name="payroll_net_is_gross_less_deductions"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number
