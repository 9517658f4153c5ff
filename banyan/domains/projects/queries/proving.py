"""What controls ask of contracts, indicators and frozen months: a fixed number of statements for all projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from banyan.core import dated
from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.projects.models import Contract, Indicator, LedgerEntry, LedgerLine, MonthFreeze, Project
from banyan.domains.projects.queries.unread import EVERYBODY, entries_unread, unread_of
from banyan.domains.projects.rules.figures import Sums
from banyan.domains.projects.rules.forecast import share_gone
from banyan.domains.projects.rules.freeze import freezes_at
from banyan.domains.projects.rules.unread import Told, told_to
from banyan.domains.projects.settings import SMALLEST_CELL

Figures = dict[str, dict[str, str]]
IN_PERCENT = ("%", "％", "百分比")


def projects_of(scopes: Sequence[Scope]) -> dict[UUID, Project]:
    """The projects themselves. One statement."""
    found = Project.everything.filter(public_id__in=[scope.id for scope in scopes])
    return {project.public_id: project for project in found}


def contracts_of(scopes: Sequence[Scope]) -> dict[UUID, list[Contract]]:
    """The contracts of each project, the newest last. One statement."""
    found: dict[UUID, list[Contract]] = defaultdict(list)
    rows = Contract.everything.filter(project__public_id__in=[scope.id for scope in scopes])
    for contract in rows.select_related("project").order_by("starts_on", "pk"):
        found[contract.project.public_id].append(contract)
    return found


def covered_days(contracts: Sequence[Contract], scope: Scope) -> int:
    """On how many days of its part of the period a project is under contract. No statement."""
    days: set[int] = set()
    for contract in contracts:
        first = max(contract.starts_on, scope.period.start).toordinal()
        last = min(contract.ends_on, scope.period.end).toordinal()
        days.update(range(first, last + 1))
    return len(days)


def indicators_of(scopes: Sequence[Scope]) -> dict[UUID, list[Indicator]]:
    """The indicators of each project. One statement."""
    found: dict[UUID, list[Indicator]] = defaultdict(list)
    rows = Indicator.everything.filter(project__public_id__in=[scope.id for scope in scopes])
    for indicator in rows.select_related("project"):
        found[indicator.project.public_id].append(indicator)
    return found


def reached(scopes: Sequence[Scope]) -> dict[UUID, tuple[int, int]]:
    """How many indicators have reached what was due on the last day, and of how many. Three statements.

    Shares of answers, which do not grow with time, are left out. Many read the answer: guarded files stand in it in
    whole groups, as in the ledger.
    """
    answer: dict[UUID, tuple[int, int]] = {}
    every = indicators_of(scopes)
    sums = _counted(scopes, [each for found in every.values() for each in found])
    for scope in scopes:
        grown = [each for each in every[scope.id] if each.counted_in not in IN_PERCENT and each.target]
        on_time = [each for each in grown if sums[each.pk] >= _due(each, scope.period.end)]
        answer[scope.id] = (len(on_time), len(grown))
    return answer


def _due(indicator: Indicator, on: date) -> int:
    """Half an activity is not due."""
    return int(indicator.target * share_gone(indicator.starts_on, indicator.ends_on, on))


def _counted(scopes: Sequence[Scope], indicators: Sequence[Indicator]) -> dict[int, Decimal]:
    by_then = {
        "state": LedgerLine.State.COUNTED,
        "line__happened_on__lte": max(each.period.end for each in scopes),
    }
    rows = LedgerEntry.everything.filter(indicator__in=[each.pk for each in indicators], **by_then)
    sums: dict[int, Decimal] = defaultdict(Decimal)
    sums.update(rows.order_by().values_list("indicator_id").annotate(total=Sum("amount")))
    hidden = entries_unread(EVERYBODY, indicators).filter(**by_then)
    unread = unread_of(hidden.values_list("indicator_id", "line_id", "state", "month", "amount", "base"))
    groups = _groups(scopes) if unread else {}
    for each in indicators:
        if each.pk in unread:
            group = groups[each.project.public_id]
            sums[each.pk] = told_to(Sums(sums[each.pk]), unread[each.pk], Told.GROUPS, group).counted
    return sums


def _groups(scopes: Sequence[Scope]) -> dict[UUID, int]:
    """How many records of guarded files must be together before a figure tells of them, for each project."""
    units = tree.current().units
    return {
        each.id: int(dated.value(SMALLEST_CELL.key, each.period.end, units[each.unit_id])) for each in scopes
    }


def freezes(scopes: Sequence[Scope]) -> dict[tuple[UUID, date], MonthFreeze]:
    """The frozen months of each project, by their first day. One statement."""
    rows = MonthFreeze.everything.filter(project__public_id__in=[scope.id for scope in scopes])
    return {(row.project.public_id, row.month): row for row in rows.select_related("project")}


def figures_by_month(scopes: Sequence[Scope], months: Sequence[date]) -> dict[tuple[UUID, date], Figures]:
    """What is booked through each month, as frozen months keep it. One statement."""
    rows = (
        LedgerEntry.everything.filter(
            indicator__project__public_id__in=[scope.id for scope in scopes], month__lte=max(months)
        )
        .order_by()
        .values_list("indicator__project__public_id", "indicator__number", "state", "month")
        .annotate(total=Sum("amount"))
    )
    sums: dict[tuple[UUID, date], dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for project, number, state, month, total in rows:
        for through in (each for each in months if each >= month):
            sums[project, through][number, state] += total
    return {key: _written(found) for key, found in sums.items()}


def _written(sums: dict[tuple[str, str], Decimal]) -> Figures:
    found: Figures = defaultdict(dict)
    for (number, state), total in sums.items():
        found[number][state] = f"{total.normalize():f}"
    return dict(found)


def months_to_close(
    scopes: Sequence[Scope], entered: dict[UUID, Project]
) -> Iterator[tuple[Scope, date, datetime]]:
    """The whole months of each project's part of the period, with the local time at which each closes. No statement.

    A month that had closed before the project was entered was reported elsewhere.
    """
    for scope in scopes:
        unit = tree.current().units[scope.unit_id]
        made = entered[scope.id].created_at
        for month in scope.period.months():
            day, hour = (
                int(dated.value(f"projects.{name}", month.end, unit))
                for name in ("freeze_day", "freeze_hour")
            )
            closes = freezes_at(month.start, day, hour)
            if month.end <= scope.period.end and (made is None or _local(made) < closes):
                yield scope, month.start, closes


def _local(at: datetime) -> datetime:
    return timezone.localtime(at).replace(tzinfo=None)
