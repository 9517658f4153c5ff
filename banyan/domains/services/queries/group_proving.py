"""What controls ask of groups: one statement for all projects and the whole period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q

from banyan.core.controls import Scope
from banyan.domains.services.models import Group, GroupAnswer
from banyan.domains.services.queries.groups import day_of
from banyan.domains.services.rules.group_proving import Over
from banyan.foundation.periods import Period

_OVER = (Group.State.ENDED, Group.State.EVALUATION_WAITING, Group.State.ACCEPTED)
_SAID = Q(sessions__held_on__lt=F("last_on")) & ~Q(sessions__feedback="")


@dataclass(frozen=True)
class Fact:
    """A group that is over, with the project it belongs to."""

    project: UUID
    public_id: UUID
    number: str
    over: Over


def groups_over(scopes: Sequence[Scope], period: Period) -> list[Fact]:
    """Groups whose last session fell into a project's part of the period. One statement."""
    spans = {scope.id: scope.period for scope in scopes}
    found = Group.everything.filter(
        project__public_id__in=spans,
        last_on__range=(period.start, period.end),
        state__in=_OVER,
        sessions_held__gt=0,
    ).annotate(
        first_held=Min("sessions__held_on"),
        said=Count("sessions", filter=_SAID, distinct=True),
        unanswered=Count("sessions", filter=_SAID & Q(sessions__adjustment=""), distinct=True),
        midway=Count("answers", filter=Q(answers__moment=GroupAnswer.Moment.MIDWAY), distinct=True),
    )
    rows = found.order_by("last_on", "number").values(
        "public_id", "number", "project__public_id", "plan_approved_at", "first_held", "last_on",
        "evaluation__submitted_at", "sessions_held", "said", "unanswered", "midway",
    )  # fmt: skip
    return [_fact(row) for row in rows if row["last_on"] in spans[row["project__public_id"]]]


def _fact(row: dict[str, Any]) -> Fact:
    over = Over(
        day_of(row["plan_approved_at"]), row["first_held"], row["last_on"], day_of(row["evaluation__submitted_at"]),
        row["sessions_held"], row["said"] + bool(row["midway"]), row["unanswered"],
    )  # fmt: skip
    return Fact(row["project__public_id"], row["public_id"], row["number"], over)
