"""Sums over services that controls ask for: who was reached, at what cost, how satisfied; for all projects at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Avg, Count, Q, Sum

from banyan.core.controls import Scope
from banyan.domains.services.models import Activity, Attendance, Feedback

_COUNTS = Q(role=Attendance.Role.RESIDENT, reason=Attendance.Reason.COUNTS)


@dataclass(frozen=True)
class Reach:
    """Who came: sign-ins of residents, those of them without a known person, persons, and persons in no group."""

    lines: int = 0
    unknown: int = 0
    persons: int = 0
    ordinary: int = 0
    communities: int = 0
    volunteers: int = 0


@dataclass(frozen=True)
class Work:
    """What was held and summed up: activities, those answering a stated need, person-times, cost of those with one."""

    held: int = 0
    answered: int = 0
    person_times: int = 0
    cost: Decimal | None = None
    person_times_with_cost: int = 0


def reach(scopes: Sequence[Scope]) -> dict[UUID, Reach]:
    """Who was reached in each project's part of the period. One statement."""
    project = "sheet__activity__project__public_id"
    rows = (
        Attendance.everything.filter(in_period(scopes, project, "sheet__held_on"))
        .exclude(sheet__activity__state=Activity.State.CANCELLED)
        .order_by()
        .values_list(project)
        .annotate(
            lines=Count("pk", filter=_COUNTS),
            unknown=Count("pk", filter=_COUNTS & Q(user__isnull=True)),
            persons=Count("user", distinct=True, filter=_COUNTS),
            ordinary=Count("user", distinct=True, filter=_COUNTS & Q(user__groups="")),
            communities=Count("user__community", distinct=True, filter=_COUNTS & ~Q(user__community="")),
            volunteers=Count("pk", filter=Q(role=Attendance.Role.VOLUNTEER)),
        )
    )
    return {row[0]: Reach(*row[1:]) for row in rows}


def work(scopes: Sequence[Scope]) -> dict[UUID, Work]:
    """What was held in each project's part of the period. One statement."""
    done = Q(state=Activity.State.ACCEPTED)
    priced = done & Q(summary__actual_cost__isnull=False)
    rows = (
        Activity.everything.filter(in_period(scopes, "project__public_id", "held_on"))
        .exclude(state=Activity.State.CANCELLED)
        .order_by()
        .values_list("project__public_id")
        .annotate(
            held=Count("pk"),
            answered=Count("pk", filter=done & ~Q(need="")),
            all_times=Sum("person_times", default=0),
            cost=Sum("summary__actual_cost", filter=priced),
            times_with_cost=Sum("person_times", filter=priced, default=0),
        )
    )
    return {row[0]: Work(*row[1:]) for row in rows}


def satisfaction(scopes: Sequence[Scope]) -> dict[UUID, tuple[int, Decimal]]:
    """How many answered in each project's part of the period, and their mean from 1 to 5. One statement."""
    project = "activity__project__public_id"
    rows = (
        Feedback.everything.filter(in_period(scopes, project, "given_on"))
        .order_by()
        .values_list(project)
        .annotate(answers=Count("pk"), mean=Avg("score"))
    )
    return {row[0]: (row[1], Decimal(str(row[2])).quantize(Decimal("0.01"))) for row in rows}


def in_period(scopes: Sequence[Scope], project: str, day: str) -> Q:
    """Records of each project in its own days; projects that share a period share one condition."""
    periods = {scope.period for scope in scopes}
    return reduce(
        or_,
        (
            Q(
                **{
                    f"{project}__in": [scope.id for scope in scopes if scope.period == period],
                    f"{day}__range": (period.start, period.end),
                }
            )
            for period in periods
        ),
    )
