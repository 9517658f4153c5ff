"""Warnings that came in with a row and stay on its record until somebody settles them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.registers.importing.models import Remark
from banyan.core.registers.importing.steps import frozen
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.sheets import CellFinding

_BATCH = 500


def keep(records: Iterable[tuple[Any, Sequence[CellFinding]]], now: datetime) -> int:
    """Keep the warnings of accepted rows with the records they became; those known already are not doubled."""
    rows = [
        Remark(
            unit=record.home(), model=record._meta.label_lower, object_id=record.public_id, column=finding.column,
            code=finding.code, said=said, noted_at=now,
        )
        for record, findings in records
        for finding, said in zip(findings, frozen(findings), strict=True)
        if finding.severity == "warning"
    ]  # fmt: skip
    Remark.everything.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return len(rows)


@deed(Remark, "settle", label=_("Settle the question"), icon="check")
def settle(remark: Remark, by: Any, now: datetime, how: str) -> None:
    """Somebody looked into the question; it no longer stands open."""
    if remark.settled_at is not None:
        raise Refused({"": noop("This question is settled already.")}, code="state")
    if not how.strip():
        raise Refused({"how": noop("Say in a few words what was found.")})
    remark.settled_at, remark.settled_by, remark.settlement = now, by.name, how


def open_on(record: Any, by: Any) -> list[Remark]:
    """The questions that stand open on a record, as far as `by` may see them."""
    found = Remark.objects.visible_to(by).filter(model=record._meta.label_lower, object_id=record.public_id)
    return list(found.filter(settled_at=None).order_by("pk"))
