"""What papers, reports and shared notes prove: P3.3, P3.4, R3.2.8, R9.2.1, R3.2.4, R9.1.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.timezone import get_current_timezone

from banyan.core.calendar.workdays import calendar_around
from banyan.core.controls import Finding, Scope, control, not_asked
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import Meeting, Paper, Post, Report
from banyan.domains.projects.queries import facts
from banyan.domains.projects.queries.workdays import is_asked
from banyan.domains.projects.rules import keeping_up, weeks
from banyan.domains.projects.rules.papers import rate
from banyan.foundation.periods import Period, add_months, month_of
from banyan.foundation.refusal import noop

_BOARD = "projects.papers.board"
_REPORTS = "projects.report.new"


def _of(scope: Scope, judged: keeping_up.Judged, model: str, row: dict[str, Any], on: date) -> Finding:
    verdict, said = judged
    number = row["number"] or f"{on:%Y-%m-%d}"
    return Finding.of(scope.id, verdict, said, model=model, public_id=row["public_id"], number=number, on=on)


@control(
    "P3.4",
    kind="duty",
    title=noop("Every department hands in its weekly paper"),
    judged=noop(
        "Summary of the week and plan of the next in one paper, %(weekly_paper_workdays)s work days after the last "
        "work day of the week; late and explained ones want attention, missing ones are a breach. The on-time rate "
        "is not below %(papers_on_time_percent)s percent."
    ),
    settings=(rhythm.WEEKLY_PAPER_WORKDAYS, rhythm.ON_TIME_PERCENT),
    absent=noop("No weekly paper was due from any department."),
)
def weekly_papers(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Week by week, department by department."""
    units, begins = facts.project_units(scopes), facts.begins(scopes)
    starts = list(weeks.weeks_within(period, rhythm.number(rhythm.WEEKDAY, period.end)))
    due = {
        (scope.id, monday): weeks.weekly_due(
            monday,
            calendar_around(monday),
            rhythm.number(rhythm.WEEKLY_PAPER_WORKDAYS, monday, units.get(scope.id)),
        )
        for scope in scopes
        for monday in weeks.weeks_within(
            scope.period, rhythm.number(rhythm.WEEKDAY, scope.period.end, units.get(scope.id))
        )
        if is_asked(monday, False, begins.get(scope.id, scope.period.start), units.get(scope.id))
    }
    return _handed_in(scopes, Paper.Kind.WEEKLY, starts, due, period, today)


@control(
    "P3.3",
    kind="duty",
    title=noop("Every department hands in its monthly paper"),
    judged=noop(
        "Summary of the month and plan of the next in one paper, %(monthly_paper_workdays)s work days after the last "
        "work day of the month. The on-time rate is not below %(papers_on_time_percent)s percent."
    ),
    settings=(rhythm.MONTHLY_PAPER_WORKDAYS, rhythm.ON_TIME_PERCENT),
    absent=noop("No monthly paper was due from any department."),
)
def monthly_papers(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Month by month, department by department."""
    units, begins = facts.project_units(scopes), facts.begins(scopes)
    starts = [month.start for month in period.months()]
    due = {
        (scope.id, month): weeks.monthly_due(
            month,
            calendar_around(month),
            rhythm.number(rhythm.MONTHLY_PAPER_WORKDAYS, month, units.get(scope.id)),
        )
        for scope in scopes
        for month in weeks.months_within(scope.period)
        if is_asked(month, True, begins.get(scope.id, scope.period.start), units.get(scope.id))
    }
    return _handed_in(scopes, Paper.Kind.MONTHLY, starts, due, period, today)


def _handed_in(
    scopes: Sequence[Scope],
    kind: str,
    starts: Sequence[date],
    due: dict[tuple[UUID, date], date | None],
    period: Period,
    today: date,
) -> Iterator[Finding]:
    papers, staffed = facts.papers(scopes, kind, starts), facts.departments(scopes, period)
    units = facts.project_units(scopes)
    for scope in scopes:
        late: list[int | None] = []
        if not any(each and each < today for (project, _), each in due.items() if project == scope.id):
            yield not_asked(scope)
        for (_scope, start), due_on in due.items():
            if _scope != scope.id or due_on is None:
                continue
            for unit in staffed[scope.id]:
                row = papers.get((scope.id, unit.pk, start))
                handed = _handed(row, due_on)
                judged = keeping_up.handed(handed, due_on, today)
                if judged is not None:
                    late.append(handed.late_days if handed else None)
                    yield _paper(scope, judged, row, due_on)
        yield from _rate(scope, late, units.get(scope.id))


def _handed(row: dict[str, Any] | None, due_on: date) -> keeping_up.Handed | None:
    if row is None or row["state"] == Paper.State.DRAFT:
        return None
    is_explained = row["state"] == Paper.State.EXPLAINED
    return keeping_up.Handed(due_on, None if is_explained else row["late_days"], is_explained)


def _paper(scope: Scope, judged: keeping_up.Judged, row: dict[str, Any] | None, due_on: date) -> Finding:
    if row is None:
        return Finding(scope.id, judged[0], judged[1], on=due_on, mend=_BOARD)
    return _of(scope, judged, "projects.paper", row, due_on)


def _rate(scope: Scope, late: Sequence[int | None], unit: Any) -> Iterator[Finding]:
    reached = rate(late)
    percent = rhythm.number(rhythm.ON_TIME_PERCENT, scope.period.end, unit)
    judged = keeping_up.on_time(reached.on_time, reached.due, percent)
    if judged is not None:
        yield Finding(scope.id, judged[0], judged[1], on=scope.period.end, mend=_BOARD)


def _monthly_reports(
    scope: Scope, rows: Sequence[dict[str, Any]], since: date, unit: Any, today: date
) -> Iterator[Finding]:
    by_month = {row["month"]: row for row in rows if row["kind"] == Report.Kind.MONTHLY}
    yield not_asked(scope)
    for month in weeks.months_within(scope.period):
        row = by_month.get(month)
        if row is None and not is_asked(month, True, since, unit):
            continue
        end = month_of(month).end
        workdays = rhythm.number(rhythm.REPORT_WORKDAYS, end, unit)
        day = calendar_around(end).add_workdays(end, workdays)
        due_at = (
            row["due_at"]
            if row and row["due_at"]
            else datetime.combine(day, time(23, 59), get_current_timezone())
        )
        judged = keeping_up.reported(due_at, row["sent_at"] if row else None, today)
        if judged is not None and row is not None:
            yield _of(scope, judged, "projects.report", row, end)
        elif judged is not None:
            yield Finding(scope.id, judged[0], judged[1], on=day, mend=_REPORTS)


def _incidents(scope: Scope, rows: Sequence[dict[str, Any]], unit: Any) -> Iterator[Finding]:
    for row in rows:
        if row["kind"] != Report.Kind.INCIDENT or row["happened_at"] is None:
            continue
        day = row["happened_at"].astimezone(get_current_timezone()).date()
        if day in scope.period:
            hours = rhythm.number(rhythm.INCIDENT_HOURS, day, unit)
            yield _of(
                scope,
                keeping_up.incident(row["happened_at"], row["sent_at"], hours),
                "projects.report",
                row,
                day,
            )


@control(
    "R3.2.8",
    kind="duty",
    title=noop("Progress is reported upward, major problems at once"),
    judged=noop(
        "A report for every month within %(report_workdays)s work days of its end; a major incident within "
        "%(incident_hours)s hours."
    ),
    settings=(rhythm.REPORT_WORKDAYS, rhythm.INCIDENT_HOURS),
)
def upward(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Month by month to headquarters, and incidents by the hour."""
    rows, units = facts.reports(scopes, Report.Addressee.SUPERIOR), facts.project_units(scopes)
    begins = facts.begins(scopes)
    for scope in scopes:
        since = begins.get(scope.id, scope.period.start)
        yield from _monthly_reports(scope, rows[scope.id], since, units.get(scope.id), today)
        yield from _incidents(scope, rows[scope.id], units.get(scope.id))


@control(
    "R9.2.1",
    kind="duty",
    title=noop("The purchaser is told: figures monthly, a meeting each quarter, incidents at once"),
    judged=noop(
        "Indicators to the purchaser within %(report_workdays)s work days of each month, one meeting in every quarter "
        "that has ended, major incidents within %(incident_hours)s hours."
    ),
    settings=(rhythm.REPORT_WORKDAYS, rhythm.INCIDENT_HOURS),
)
def purchaser(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """What the purchaser was told, and when."""
    rows, units = facts.reports(scopes, Report.Addressee.PURCHASER), facts.project_units(scopes)
    begins = facts.begins(scopes)
    met = facts.meetings_held(scopes, Period(add_months(period.start, -3), period.end))
    for scope in scopes:
        since = begins.get(scope.id, scope.period.start)
        yield from _monthly_reports(scope, rows[scope.id], since, units.get(scope.id), today)
        yield from _incidents(scope, rows[scope.id], units.get(scope.id))
        yield from _quarters(scope, met[scope.id], since, today)


def _quarters(scope: Scope, met: Sequence[dict[str, Any]], since: date, today: date) -> Iterator[Finding]:
    meetings = [row for row in met if row["kind"] == Meeting.Kind.PURCHASER]
    for quarter in _quarters_ended(scope.period):
        own = [row for row in meetings if row["held_on"] in quarter]
        if not own and (quarter.end >= today or not is_asked(add_months(quarter.start, 2), True, since)):
            continue
        judged = keeping_up.regular(bool(own), is_excused=False, is_asked=False)
        if own:
            yield _of(scope, judged, "projects.meeting", own[0], own[0]["held_on"])
        else:
            yield Finding(scope.id, judged[0], judged[1], on=quarter.end, mend="projects.meeting.new")


def _quarters_ended(period: Period) -> Iterator[Period]:
    for month in period.months():
        if month.start.month % 3 == 0 and month.end <= period.end:
            yield Period(add_months(month.start, -2), month.end)


@control(
    "R3.2.4",
    kind="duty",
    title=noop("Progress and difficulties are shared, and difficulties are answered"),
    judged=noop(
        "Progress or a difficulty was shared with the team in the period; a difficulty is answered within "
        "%(answer_workdays)s work days. Lessons are judged by themselves."
    ),
    settings=(rhythm.ANSWER_WORKDAYS,),
    absent=noop("Neither progress nor a difficulty was shared in this period."),
)
def sharing(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Shared, and answered."""
    rows, units = facts.posts(scopes, period), facts.project_units(scopes)
    for scope in scopes:
        for row in rows[scope.id]:
            if row["shared_on"] in scope.period and row["kind"] != Post.Kind.LESSON:
                workdays = rhythm.number(rhythm.ANSWER_WORKDAYS, row["shared_on"], units.get(scope.id))
                answer_by = calendar_around(row["shared_on"]).add_workdays(row["shared_on"], workdays)
                judged = keeping_up.shared(
                    row["kind"] == Post.Kind.DIFFICULTY, answer_by, row["solved_on"], today
                )
                yield _of(scope, judged, "projects.post", row, row["shared_on"])


@control(
    "R9.1.2",
    kind="duty",
    title=noop("Lessons are written down for everybody"),
    judged=noop("In the period at least one lesson was shared with the team."),
    absent=noop("No lesson was written down in this period."),
)
def lessons(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """What was learnt stays with the team."""
    rows = facts.posts(scopes, period)
    for scope in scopes:
        for row in rows[scope.id]:
            if row["kind"] == Post.Kind.LESSON and row["shared_on"] in scope.period:
                judged = keeping_up.shared(False, row["shared_on"], None, today)
                yield _of(scope, judged, "projects.post", row, row["shared_on"])
