"""What the control of administrative drift asks of working hours: a fixed number of statements for all projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.services.models import WorkEntry
from banyan.domains.services.queries import hours
from banyan.domains.services.rules.hours.spent import Spent, Task
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period


@dataclass
class MonthOf:
    """One project's month: minutes worked, those beside the contract, and the lines that say so."""

    month: date
    worked: int = 0
    beside: int = 0
    entries: list[Any] = field(default_factory=list)


def months_of(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[Scope, MonthOf]]:
    """Every project and month in which somebody wrote a day sheet."""
    home = {each.person_id: each.unit_id for each in staff.employed_at(_units(scopes))}
    rows = hours.spent(set(home), period.start, period.end)
    asked = {each.public_id for each in rows if each.task is not Task.CONTRACT}
    kept = {entry.public_id: entry for entry in WorkEntry.everything.filter(public_id__in=asked)}
    below = {scope.id: tree.current().below([_centre(scope).path]) for scope in scopes}
    for scope in scopes:
        mine = [each for each in rows if _belongs(each, scope, below[scope.id], home)]
        if any(each.model == "services.workentry" for each in mine):
            yield from ((scope, month) for month in _months(mine, kept))


def _units(scopes: Sequence[Scope]) -> frozenset[int]:
    return tree.current().below({_centre(scope).path for scope in scopes})


def _centre(scope: Scope) -> Any:
    return tree.centre_of(tree.current().units[scope.unit_id])


def _belongs(each: Spent, scope: Scope, units: frozenset[int], home: dict[int, int]) -> bool:
    """Work done for the project, and work of its centre that names none."""
    if each.day not in scope.period:
        return False
    return each.project == scope.id or (each.project is None and home.get(each.worker) in units)


def _months(rows: list[Spent], kept: dict[UUID, Any]) -> list[MonthOf]:
    found: dict[date, MonthOf] = defaultdict(lambda: MonthOf(date.min))
    for each in rows:
        month = found[each.day.replace(day=1)]
        month.month = each.day.replace(day=1)
        month.worked += each.raw
        if each.task is not Task.CONTRACT:
            month.beside += each.raw
            month.entries += [kept[each.public_id]] if each.public_id in kept else []
    return [found[day] for day in sorted(found)]
