"""Money that left: payments, each once, and the runs in which the cashier pays many."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record
from banyan.domains.finance.models.advances import MONEY, Advance
from banyan.domains.finance.models.books import Voucher
from banyan.domains.finance.models.claims import Claim


class PaymentRun(Record):
    """Claims that the cashier pays in one go: the list for the bank, then the word that the bank has done it."""

    class State(models.TextChoices):
        OPEN = "open", _("being put together")
        ORDERED = "ordered", _("handed to the bank")
        DONE = "done", _("done by the bank")

    note = models.CharField(_("note"), max_length=120, blank=True, default="")
    file_hash = models.CharField(
        _("fingerprint of the bank file"), max_length=64, blank=True, default="", editable=False
    )
    total = models.DecimalField(_("amount"), **MONEY, default=0, editable=False)
    ordered_at = models.DateTimeField(_("handed to the bank at"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "FKPC-{year}-{count:04}"

    class Meta:
        verbose_name = _("payment run")

    def __str__(self) -> str:
        return self.number


class RunLine(models.Model):
    """A claim on a payment run; it stands on one run at a time."""

    run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="lines")
    claim = models.OneToOneField(Claim, models.CASCADE, related_name="run_line")

    class Meta:
        verbose_name = _("line of a payment run")

    def __str__(self) -> str:
        return str(self.claim_id)


class Payment(Record):
    """Money paid for one claim or one advance. What was paid stands; a mistake is put right by a counter-entry."""

    class Way(models.TextChoices):
        BANK = "bank", _("bank transfer")
        CASH = "cash", _("cash")

    class State(models.TextChoices):
        PAID = "paid", pgettext_lazy("payment", "paid")
        REVERSED = "reversed", _("put right by a counter-entry")
        COUNTER = "counter", _("counter-entry")

    claim = models.ForeignKey(
        Claim, models.PROTECT, verbose_name=_("claim"), null=True, blank=True, related_name="payments"
    )
    advance = models.ForeignKey(
        Advance, models.PROTECT, verbose_name=_("advance"), null=True, blank=True, related_name="payments"
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), editable=False, related_name="+"
    )
    run = models.ForeignKey(
        PaymentRun,
        models.PROTECT,
        verbose_name=_("payment run"),
        null=True,
        blank=True,
        related_name="payments",
    )
    payee = models.CharField(_("paid to"), max_length=80, blank=True, default="")
    amount = models.DecimalField(_("paid out"), **MONEY)
    cleared = models.DecimalField(_("set against the advance"), **MONEY, default=0, editable=False)
    way = models.CharField(_("paid by"), max_length=4, choices=Way, default=Way.BANK)
    bank_reference = models.CharField(_("number of the bank"), max_length=40, blank=True, default="")
    paid_on = models.DateField(_("paid on"))
    paid_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("cashier"),
        null=True,
        editable=False,
        related_name="+",
    )
    control = models.CharField(
        _("compensating control"), max_length=120, blank=True, default="", editable=False
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("counter-entry to"), null=True, editable=False, related_name="reversal"
    )  # fmt: skip
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, verbose_name=_("voucher"), null=True, editable=False, related_name="payment"
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PAID, editable=False)

    number_pattern = "PAY-{year}-{count:05}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("payment")
        indexes = [models.Index(fields=("project", "paid_on"))]
        constraints = [
            models.UniqueConstraint(fields=("unit", "number"), condition=~Q(number=""), name="payment_number_once"),
            models.UniqueConstraint(fields=("claim",), condition=Q(state="paid"), name="payment_of_a_claim_once"),
            models.UniqueConstraint(
                fields=("advance",), condition=Q(state="paid", amount__gt=0), name="payment_of_an_advance_once"
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, advance__isnull=True) | Q(claim__isnull=True, advance__isnull=False),
                name="payment_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="counter", reverses__isnull=False, amount__lte=0, cleared__lte=0)
                | Q(~Q(state="counter"), reverses__isnull=True, cleared__gte=0),
                name="payment_or_counter_entry",
            ),
            models.CheckConstraint(condition=~Q(amount=0 - F("cleared")), name="payment_moves_something"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number
