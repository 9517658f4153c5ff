"""Evidence as it was handed in, and what it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Evidence, LedgerLine
from banyan.domains.projects.rules import evidence as given
from banyan.domains.projects.rules.measures import Kind
from banyan.foundation.refusal import Sentence


@dataclass(frozen=True)
class Worth:
    """What one record is worth under one indicator, with the first reason why something of it does not count."""

    code: str
    name: str
    counted_in: str
    counted: Decimal
    pending: Decimal
    not_counted: Decimal
    because: Sentence | str
    project: UUID


def whole(kept: Evidence) -> given.Evidence:
    """The evidence as it was handed in."""
    bare = given.Evidence(
        project=kept.project.public_id,
        source_model=kept.source_model,
        source_public_id=kept.source_public_id,
        source_number=kept.number,
        source_title=kept.title,
        kind=Kind(kept.kind),
        happened_on=kept.happened_on,
        approved_at=kept.approved_at,
        shares={},
    )
    return given.with_facts(bare, kept.facts)


def standing_of(source_model: str, source_public_id: UUID, by: Actor) -> list[Worth]:
    """What a record is worth under each indicator, in the order of the contract. One statement."""
    return standing_of_all([(source_model, source_public_id)], by)


def standing_of_all(records: Iterable[tuple[str, UUID]], by: Actor) -> list[Worth]:
    """What records that belong together are worth: a case and its closing form, for example. One statement."""
    wanted = [
        Q(evidence__source_model=source_model, evidence__source_public_id=source_public_id)
        for source_model, source_public_id in records
    ]
    lines = LedgerLine.objects.visible_to(by).filter(reduce(or_, wanted))
    found: dict[int, list[LedgerLine]] = defaultdict(list)
    for line in lines.select_related("indicator", "project").order_by("indicator__position", "pk"):
        found[line.indicator_id].append(line)
    return [_worth(group) for group in found.values()]


def _worth(lines: list[LedgerLine]) -> Worth:
    def total(state: str) -> Decimal:
        return sum((line.amount for line in lines if line.state == state), Decimal(0))

    first: Any = lines[0]
    counted = total("counted")
    silent = (LedgerLine.State.COUNTED, *([LedgerLine.State.REPEATED] if counted else []))
    reasons = (line.because for line in lines if line.state not in silent)
    return Worth(
        code=first.indicator.number,
        name=first.indicator.name,
        counted_in=first.indicator.counted_in,
        counted=counted,
        pending=total("pending"),
        not_counted=total("not_counted"),
        because=next((reason for reason in reasons if reason), ""),
        project=first.project.public_id,
    )
