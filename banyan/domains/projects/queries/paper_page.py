"""What the page of a paper and the board of papers show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from banyan.core.calendar.workdays import calendar_around
from banyan.core.identity.models import Unit
from banyan.core.registers.addresses import page_of
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import Contract, Paper, Project
from banyan.domains.projects.queries import papers as queries
from banyan.domains.projects.queries.meetings import departments_of
from banyan.domains.projects.rules import weeks
from banyan.domains.projects.rules.papers import Rate, rate

COLUMNS = {Paper.Kind.WEEKLY: 13, Paper.Kind.MONTHLY: 9}


@dataclass(frozen=True)
class Cell:
    """One week or month of one department: a verdict in tone and glyph, and where it leads."""

    tone: str
    word: str
    url: str = ""
    days: int | None = None
    waits: bool = False


@dataclass(frozen=True)
class BoardRow:
    """One department with its weeks and its on-time rate."""

    unit: Unit
    cells: tuple[Cell, ...]
    rate: Rate


@dataclass(frozen=True)
class Board:
    """Who handed in and who did not."""

    project: Project
    kind: str
    starts: tuple[date, ...]
    rows: tuple[BoardRow, ...]
    rate: Rate
    missing: int
    to_read: int


def paper_page(paper: Paper) -> dict[str, Any]:
    """The last plan ticked off, the next plan, and the paper before."""
    before = queries.paper_before(paper)
    return {
        "last": queries.last_plan(paper),
        "before": before,
        "before_url": page_of(before) if before else "",
        "lines": queries.lines_of(paper),
        "is_monthly": paper.kind == Paper.Kind.MONTHLY,
        "next_on": weeks.next_start(paper.starts_on, paper.kind == Paper.Kind.MONTHLY),
    }


def board_of(project: Project, kind: str, today: date, by: Any) -> Board:
    """The board of a project: departments by week or month, in a fixed number of statements."""
    starts = _starts(project, kind, today)
    units = departments_of(project.unit, today)
    found = Paper.objects.visible_to(by).filter(project=project, kind=kind, person=None, starts_on__in=starts)
    papers = {(paper.unit_id, paper.starts_on): paper for paper in found}
    due = {start: _due(project, kind, start) for start in starts}
    rows = tuple(_row(project, kind, unit, papers, due, today) for unit in units)
    every = [cell for row in rows for cell in row.cells]
    return Board(
        project,
        kind,
        starts,
        rows,
        _rate(every),
        sum(1 for cell in every if cell.tone == "breach"),
        sum(1 for cell in every if cell.waits),
    )


def _starts(project: Project, kind: str, today: date) -> tuple[date, ...]:
    is_monthly = kind == Paper.Kind.MONTHLY
    start, found = weeks.first_of(today, is_monthly), []
    first = (
        Contract.everything.filter(project=project).order_by("starts_on").values_list("starts_on", flat=True)
    )
    begun = weeks.first_of(first.first() or start, is_monthly)
    while len(found) < COLUMNS[Paper.Kind(kind)] and start >= begun:
        found.append(start)
        start = weeks.previous_start(start, is_monthly)
    return tuple(reversed(found))


def _due(project: Project, kind: str, start: date) -> date | None:
    calendar = calendar_around(start)
    if kind == Paper.Kind.MONTHLY:
        return weeks.monthly_due(
            start, calendar, rhythm.number(rhythm.MONTHLY_PAPER_WORKDAYS, start, project.unit)
        )
    return weeks.weekly_due(start, calendar, rhythm.number(rhythm.WEEKLY_PAPER_WORKDAYS, start, project.unit))


def _row(
    project: Project,
    kind: str,
    unit: Unit,
    papers: dict[Any, Paper],
    due: dict[date, date | None],
    today: date,
) -> BoardRow:
    starts = list(due)
    cells = tuple(
        _cell(papers.get((unit.pk, start)), due[start], today, missing_url(project, unit, kind, start))
        for start in starts
    )
    return BoardRow(unit, cells, _rate(cells))


def _cell(paper: Paper | None, due_on: date | None, today: date, where: str) -> Cell:
    if due_on is None:
        return Cell("none", "holiday")
    if paper is None or paper.state == Paper.State.DRAFT:
        url = page_of(paper) if paper else where
        return (
            Cell("wait", "open", url)
            if today <= due_on
            else Cell("breach", "missing", url, (today - due_on).days)
        )
    if paper.state == Paper.State.EXPLAINED:
        return Cell("attn", "explained", page_of(paper))
    waits = paper.state == Paper.State.SUBMITTED
    if paper.late_days:
        return Cell("attn", "late", page_of(paper), paper.late_days, waits)
    return Cell("ok", "on_time", page_of(paper), 0, waits)


def missing_url(project: Project, unit: Unit, kind: str, start: date) -> str:
    """Where a paper that is not there is written, or explained."""
    asked = {
        "project": project.public_id,
        "unit": unit.public_id,
        "kind": str(kind),
        "starts_on": start.isoformat(),
    }
    return f"{reverse('projects.papers.missing')}?{urlencode(asked)}"


def _rate(cells: Any) -> Rate:
    judged = [cell for cell in cells if cell.word in ("missing", "explained", "late", "on_time")]
    return rate(cell.days if cell.word in ("late", "on_time") else None for cell in judged)
