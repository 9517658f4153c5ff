"""The front door of the quality room: whoever finds a fault puts it on the one list here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from banyan.core.records import lasting_label
from banyan.domains.quality.deeds.rectifications import open_one
from banyan.domains.quality.models import Rectification, SourceKind
from banyan.domains.quality.queries.clauses import ClauseWords, wording
from banyan.domains.quality.queries.rectifications import of_clause, of_projects, of_sources, project_of
from banyan.domains.quality.rules import rectifications as rules

__all__ = [
    "ClauseWords",
    "SourceKind",
    "days_late",
    "open_rectification",
    "rectifications_for",
    "rectifications_of_clause",
    "rectifications_of_projects",
    "wording",
]

Source = Any


def open_rectification(
    source: Source,
    source_kind: str,
    *,
    unit: Any,
    finding: str,
    by: Any,
    now: datetime,
    scope: UUID | None = None,
    clause: str = "",
) -> Rectification:
    """Put a fault on the list of rectifications, in the caller's transaction.

    `source` is the record that found it, or (model label, public id, printed number); `scope` the public id of the
    project. `by` needs `quality.rectification.add` at the unit. Refused without a finding (R4.4.1).
    """
    model, public_id, number = _pointed(source)
    made = Rectification(
        unit=unit, project=project_of(scope), source_kind=SourceKind(source_kind), source_model=model,
        source_id=public_id, source_number=number, clause=clause, finding=finding,
    )  # fmt: skip
    return open_one(made, by=by, now=now)


def rectifications_for(sources: Iterable[Source], by: Any) -> dict[tuple[str, UUID], list[Rectification]]:
    """The rectifications of many sources that the actor may see, by (model label, public id). One statement."""
    return of_sources(((model, public_id) for model, public_id, _number in map(_pointed, sources)), by)


def rectifications_of_clause(scope: UUID | None, clause: str, by: Any) -> list[Rectification]:
    """The rectifications of a clause in a project, those under way first."""
    return of_clause(scope, clause, by)


def rectifications_of_projects(scopes: Iterable[UUID], by: Any) -> list[Rectification]:
    """All rectifications of these projects that name a clause, those under way first. One statement."""
    return of_projects(scopes, by)


def days_late(rectification: Rectification, today: date) -> int:
    """Days by which the next step of a rectification is late; 0 when nothing is."""
    return rules.days_late(rectification.waits_until, rectification.state, today)


def _pointed(source: Source) -> tuple[str, UUID, str]:
    if isinstance(source, tuple):
        model, public_id, number = source
        return str(model).lower(), public_id, str(number)
    return source._meta.label_lower, source.public_id, lasting_label(source)
