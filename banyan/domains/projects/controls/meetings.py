"""What meetings and action items prove: R3.2.1, R3.2.7, R9.1.3–R9.1.7, P3.5, R1.3.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from banyan.core.calendar.workdays import calendar_around
from banyan.core.controls import Finding, Scope, control, not_asked
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import ActionItem, Exemption, Meeting
from banyan.domains.projects.queries import facts
from banyan.domains.projects.queries.leading import leaders
from banyan.domains.projects.queries.workdays import is_asked
from banyan.domains.projects.rules import keeping_up, weeks
from banyan.domains.projects.rules.action_items import Standing
from banyan.domains.projects.rules.meetings import missing_sections
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

MEETING, ITEM, EXEMPTION = "projects.meeting", "projects.actionitem", "projects.exemption"
_MEND_WEEK = "projects.exemption.new"
_CALL = "projects.meeting.new"


def _found(scope: Scope, judged: keeping_up.Judged, model: str, row: dict[str, Any], on: date) -> Finding:
    verdict, said = judged
    return Finding.of(
        scope.id, verdict, said, model=model, public_id=row["public_id"], number=row["number"], on=on
    )


def _missing(scope: Scope, judged: keeping_up.Judged, on: date, mend: str) -> Finding:
    return Finding(scope.id, judged[0], judged[1], on=on, mend=mend)


@control(
    "R3.2.1",
    kind="duty",
    title=noop("A kick-off meeting that everybody knows of"),
    judged=noop(
        "A kick-off meeting within %(kickoff_days)s days of the contract, its minutes confirmed; who was absent is "
        "briefed within %(briefing_workdays)s work days."
    ),
    settings=(rhythm.KICKOFF_DAYS, rhythm.BRIEFING_WORKDAYS),
    absent=noop("No kick-off meeting is recorded."),
)
def kickoff(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The project was opened with everybody, and who missed it was told."""
    held, begins, units = facts.kickoffs(scopes), facts.begins(scopes), facts.project_units(scopes)
    for scope in scopes:
        begun = begins.get(scope.id, scope.period.start)
        deadline = begun + timedelta(days=rhythm.number(rhythm.KICKOFF_DAYS, begun, units.get(scope.id)))
        rows = [row for row in held[scope.id] if row["held_on"] <= scope.period.end]
        if not rows:
            yield _missing(scope, keeping_up.kickoff_missing(deadline, scope.period.end), deadline, _CALL)
        for row in rows[:1]:
            workdays = rhythm.number(rhythm.BRIEFING_WORKDAYS, row["held_on"], units.get(scope.id))
            brief_by = calendar_around(row["held_on"]).add_workdays(row["held_on"], workdays)
            is_confirmed = row["state"] == Meeting.State.CONFIRMED
            judged = keeping_up.kickoff(
                row["held_on"], deadline, is_confirmed, row["unbriefed"], brief_by, today
            )
            yield _found(scope, judged, MEETING, row, row["held_on"])


@control(
    "R3.2.7",
    kind="duty",
    title=noop("A project meeting every week"),
    judged=noop(
        "In every week with %(asked_week_workdays)s work days of the project or more a weekly meeting, or a reason "
        "signed by the director. A week belongs to its weekday %(week_belongs_by)s."
    ),
    settings=(rhythm.WEEK_WORKDAYS, rhythm.WEEKDAY),
)
def weekly_meetings(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each week has its meeting, or its signed reason."""
    held = facts.meetings_held(scopes, _widened(period))
    excused = facts.exemptions(scopes, Exemption.Kind.WEEKLY)
    units, begins = facts.project_units(scopes), facts.begins(scopes)
    for scope in scopes:
        weekday = rhythm.number(rhythm.WEEKDAY, scope.period.end, units.get(scope.id))
        rows = [row for row in held[scope.id] if row["kind"] == Meeting.Kind.WEEKLY]
        yield not_asked(scope)
        for monday in weeks.weeks_within(scope.period, weekday):
            own = [row for row in rows if weeks.monday_of(row["held_on"]) == monday]
            is_over = weeks.last_of(monday, is_monthly=False) < today
            since = begins.get(scope.id, scope.period.start)
            if own or (is_over and is_asked(monday, False, since, units.get(scope.id))):
                yield _regular(
                    scope, own, excused.get((scope.id, monday)), monday + timedelta(days=weekday - 1)
                )


def _regular(
    scope: Scope,
    own: Sequence[dict[str, Any]],
    excuse: dict[str, Any] | None,
    on: date,
    mend: str = _MEND_WEEK,
) -> Finding:
    """The finding of one week or month: its meeting, else its excuse, else nothing."""
    is_signed = excuse is not None and excuse["state"] == Exemption.State.SIGNED
    judged = keeping_up.regular(bool(own), is_signed, excuse is not None)
    if own:
        return _found(scope, judged, MEETING, own[0], own[0]["held_on"])
    if excuse is not None:
        return _found(scope, judged, EXEMPTION, excuse, on)
    return _missing(scope, judged, on, mend)


def _widened(period: Period) -> Period:
    """The days of the weeks that lie half inside a period."""
    return Period(period.start - timedelta(days=6), period.end + timedelta(days=6))


def _monthly(scopes: Sequence[Scope], period: Period, today: date, kind: str) -> Iterator[Finding]:
    held = facts.meetings_held(scopes, period)
    excused, units, begins = (
        facts.exemptions(scopes, kind), facts.project_units(scopes), facts.begins(scopes),
    )  # fmt: skip
    for scope in scopes:
        rows = [row for row in held[scope.id] if row["kind"] == kind]
        yield not_asked(scope)
        for month in weeks.months_within(scope.period):
            own = [row for row in rows if row["held_on"].replace(day=1) == month]
            on = weeks.last_of(month, is_monthly=True)
            since = begins.get(scope.id, scope.period.start)
            if own or (on < today and is_asked(month, True, since, units.get(scope.id))):
                yield _regular(scope, own, excused.get((scope.id, month)), on)


@control(
    "P3.5",
    kind="duty",
    title=noop("A monthly meeting that sums up and settles the next tasks"),
    judged=noop(
        "In every month that has ended with %(asked_month_workdays)s work days of the project or more a monthly "
        "meeting, or a reason signed by the director."
    ),
    settings=(rhythm.MONTH_WORKDAYS,),
)
def monthly_meetings(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each month is summed up together."""
    return _monthly(scopes, period, today, Meeting.Kind.MONTHLY)


@control(
    "R9.1.7",
    kind="duty",
    title=noop("Departments meet every month, and joint work has one lead"),
    judged=noop(
        "In every month that has ended with %(asked_month_workdays)s work days of the project or more a "
        "cross-department meeting or a signed reason; every joint item names the department that leads."
    ),
    settings=(rhythm.MONTH_WORKDAYS,),
)
def cross_meetings(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Departments meet, and nobody is led by two."""
    staffed = facts.departments(scopes, period)
    yield from _monthly([s for s in scopes if len(staffed[s.id]) > 1], period, today, Meeting.Kind.CROSS)
    yield from (not_asked(scope) for scope in scopes if len(staffed[scope.id]) < 2)
    joint = facts.joint_items(scopes, period)
    for scope, row in _within(scopes, joint, "agreed_on"):
        if row["department_id"] is None:
            yield _found(scope, keeping_up.joint(has_lead=False, was_there=True), ITEM, row, row["agreed_on"])


@control(
    "R1.3.4",
    kind="quality",
    title=noop("Joint work is agreed by both departments"),
    judged=noop("Items with a supporting department were agreed where both departments were at the table."),
)
def joint_work(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """What two departments do, both have agreed to."""
    for scope, row in _within(scopes, facts.joint_items(scopes, period), "agreed_on"):
        judged = keeping_up.joint(row["department_id"] is not None, row["there"] > 0)
        yield _found(scope, judged, ITEM, row, row["agreed_on"])


@control(
    "R9.1.3",
    kind="duty",
    title=noop("The lead chairs, the members attend"),
    judged=noop(
        "Every meeting has a chair: the project lead, or a deputy with a written reason. Attendance below "
        "%(attendance_percent)s percent wants attention."
    ),
    settings=(rhythm.ATTENDANCE_PERCENT,),
    absent=noop("No meeting was held in this period."),
)
def attendance(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Who chaired, and who came; the lead is whoever answered for the project on the day of the meeting."""
    units, lead_on = facts.project_units(scopes), leaders(facts.ids(scopes))
    for scope, row in _within(scopes, facts.meetings_held(scopes, period), "held_on"):
        facts_of = keeping_up.Attended(
            invited=row["invited"],
            present=row["present"],
            has_chair=row["chair_id"] is not None,
            is_lead=row["chair_id"] == lead_on(scope.id, row["held_on"]),
            has_reason=bool(row["chair_reason"].strip()),
        )
        percent = rhythm.number(rhythm.ATTENDANCE_PERCENT, row["held_on"], units.get(scope.id))
        yield _found(scope, keeping_up.attended(facts_of, percent), MEETING, row, row["held_on"])


@control(
    "R9.1.4",
    kind="duty",
    title=noop("Meetings are prepared, and report progress"),
    judged=noop("Every meeting has an agenda; handed-in minutes say everything that their kind asks for."),
    absent=noop("No meeting was held in this period."),
)
def preparation(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Agenda before, progress after."""
    for scope, row in _within(scopes, facts.meetings_held(scopes, period), "held_on"):
        missing = missing_sections(row["kind"], row) if row["state"] != Meeting.State.HELD else {}
        judged = keeping_up.prepared(bool(row["agenda"].strip()), len(missing))
        yield _found(scope, judged, MEETING, row, row["held_on"])


@control(
    "R9.1.5",
    kind="quality",
    title=noop("What was agreed is carried to its end"),
    judged=noop(
        "Every action item is closed by its day. Late ones want attention; what is late for more than "
        "%(raising_days)s days and was not raised to the superior is a breach."
    ),
    settings=(rhythm.RAISING_DAYS,),
)
def action_items(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each item has its end, or its superior."""
    units, found = facts.project_units(scopes), facts.items(scopes, period)
    for scope in scopes:
        for row in found[scope.id]:
            if row["due_on"] <= scope.period.end:
                standing = Standing(
                    row["state"] == ActionItem.State.OPEN,
                    row["due_on"],
                    row["closed_on"],
                    bool(row["problem"]),
                )
                days = rhythm.number(rhythm.RAISING_DAYS, row["due_on"], units.get(scope.id))
                yield _found(scope, keeping_up.item(standing, days, today), ITEM, row, row["due_on"])


@control(
    "R9.1.6",
    kind="quality",
    title=noop("Minutes in time, confirmed and read"),
    judged=noop(
        "Minutes within %(minutes_workdays)s work days, confirmed by the chair, and read by everybody within "
        "%(minutes_reading_workdays)s work days of the confirmation."
    ),
    settings=(rhythm.MINUTES_WORKDAYS, rhythm.READING_WORKDAYS),
)
def minutes(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Written, confirmed, read."""
    units = facts.project_units(scopes)
    for scope, row in _within(scopes, facts.meetings_held(scopes, period), "held_on"):
        judged = keeping_up.written(_written(row, units.get(scope.id)), today)
        if judged is not None:
            yield _found(scope, judged, MEETING, row, row["held_on"])


def _written(row: dict[str, Any], unit: Any) -> keeping_up.Written:
    due = row["minutes_due_on"] or row["held_on"]
    confirmed = row["confirmed_at"].date() if row["confirmed_at"] else None
    return keeping_up.Written(
        due_on=due,
        handed_in=row["minutes_on"],
        confirm_by=_reading_by(row["minutes_on"], unit),
        is_confirmed=confirmed is not None,
        unread=row["unread"],
        read_by=_reading_by(confirmed, unit),
    )


def _reading_by(day: date | None, unit: Any) -> date | None:
    if day is None:
        return None
    return calendar_around(day).add_workdays(day, rhythm.number(rhythm.READING_WORKDAYS, day, unit))


def _within(scopes: Iterable[Scope], rows: facts.Rows, day: str) -> Iterator[tuple[Scope, dict[str, Any]]]:
    """The rows of each project whose day lies in the part of the period that is judged."""
    for scope in scopes:
        for row in rows[scope.id]:
            if row[day] in scope.period:
                yield scope, row
