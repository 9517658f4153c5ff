"""Reports of breaches: sealed, read by few, and whoever reports is protected (R10.1.2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText, KeyedHash
from banyan.core.records import Kept, Record


class BreachReport(Record):
    """What somebody reports. Only its readers open it, never whom it names, and each opening is written down."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        INQUIRY = "inquiry", _("being looked into")
        CLOSED = "closed", pgettext_lazy("report of a breach", "closed")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        UNFOUNDED = "unfounded", _("unfounded")
        UNPROVABLE = "unprovable", _("could not be proved")

    clause = models.CharField(_("clause"), max_length=12, blank=True, default="")
    matter = EncryptedText(_("what is reported"))
    reporter = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("reporter"),
        null=True,
        editable=False,
        related_name="+",
    )
    code = EncryptedText(_("code of the receipt"), editable=False)
    code_hash = KeyedHash("code")
    received_on = models.DateField(
        pgettext_lazy("report of a breach", "received on"), null=True, editable=False
    )
    inquiry = EncryptedText(_("what was looked into"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True, default="")
    answer = models.TextField(_("answer to the reporter"), blank=True, default="")
    closed_on = models.DateField(pgettext_lazy("matter", "closed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED, editable=False)

    number_pattern = "JB-{year}-{count:04}"
    personal_fields = ("matter", "inquiry")
    silent_fields = (*Record.silent_fields, "reporter", "code", "code_hash")

    class Meta:
        verbose_name = _("report of a breach")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="breach_report_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Its readers alone; whom it names is locked out, whatever their rights."""
        parties = BreachParty.objects.filter(person_id=actor.person_id or 0)
        readable = parties.filter(role=BreachParty.Role.READER).values("report")
        return Q(pk__in=readable) & ~Q(pk__in=parties.filter(role=BreachParty.Role.NAMED).values("report"))


class BreachParty(Kept):
    """Who may read a report, and who is named in it."""

    class Role(models.TextChoices):
        READER = "reader", _("reader of the report")
        NAMED = "named", _("named in the report")

    report = models.ForeignKey(
        BreachReport, models.CASCADE, verbose_name=_("report of a breach"), related_name="parties"
    )
    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    role = models.CharField(_("role"), max_length=8, choices=Role)

    unit_lookup = "report__unit"

    class Meta:
        verbose_name = _("party of a report")
        constraints = [models.UniqueConstraint(fields=("report", "person"), name="party_once_a_report")]

    def __str__(self) -> str:
        return self.role

    def label(self) -> str:
        """Called by the report; nobody is named."""
        return self.report.label()

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """As the report itself."""
        readable = BreachReport.objects.filter(BreachReport.narrow(actor, verb))
        return Q(report__in=readable.values("pk"))


class ProtectionCheck(Kept):
    """A look at whether the reporter came to harm, months after the report was closed."""

    report = models.ForeignKey(
        BreachReport, models.CASCADE, verbose_name=_("report of a breach"), related_name="protection_checks"
    )
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("looked at on"), null=True, editable=False)
    words = EncryptedText(_("what was seen"))

    unit_lookup = "report__unit"
    personal_fields = ("words",)

    class Meta:
        verbose_name = _("look at the reporter's protection")
        ordering = ("due_on",)

    def __str__(self) -> str:
        return str(self.due_on)

    def label(self) -> str:
        """Called by the report."""
        return self.report.label()

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """As the report itself."""
        readable = BreachReport.objects.filter(BreachReport.narrow(actor, verb))
        return Q(report__in=readable.values("pk"))
