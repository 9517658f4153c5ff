"""Keeping who and what stands around a client."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import pgettext_lazy

from banyan.core.deeds import deed
from banyan.domains.services.deeds.cases.staging import check_writes
from banyan.domains.services.models import CaseRelation
from banyan.domains.services.rules.relations import check_tie

State, Relation = CaseRelation.State, CaseRelation.Relation


@deed(
    CaseRelation, "add", new=True, label=pgettext_lazy("tie of a client", "Add a tie"), icon="vector-triangle"
)
def add_tie(tie: CaseRelation, by: Any, now: datetime) -> None:
    """Draw somebody or something into the genogram or the ecomap."""
    check_writes(tie.case, by)
    _check(tie)


@deed(
    CaseRelation,
    "edit",
    frm=State.KEPT,
    label=pgettext_lazy("tie of a client", "Change the tie"),
    icon="pencil",
)
def change_tie(tie: CaseRelation, by: Any, now: datetime, **changes: Any) -> None:
    """The tie has become another one; the trail keeps how it was."""
    check_writes(tie.case, by)
    for name, value in changes.items():
        setattr(tie, name, value)
    _check(tie)


@deed(
    CaseRelation, "take_out", frm=State.KEPT, to=State.GONE, danger=True, icon="eraser",
    label=pgettext_lazy("tie of a client", "Take out of the drawing…"),
)  # fmt: skip
def take_out(tie: CaseRelation, by: Any, now: datetime, reason: str) -> None:
    """The tie is no longer drawn; it stays in the trail."""
    check_writes(tie.case, by)


def _check(tie: CaseRelation) -> None:
    others = CaseRelation.everything.filter(case=tie.case, state=State.KEPT).exclude(pk=tie.pk)
    check_tie(tie.relation, tie.called, list(others.values_list("relation", flat=True)))
