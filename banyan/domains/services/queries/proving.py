"""What controls ask of activities: one statement for all projects and the whole period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from banyan.core.controls import Scope
from banyan.domains.services.models import Activity, Attendance
from banyan.domains.services.rules.proving import Held
from banyan.foundation.periods import Period

_ROWS = (
    "public_id", "number", "project__public_id", "held_on", "plan_approved_at", "summary__submitted_at",
    "plan_item", "off_plan_reason", "counts_for", "responsible_id", "signed_in",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """An activity whose day has come, as far as controls judge it."""

    project: UUID
    public_id: UUID
    number: str
    held: Held
    counts_for: str
    has_responsible: bool


def held_activities(scopes: Sequence[Scope], period: Period) -> list[Fact]:
    """The activities that fell into a project's part of the period, those called off left out. One statement."""
    spans = {scope.id: scope.period for scope in scopes}
    rows = _activities(scopes, period).annotate(signed_in=Count("sheets__entries")).values(*_ROWS)
    return [_fact(row) for row in rows if row["held_on"] in spans[row["project__public_id"]]]


def volunteer_lines(scopes: Sequence[Scope], period: Period) -> list[tuple[Fact, int]]:
    """The activities at which volunteers signed in, each with how many lines. One statement."""
    spans = {scope.id: scope.period for scope in scopes}
    of_volunteers = Count("sheets__entries", filter=Q(sheets__entries__role=Attendance.Role.VOLUNTEER))
    rows = (
        _activities(scopes, period).annotate(signed_in=of_volunteers).filter(signed_in__gt=0).values(*_ROWS)
    )
    return [
        (_fact(row), row["signed_in"]) for row in rows if row["held_on"] in spans[row["project__public_id"]]
    ]


def _activities(scopes: Iterable[Scope], period: Period) -> QuerySet[Activity]:
    found = Activity.everything.filter(
        project__public_id__in=[scope.id for scope in scopes], held_on__range=(period.start, period.end)
    )
    return found.exclude(state=Activity.State.CANCELLED).order_by("held_on", "number")


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        row["project__public_id"],
        row["public_id"],
        row["number"],
        Held(
            row["held_on"],
            _day(row["plan_approved_at"]),
            row["signed_in"],
            _day(row["summary__submitted_at"]),
            bool(row["plan_item"]),
            row["off_plan_reason"],
        ),
        row["counts_for"],
        row["responsible_id"] is not None,
    )


def _day(at: Any) -> date | None:
    return timezone.localtime(at).date() if at else None
