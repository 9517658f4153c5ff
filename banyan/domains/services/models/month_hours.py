"""The hours of a worker's month, handed in for one contract: what the ledger counts as professional hours."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.identity.actor import Actor
from banyan.core.records import Record
from banyan.domains.services.models.hours import WorkEntry
from banyan.domains.services.rules.hours.month import hours_of


class HoursSheet(Record):
    """One worker's month for one contract, with the minutes its records told when it was handed in.

    Minutes are kept raw; what of them counts follows from the conversions of the days (services.md §5).
    """

    class State(models.TextChoices):
        HANDED_IN = "handed_in", pgettext_lazy("hours of a month", "waits to be accepted")
        RETURNED = "returned", pgettext_lazy("hours of a month", "sent back")
        ACCEPTED = "accepted", pgettext_lazy("hours of a month", "accepted")

    worker = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("worker"), related_name="+", editable=False
    )
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    month = models.DateField(_("month"), db_index=True)
    records = models.PositiveIntegerField(_("records behind it"), default=0, editable=False)
    raw_minutes = models.PositiveIntegerField(_("minutes worked"), default=0, editable=False)
    countable_minutes = models.PositiveIntegerField(_("countable minutes"), default=0, editable=False)
    handed_in_on = models.DateField(_("handed in on"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("hours of a month", "accepted by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    sent_back_for = models.CharField(_("why it was sent back"), max_length=200, blank=True, default="", editable=False)  # fmt: skip
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.HANDED_IN, editable=False
    )

    number_pattern = "GS-{year}-{count:04}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("hours of a month")
        constraints = [
            models.UniqueConstraint(fields=("worker", "project", "month"), name="hours_sheet_once_a_month"),
            models.CheckConstraint(
                condition=Q(countable_minutes__gte=0, raw_minutes__gte=0), name="hours_sheet_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def label(self) -> str:
        """Called by its number; a worker is never named in the trail."""
        return self.number

    @property
    def hours(self) -> Decimal:
        """Countable hours, as the ledger takes them."""
        return hours_of(self.countable_minutes)

    @property
    def raw_hours(self) -> Decimal:
        """Hours worked for the contract."""
        return hours_of(self.raw_minutes)

    @classmethod
    def narrow(cls, actor: Actor, verb: str) -> Q:
        """One's own, and those of the units whose hours one looks after."""
        theirs = sorted(actor.unit_ids(WorkEntry.permission("review")))
        return Q(worker_id=actor.person_id or 0) | Q(unit_id__in=theirs)
