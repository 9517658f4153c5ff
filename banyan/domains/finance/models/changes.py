"""When money has to go another way than planned: moves between items, needs nobody planned, other sources."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record


class BudgetMove(Record):
    """Money moved from one item of the budget in force to another; agreed to, it makes the next edition."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("with the signers")
        AGREED = "agreed", _("agreed")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="budget_moves"
    )
    from_item = models.CharField(_("from item"), max_length=40)
    to_item = models.CharField(_("to item"), max_length=40)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)
    consent = models.CharField(_("written consent of the purchaser"), max_length=120, blank=True, default="")
    kind = models.CharField(_("kind of move"), max_length=12, blank=True, default="", editable=False)
    edition = models.PositiveSmallIntegerField(_("edition that came of it"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "TZ-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("move between budget items")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="budget_move_positive")]

    def __str__(self) -> str:
        return self.number or f"{self.from_item} → {self.to_item}"


class UnplannedNeed(Record):
    """A need that the contract does not know, and how long it took until somebody decided about its money (P4.8)."""

    class State(models.TextChoices):
        RAISED = "raised", _("raised")
        DECIDED = "decided", _("decided")

    class Way(models.TextChoices):
        CONTINGENCY = "contingency", _("from the contingency line")
        MOVE = "move", _("by moving budget")
        VARIATION = "variation", _("change of the contract")
        OTHER = "other", _("other sources")
        NOT = "not", _("not funded")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="unplanned_needs"
    )
    raised_on = models.DateField(_("raised on"))
    need = models.CharField(_("need"), max_length=200)
    group = models.CharField(_("whose need"), max_length=80)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    way = models.CharField(
        _("how it is paid for"), max_length=12, choices=Way, blank=True, default="", editable=False
    )
    granted = models.DecimalField(_("granted"), max_digits=14, decimal_places=2, default=0, editable=False)
    decided_on = models.DateField(pgettext_lazy("funding", "decided on"), null=True, editable=False)
    decision = models.CharField(
        pgettext_lazy("funding", "decision"), max_length=200, blank=True, default="", editable=False
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RAISED, editable=False)

    number_pattern = "XQ-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("unplanned need")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="unplanned_need_positive")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.need}"


class FundingProposal(Record):
    """Money or goods asked of somebody else than the purchaser, and what came of it (P4.7)."""

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    class Kind(models.TextChoices):
        MONEY = "money", _("money")
        GOODS = "goods", _("goods")
        SERVICE = "service", _("services for nothing")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    funder = models.CharField(_("asked of"), max_length=80)
    title = models.CharField(_("what for"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.MONEY)
    asked = models.DecimalField(_("asked for"), max_digits=14, decimal_places=2)
    sent_on = models.DateField(_("sent on"))
    decided_on = models.DateField(_("answered on"), null=True, editable=False)
    granted = models.DecimalField(_("granted"), max_digits=14, decimal_places=2, default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SENT, editable=False)

    number_pattern = "CK-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("proposal for funds")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
