"""What those served said, by kind of service, for all projects at once; of closed cases without their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from banyan.core.controls import Scope
from banyan.domains.services.models import CaseDocument, Feedback, GroupAnswer
from banyan.domains.services.queries.measuring import in_period
from banyan.domains.services.rules.cases.papers import mark_of
from banyan.domains.services.rules.paired import ITEMS
from banyan.domains.services.rules.satisfied import Said
from banyan.foundation.periods import Period

ACTIVITIES, GROUPS, CASES = "activities", "groups", "cases"


def before(scopes: Sequence[Scope]) -> list[Scope]:
    """The same projects in the span of equal length that ended the day before."""
    return [replace(scope, period=_earlier(scope.period)) for scope in scopes]


def _earlier(period: Period) -> Period:
    last = period.start - timedelta(days=1)
    return Period(last - (period.end - period.start), last)


def said_of(scopes: Sequence[Scope]) -> dict[tuple[UUID, str], Said]:
    """(project, kind of service) → answers and their mean in the project's part of the period. Three statements."""
    marks: dict[tuple[UUID, str], list[Decimal]] = defaultdict(list)
    for project, kind, mark in (*_activities(scopes), *_groups(scopes), *_cases(scopes)):
        marks[project, kind].append(mark)
    return {key: Said(len(each), _mean(each)) for key, each in marks.items()}


def _mean(marks: list[Decimal]) -> Decimal:
    return (sum(marks, Decimal(0)) / len(marks)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _activities(scopes: Sequence[Scope]) -> Iterator[tuple[UUID, str, Decimal]]:
    given = Feedback.everything.filter(in_period(scopes, "activity__project__public_id", "given_on"))
    for project, score in given.order_by().values_list("activity__project__public_id", "score"):
        yield project, ACTIVITIES, Decimal(score)


def _groups(scopes: Sequence[Scope]) -> Iterator[tuple[UUID, str, Decimal]]:
    """An answer about a group is the mean of the items that were answered."""
    given = GroupAnswer.everything.filter(in_period(scopes, "group__project__public_id", "given_on"))
    for project, *items in given.order_by().values_list("group__project__public_id", *ITEMS):
        told = [item for item in items if item is not None]
        yield project, GROUPS, Decimal(sum(told)) / len(told)


def _cases(scopes: Sequence[Scope]) -> Iterator[tuple[UUID, str, Decimal]]:
    """What clients told somebody who did not work on their case; of guarded files nothing, the number of answers is read."""
    asked = CaseDocument.everything.filter(
        in_period(scopes, "case__project__public_id", "happened_on"),
        kind=CaseDocument.Kind.OPINION,
        state=CaseDocument.State.FILED,
    ).exclude(CaseDocument.closed())
    for paper in asked.select_related("case__project", "case__client"):
        mark = mark_of(paper.answers)
        if mark is not None:
            yield paper.case.project.public_id, CASES, mark  # type: ignore[union-attr]
