"""The same person twice: proposals to look at, and merges that can be undone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Record
from banyan.domains.services.models.people import ServiceUser


class DuplicateProposal(Record):
    """Two registrations that are or may be one person; somebody decides."""

    class State(models.TextChoices):
        OPEN = "open", _("to decide")
        MERGED = "merged", _("one person")
        APART = "apart", _("two persons")

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("certain")
        PROBABLE = "probable", _("probable")

    class Ground(models.TextChoices):
        ID_NUMBER = "id_number", _("same identity number")
        NAME_BIRTH_SEX = "name_birth_sex", _("same name, birth date and sex")
        NAME_PHONE = "name_phone", _("same name and phone")

    first = models.ForeignKey(
        ServiceUser, models.PROTECT, verbose_name=_("registered first"), related_name="+"
    )
    second = models.ForeignKey(
        ServiceUser, models.PROTECT, verbose_name=_("registered later"), related_name="+"
    )
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)

    number_pattern = "DUP-{year}-{count:04}"

    class Meta:
        verbose_name = _("possible duplicate")
        indexes = [models.Index(fields=("unit", "state"))]
        constraints = [
            models.UniqueConstraint(fields=("first", "second"), name="duplicate_pair_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="duplicate_of_somebody_else"),
        ]

    def __str__(self) -> str:
        return self.number


class Merge(Record):
    """One registration taken into another. `moved` says what went over, so that it can go back."""

    class State(models.TextChoices):
        DONE = "done", _("merged")
        UNDONE = "undone", _("undone")

    proposal = models.ForeignKey(
        DuplicateProposal, models.PROTECT, verbose_name=_("possible duplicate"), related_name="merges"
    )
    kept = models.ForeignKey(ServiceUser, models.PROTECT, verbose_name=_("stays"), related_name="+")
    gone = models.ForeignKey(ServiceUser, models.PROTECT, verbose_name=_("goes into it"), related_name="+")
    moved = models.JSONField(_("what went over"), default=dict, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DONE, editable=False)

    number_pattern = "MRG-{year}-{count:04}"

    class Meta:
        verbose_name = _("merge")
        constraints = [models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two")]

    def __str__(self) -> str:
        return self.number
