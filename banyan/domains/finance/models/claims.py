"""What somebody spent and asks back: a claim, its lines, and the invoices that were used for it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.identity.actor import Actor
from banyan.core.records import Kept, Record
from banyan.domains.finance.models.advances import Advance
from banyan.domains.finance.models.budgets import BudgetLine
from banyan.domains.finance.models.grants import EarmarkedFund

MONEY = {"max_digits": 14, "decimal_places": 2}
#: With this right one reads the claims of a unit; everybody else reads those they have a hand in.
OVERSEE = "finance.claim.oversee"


class Claim(Record):
    """Money that somebody spent for the work: time, place, reason, amount, payee (R5.3.2)."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("claim", "draft")
        WAITING = "waiting", _("claim waiting for signatures")
        RETURNED = "returned", _("claim sent back")
        APPROVED = "approved", _("approved, to be paid")
        PAID = "paid", pgettext_lazy("claim", "paid")
        CANCELLED = "cancelled", _("claim taken back for good")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    claimant = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("claimed by"), null=True, editable=False, related_name="+"
    )  # fmt: skip
    happened_on = models.DateField(_("day of the expense"))
    place = models.CharField(_("place"), max_length=80, blank=True, default="")
    reason = models.CharField(pgettext_lazy("claim", "reason"), max_length=200, blank=True, default="")
    payee = models.CharField(_("paid to"), max_length=80, blank=True, default="")
    payee_account = models.CharField(_("account of the payee"), max_length=40, blank=True, default="")
    payee_bank = models.CharField(_("bank of the payee"), max_length=80, blank=True, default="")
    business = models.CharField(_("activity or case"), max_length=40, blank=True, default="")
    witness = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("received or witnessed by"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    witnessed_at = models.DateTimeField(_("receipt checked at"), null=True, editable=False)
    advance = models.ForeignKey(
        Advance, models.PROTECT, verbose_name=_("settles the advance"), null=True, blank=True, related_name="claims"
    )  # fmt: skip
    fund = models.ForeignKey(
        EarmarkedFund, models.PROTECT, verbose_name=_("paid from the fund"), null=True, blank=True, related_name="claims"
    )  # fmt: skip
    explanation = models.CharField(
        _("why it is late or out of the ordinary"), max_length=300, blank=True, default=""
    )
    resolution = models.CharField(_("resolution of the committee"), max_length=80, blank=True, default="")
    amount = models.DecimalField(_("amount claimed"), **MONEY, default=0, editable=False)
    payable = models.DecimalField(_("amount sanctioned"), **MONEY, default=0, editable=False)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    head_office_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("agreed at headquarters by"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    signed_hash = models.CharField(
        _("hash of what was signed"), max_length=64, blank=True, default="", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "RC-{year}-{count:05}"
    scope_lookup = "project__public_id"
    personal_fields = ("payee_account",)
    silent_fields = (*Record.silent_fields, "signed_hash")

    class Meta:
        verbose_name = _("claim")
        indexes = [models.Index(fields=("project", "happened_on")), models.Index(fields=("unit", "state"))]
        constraints = [
            models.UniqueConstraint(fields=("unit", "number"), condition=~Q(number=""), name="claim_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "paid")) | Q(head_office_by__isnull=False, payable__gt=0),
                name="claim_agreed_at_headquarters",
            ),
            models.CheckConstraint(
                condition=Q(head_office_by__isnull=True) | Q(claimant__isnull=True) | ~Q(head_office_by=models.F("claimant")),
                name="claim_not_agreed_by_claimant",
            ),
            models.CheckConstraint(
                condition=Q(payable__gte=0) & Q(payable__lte=models.F("amount")), name="claim_not_above_what_is_claimed"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reason or self.number

    @classmethod
    def narrow(cls, actor: Actor, verb: str) -> Q:
        """Everybody reads what they claimed or witnessed; all of a unit only who oversees its claims."""
        return _readable(actor, "")


def _readable(actor: Actor, place: str) -> Q:
    """What may be read of claims, seen from `place` ("" for the claim itself, "claim__" for its lines)."""
    if actor.system:
        return Q()
    scopes = [right.scope for right in actor.rights_for(OVERSEE) if right.scope is not None]
    return (
        Q(**{f"{place}claimant_id": actor.person_id})
        | Q(**{f"{place}witness_id": actor.person_id})
        | Q(**{f"{place}unit_id__in": sorted(actor.unit_ids(OVERSEE))})
        | Q(**{f"{place}project__public_id__in": scopes})
    )


class ExpenseKind(models.TextChoices):
    """What kind of expense a line is: it decides which papers belong to it."""

    MATERIALS = "materials", _("materials")
    MEALS = "meals", _("meals and refreshments")
    TRANSPORT = "transport", _("transport")
    FEE = "fee", _("lecturer's or expert's fee")
    VOLUNTEERS = "volunteers", _("allowance of volunteers")
    RELIEF = "relief", _("relief in money or kind")
    TRAINING = "training", _("training")
    OTHER = "other", _("other expense")


class ClaimLine(Kept):
    """One line of a claim, under one item of the budget; what of it is sanctioned may be less than what is claimed."""

    claim = models.ForeignKey(Claim, models.CASCADE, verbose_name=_("claim"), related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, verbose_name=_("budget item"), related_name="+"
    )
    kind = models.CharField(
        _("kind of expense"), max_length=12, choices=ExpenseKind, default=ExpenseKind.OTHER
    )
    what = models.CharField(_("what was paid for"), max_length=120, blank=True, default="")
    amount = models.DecimalField(_("amount claimed"), **MONEY)
    sanctioned = models.DecimalField(_("amount sanctioned"), **MONEY, null=True, blank=True)
    cut_reason = models.CharField(_("why less is sanctioned"), max_length=200, blank=True, default="")
    invoice_code = models.CharField(_("invoice code"), max_length=20, blank=True, default="")
    invoice_number = models.CharField(_("invoice number"), max_length=24, blank=True, default="")
    seller = models.CharField(_("supplier"), max_length=80, blank=True, default="")

    unit_lookup = "claim__unit"
    scope_lookup = "claim__project__public_id"

    class Meta:
        verbose_name = _("line of a claim")
        ordering = ("claim_id", "position")
        constraints = [
            models.UniqueConstraint(fields=("claim", "position"), name="claim_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_line_above_zero"),
            models.CheckConstraint(
                condition=Q(sanctioned__isnull=True)
                | Q(sanctioned__gte=0, sanctioned__lte=models.F("amount")),
                name="claim_line_not_above_what_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}/{self.position}"

    @classmethod
    def narrow(cls, actor: Actor, verb: str) -> Q:
        """As its claim."""
        return _readable(actor, "claim__")

    def label(self) -> str:
        """Called by claim and line."""
        return f"{self.claim.label()}/{self.position}"

    @property
    def counted(self) -> Decimal:
        """What of it is to be paid, in yuan."""
        return self.amount if self.sanctioned is None else self.sanctioned

    @property
    def invoice(self) -> str:
        """Code and number as one reads them."""
        return "/".join(filter(None, (self.invoice_code, self.invoice_number)))


class InvoiceUse(models.Model):
    """An invoice is used once in the whole house. Kept as a keyed digest: who is told of it learns nothing else."""

    digest = models.CharField(max_length=64, unique=True)
    line = models.OneToOneField(ClaimLine, models.CASCADE, related_name="invoice_use")

    class Meta:
        verbose_name = _("use of an invoice")

    def __str__(self) -> Any:
        return self.digest[:12]
