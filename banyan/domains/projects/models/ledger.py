"""The ledger: evidence as it was handed in, what each unit of it is worth now, and what was booked in which month."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.pointing import without_closed
from banyan.core.records import Kept
from banyan.domains.projects.models.contracts import Project
from banyan.domains.projects.models.indicators import Indicator
from banyan.domains.projects.models.sources import closed_sources
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.judging import Standing
from banyan.domains.projects.rules.limits import why
from banyan.domains.projects.rules.reasons import Reason
from banyan.foundation.refusal import Sentence


class Evidence(Kept):
    """One record of a room above and one kind of work it proves, with the facts that counting rules ask for.

    A case is opened and closed, an activity gathers people, volunteers' hours and opinions: each kind stands for itself.
    """

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="evidence")
    source_model = models.CharField(_("kind of record"), max_length=60)
    source_public_id = models.UUIDField(_("record"))
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=120, blank=True, default="")
    kind = models.CharField(_("kind of work"), max_length=20)
    happened_on = models.DateField(_("day"))
    facts = models.JSONField(_("facts"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    withdrawn = models.BooleanField(_("taken back"), default=False)

    unit_lookup = "project__unit"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("evidence")
        indexes = [models.Index(fields=("project", "happened_on"))]
        constraints = [
            models.UniqueConstraint(
                fields=("project", "source_model", "source_public_id", "kind"),
                name="evidence_once_in_project",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Of a closed record only those learn who are let through to it; the figures have it all the same."""
        return without_closed(actor, "source_model", "source_public_id", closed_sources())

    def label(self) -> str:
        """Called by the number of the record it stands for."""
        return self.number


class LedgerLine(Kept):
    """One unit of one record under one indicator: what it is worth now, and why.

    `standing` is the record's own; `state` is what remains after the limit on repeated persons.
    """

    class State(models.TextChoices):
        COUNTED = "counted", _("counted")
        PENDING = "pending", _("recorded, not yet counted")
        NOT_COUNTED = "not_counted", _("not counted")
        REPEATED = "repeated", _("counted already")
        WITHDRAWN = "withdrawn", _("withdrawn")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="+")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("contract indicator"), related_name="lines"
    )
    evidence = models.ForeignKey(Evidence, models.PROTECT, verbose_name=_("evidence"), related_name="lines")
    unit_key = models.CharField(_("who is counted"), max_length=80, blank=True, default="")
    part = models.CharField(_("line of the record"), max_length=80, blank=True, default="")
    happened_on = models.DateField(_("day"), db_index=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=4)
    base = models.DecimalField(_("out of"), max_digits=12, decimal_places=4, default=0)
    standing = models.CharField(_("standing"), max_length=12, choices=State)
    state = models.CharField(_("state"), max_length=12, choices=State)
    reason_code = models.CharField(_("reason"), max_length=40, blank=True, default="")
    reason_params = models.JSONField(_("figures of the reason"), default=dict, blank=True)

    unit_lookup = "project__unit"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("ledger line")
        indexes = [
            models.Index(fields=("indicator", "state", "happened_on")),
            models.Index(fields=("indicator", "unit_key")),
        ]
        constraints = [
            models.UniqueConstraint(fields=("evidence", "indicator", "unit_key"), name="ledger_line_once"),
        ]

    def __str__(self) -> str:
        return self.label()

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """As the evidence itself."""
        return without_closed(actor, "evidence__source_model", "evidence__source_public_id", closed_sources())

    @property
    def number(self) -> str:
        """Called by the record it points to."""
        return self.evidence.number

    @property
    def quantity(self) -> Decimal:
        """The amount without empty decimals."""
        return plain(self.amount)

    @property
    def reason(self) -> Reason | None:
        """Why it waits or does not count."""
        own = Reason(self.reason_code, self.reason_params) if self.reason_code else None
        return why(Standing(self.standing), Standing(self.state), own)

    @property
    def because(self) -> Sentence | str:
        """The reason as a sentence; nothing when the line counts."""
        return self.reason.sentence if self.reason else ""

    def label(self) -> str:
        """Called by the record, the indicator and the line of the record."""
        return "/".join(filter(None, (self.evidence.number, self.indicator.number, self.part)))


class LedgerEntry(Kept):
    """What was booked for a line in a month. In a frozen month nothing is added, changed or taken away."""

    line = models.ForeignKey(
        LedgerLine, models.PROTECT, verbose_name=_("ledger line"), related_name="entries"
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=12, choices=LedgerLine.State)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=4)
    base = models.DecimalField(_("out of"), max_digits=12, decimal_places=4, default=0)
    is_adjustment = models.BooleanField(_("adjustment"), default=False)

    unit_lookup = "line__project__unit"
    scope_lookup = "line__project__public_id"

    class Meta:
        verbose_name = _("booking")
        indexes = [
            models.Index(fields=("indicator", "month", "state")),
            models.Index(
                fields=("indicator", "month"), condition=Q(is_adjustment=True), name="adjustments_by_month"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=("line", "month", "state"), name="booking_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.month:%Y-%m}"

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """As the evidence of its line."""
        return without_closed(
            actor, "line__evidence__source_model", "line__evidence__source_public_id", closed_sources()
        )


class MonthFreeze(Kept):
    """A month of a project that was closed, with the figures it was closed with."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="freezes")
    month = models.DateField(_("month"))
    frozen_at = models.DateTimeField(_("frozen at"))
    figures = models.JSONField(_("figures at that time"))

    unit_lookup = "project__unit"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("frozen month")
        constraints = [models.UniqueConstraint(fields=("project", "month"), name="month_frozen_once")]

    def __str__(self) -> str:
        return f"{self.project.number} {self.month:%Y-%m}"

    def label(self) -> str:
        """Called by project and month."""
        return f"{self.project.number}/{self.month:%Y-%m}"
