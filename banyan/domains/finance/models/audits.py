"""Audits of money: what they cover, which vouchers were drawn, what was asked for, what was found (R5.4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record


class Audit(Record):
    """One audit of a project's money between two days, with three opinions at its end."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("under way")
        CLOSED = "closed", pgettext_lazy("audit", "closed")

    class Kind(models.TextChoices):
        INTERNAL = "internal", _("internal audit")
        YEARLY = "yearly", _("yearly audit of the statements")
        PROJECT = "project", _("audit of the evaluator's accountant")
        DEPARTURE = "departure", _("audit at a departure")
        GOVERNMENT = "government", _("audit of the authorities")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="audits"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INTERNAL)
    auditor = models.CharField(_("auditor"), max_length=80)
    account = models.ForeignKey(
        "identity.User", models.PROTECT, verbose_name=_("sign-in of the auditor"), null=True, blank=True, related_name="+"
    )  # fmt: skip
    starts_on = models.DateField(_("access from"))
    ends_on = models.DateField(_("access until"))
    covers_from = models.DateField(_("vouchers from"))
    covers_to = models.DateField(_("vouchers until"))
    covers_income = models.BooleanField(_("income and expense"), default=True)
    covers_budget = models.BooleanField(_("budget execution"), default=False)
    covers_claims = models.BooleanField(_("reimbursement"), default=False)
    seed = models.PositiveIntegerField(_("seed of the draw"), default=1)
    size = models.PositiveSmallIntegerField(_("vouchers to be drawn"), default=25)
    compliance = models.TextField(_("opinion on compliance"), blank=True, default="", editable=False)
    reasonableness = models.TextField(_("opinion on reasonableness"), blank=True, default="", editable=False)
    benefit = models.TextField(_("opinion on benefit"), blank=True, default="", editable=False)
    closed_on = models.DateField(pgettext_lazy("matter", "closed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)

    number_pattern = "SJ-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("audit of money")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="audit_access_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.auditor}"


class AuditSample(Kept):
    """One voucher that was drawn for an audit."""

    audit = models.ForeignKey(Audit, models.PROTECT, verbose_name=_("audit of money"), related_name="sample")
    voucher = models.ForeignKey(
        "finance.Voucher", models.PROTECT, verbose_name=_("voucher"), related_name="audit_samples"
    )
    position = models.PositiveSmallIntegerField(_("position in the draw"))

    unit_lookup = "audit__unit"
    scope_lookup = "audit__project__public_id"

    class Meta:
        verbose_name = _("drawn voucher")
        constraints = [models.UniqueConstraint(fields=("audit", "voucher"), name="audit_sample_once")]

    def __str__(self) -> str:
        return f"{self.audit} {self.voucher}"


class AuditRequest(Record):
    """A document or an answer that an auditor asked for (R5.4.3)."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked by the auditor")
        DELIVERED = "delivered", _("handed over")

    audit = models.ForeignKey(
        Audit, models.PROTECT, verbose_name=_("audit of money"), related_name="requests"
    )
    what = models.CharField(_("what is asked for"), max_length=200)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("due on"))
    delivered_on = models.DateField(_("handed over on"), null=True, editable=False)
    answer = models.CharField(
        _("what was handed over"), max_length=200, blank=True, default="", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)

    number_pattern = "SJQ-{year}-{count:03}"
    scope_lookup = "audit__project__public_id"

    class Meta:
        verbose_name = _("request of an auditor")

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class AuditFinding(Record):
    """A fault that an audit found; it is put right as a rectification and verified by somebody else (R5.4.4)."""

    audit = models.ForeignKey(
        Audit, models.PROTECT, verbose_name=_("audit of money"), related_name="findings"
    )
    voucher = models.CharField(_("voucher number"), max_length=40, blank=True, default="")
    clause = models.CharField(_("clause"), max_length=12, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, default=0)
    found_on = models.DateField(_("found on"))
    words = models.TextField(_("what was found"))

    number_pattern = "SJF-{year}-{count:03}"
    scope_lookup = "audit__project__public_id"

    class Meta:
        verbose_name = _("finding of an audit")

    def __str__(self) -> str:
        return self.number
