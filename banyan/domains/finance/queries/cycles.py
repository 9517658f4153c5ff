"""What the monthly and yearly cycle of money leaves behind, of many projects at once, for the controls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from banyan.core.controls import Scope
from banyan.core.controls.sharing import shared
from banyan.domains.finance.rules.half_reports import halves
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period, add_months, month_of


@shared
def kept_of(model: type[Any], scopes: Sequence[Scope], project: str = "project") -> dict[Any, list[Any]]:
    """Project → its records of one kind in the order they were made. One statement."""
    found: dict[Any, list[Any]] = {scope.id: [] for scope in scopes}
    rows = model.objects.filter(**{f"{project}__public_id__in": list(found)})
    for record in rows.annotate(of_project=F(f"{project}__public_id")).order_by("pk"):
        found[record.of_project].append(record)
    return found


@shared
def years_touched(scopes: Sequence[Scope], period: Period) -> dict[Any, list[Period]]:
    """Project → its contract years that hold the first or the last of the days judged. Two statements."""
    found: dict[Any, list[Period]] = {scope.id: [] for scope in scopes}
    for day in (period.start, period.end):
        for project, year in projects.contract_years(list(found), day).items():
            if year not in found[project]:
                found[project].append(year)
    last = {scope.id: scope.period for scope in scopes}
    return {
        project: [
            year for year in years if year.start <= last[project].end and last[project].start <= year.end
        ]
        for project, years in found.items()
    }


def months_begun(period: Period) -> list[Period]:
    """The months that begin within the days judged."""
    first = month_of(period.start)
    start = first.start if first.start >= period.start else add_months(first.start, 1)
    found = []
    while start <= period.end:
        found.append(month_of(start))
        start = add_months(start, 1)
    return found


def quarters_ended(period: Period, today: date) -> list[Period]:
    """Calendar quarters whose last day lies within the days judged and before today."""
    months = (month_of(day) for day in _month_starts(period))
    ends = [month.end for month in months if month.end.month % 3 == 0]
    return [
        Period(add_months(end.replace(day=1), -2), end)
        for end in ends
        if period.start <= end <= period.end and end < today
    ]


def _month_starts(period: Period) -> list[date]:
    day, found = period.start.replace(day=1), []
    while day <= period.end:
        found.append(day)
        day = add_months(day, 1)
    return found


def halves_due(scopes: Sequence[Scope], today: date, days: int) -> dict[Any, list[Period]]:
    """Project → halves of its contract years whose report falls due within the days judged. Two statements."""
    found: dict[Any, list[Period]] = {scope.id: [] for scope in scopes}
    for day in (today, today - timedelta(days=366)):
        years = projects.contract_years(list(found), day)
        for scope in scopes:
            for half in halves(years[scope.id]) if scope.id in years else ():
                due = half.end + timedelta(days=days)
                if scope.period.start <= due <= scope.period.end and half not in found[scope.id]:
                    found[scope.id].append(half)
    return found
