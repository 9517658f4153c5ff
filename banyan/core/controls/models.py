"""Results of the controls, kept with their history, and the findings behind each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept
from banyan.foundation.refusal import Sentence

_DAY, _TEXT = "day", "text"


class Result(Kept):
    """What the records said of one clause for one project and period; a new row when that changed.

    The standing one is `current`; those before it stay as they were, only their proofs in order are not kept twice.
    """

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        ATTENTION = "attention", _("attention")
        BREACHED = "breached", _("breached")
        NOT_APPLICABLE = "not_applicable", _("not applicable")

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    scope_id = models.UUIDField(_("project"))
    scope_number = models.CharField(_("project number"), max_length=40)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    clause = models.CharField(_("clause"), max_length=12)
    result = models.CharField(_("result"), max_length=14, choices=Verdict)
    proofs = models.PositiveIntegerField(_("records that prove"))
    faults = models.PositiveIntegerField(_("records at fault"))
    broken = models.BooleanField(_("could not be judged"), default=False)
    digest = models.CharField(max_length=64, editable=False)
    as_of = models.DateField(_("state of"))
    since_at = models.DateTimeField(_("so since"))
    judged_at = models.DateTimeField(_("last judged at"))
    current = models.BooleanField(_("standing"), default=True)

    scope_lookup = "scope_id"

    class Meta:
        verbose_name = _("result of a control")
        constraints = [
            models.UniqueConstraint(
                fields=("scope_id", "starts_on", "ends_on", "clause"),
                condition=Q(current=True),
                name="one_standing_result",
            ),
        ]
        indexes = [models.Index(fields=("starts_on", "ends_on", "current"), name="results_of_a_period")]

    def __str__(self) -> str:
        return f"{self.scope_number} {self.clause} {self.result}"

    def label(self) -> str:
        """Called by project and clause."""
        return f"{self.scope_number} {self.clause}"


class Found(Kept):
    """One record that proves or is at fault, as the control found it."""

    result = models.ForeignKey(Result, models.CASCADE, verbose_name=_("result"), related_name="found")
    position = models.PositiveIntegerField(_("position"))
    verdict = models.CharField(_("verdict"), max_length=10)
    sentence = models.JSONField(_("sentence"))
    model = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True, db_index=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    on = models.DateField(_("day"), null=True)
    mend = models.CharField(max_length=80, blank=True)

    unit_lookup = "result__unit"
    scope_lookup = "result__scope_id"

    class Meta:
        verbose_name = _("finding of a control")
        ordering = ("result", "position")

    def __str__(self) -> str:
        return f"{self.verdict} {self.number}"

    @property
    def said(self) -> Sentence:
        """The sentence that says why, for the reader's language."""
        return as_sentence(self.sentence)


def as_json(said: Any) -> Any:
    """A sentence as JSON: its msgid and its parts; days and sentences inside it stay what they are."""
    if isinstance(said, Sentence):
        return {_TEXT: str(said.text), "params": {name: as_json(part) for name, part in said.params.items()}}
    if isinstance(said, date):
        return {_DAY: said.isoformat()[:10]}
    return said if isinstance(said, int | float | bool) or said is None else str(said)


def as_sentence(kept: dict[str, Any]) -> Sentence:
    """A kept sentence, to be said in the reader's language."""
    return Sentence(kept[_TEXT], {name: _part(part) for name, part in kept.get("params", {}).items()})


def _part(kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    return as_sentence(kept) if _TEXT in kept else parse_date(kept[_DAY])
