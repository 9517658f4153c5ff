"""What waits for somebody of meetings and papers: minutes to write, confirm and read, items, papers due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from banyan.core.calendar.workdays import calendar_around
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import ActionItem, Attendee, Meeting, Paper, Project
from banyan.domains.projects.queries.paper_page import missing_url
from banyan.domains.projects.rules import weeks
from banyan.foundation.refusal import noop, sentence

MOST = 20
LOOK_AHEAD = timedelta(days=7)
_WEEKS_BACK = 3


def minutes_due(actor: Any, today: date) -> Iterator[Todo]:
    """Minutes that the actor began, or of meetings of the actor's team that nobody began."""
    if actor.person_id is None:
        return
    found = Meeting.objects.visible_to(actor, "write").filter(
        state=Meeting.State.HELD, minutes_due_on__isnull=False
    )
    mine = found.filter(recorder=actor.person_id) | found.filter(
        recorder=None, attendees__person=actor.person_id, attendees__answer=Attendee.Answer.PRESENT
    )
    for meeting in mine.exclude(chair=actor.person_id).distinct().order_by("minutes_due_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Write the minutes: %(title)s"), title=meeting.title),
            why=sentence(
                noop("Held on %(day)s; minutes within the work days of the rulebook."), day=meeting.held_on
            ),
            url=page_of(meeting),
            deed=noop("Write the minutes"),
            unit_id=meeting.unit_id,
            number=meeting.number,
            due=meeting.minutes_due_on,
            clause="R9.1.6",
            kind="minutes",
        )


def minutes_to_confirm(actor: Any, today: date) -> Iterator[Todo]:
    """Minutes that wait for the actor as chair."""
    if actor.person_id is None:
        return
    found = Meeting.objects.visible_to(actor, "confirm").filter(
        state=Meeting.State.WRITTEN, chair=actor.person_id
    )
    for meeting in found.order_by("held_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Confirm the minutes: %(title)s"), title=meeting.title),
            why=noop("Whoever chaired confirms; then everybody reads them."),
            url=page_of(meeting),
            deed=noop("Read and confirm"),
            unit_id=meeting.unit_id,
            number=meeting.number,
            clause="R9.1.6",
            kind="sign",
        )


def minutes_to_read(actor: Any, today: date) -> Iterator[Todo]:
    """Confirmed minutes that the actor has not read."""
    if actor.person_id is None:
        return
    found = Attendee.objects.visible_to(actor).filter(
        person=actor.person_id, read_at=None, meeting__state=Meeting.State.CONFIRMED
    )
    for each in found.select_related("meeting__unit").order_by("meeting__held_on")[:MOST]:
        meeting = each.meeting
        yield Todo(
            title=sentence(noop("Read the minutes: %(title)s"), title=meeting.title),
            why=noop("The read receipt is asked of everybody who was invited."),
            url=page_of(meeting),
            deed=noop("Read"),
            unit_id=meeting.unit_id,
            number=meeting.number,
            due=_reading_due(meeting),
            clause="R9.1.6",
            kind="minutes_reading",
        )


def _reading_due(meeting: Meeting) -> date | None:
    if meeting.confirmed_at is None:
        return None
    day = meeting.confirmed_at.date()
    return calendar_around(day).add_workdays(day, rhythm.number(rhythm.READING_WORKDAYS, day, meeting.unit))


def items_due(actor: Any, today: date) -> Iterator[Todo]:
    """Action items of the actor that are late or due within a week."""
    if actor.person_id is None:
        return
    found = ActionItem.objects.visible_to(actor).filter(
        owner=actor.person_id, state=ActionItem.State.OPEN, due_on__lte=today + LOOK_AHEAD
    )
    for item in found.select_related("meeting").order_by("due_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Action item: %(what)s"), what=item.what),
            why=sentence(noop("Agreed in meeting %(number)s."), number=item.meeting.number),
            url=page_of(item),
            deed=noop("Close with the result"),
            unit_id=item.unit_id,
            number=item.number,
            due=item.due_on,
            clause="R9.1.5",
            kind="action_item",
        )


def papers_due(actor: Any, today: date) -> Iterator[Todo]:
    """The weekly papers of the actor's department that are due or late, for whoever leads it."""
    person = actor.person
    if (
        person is None
        or not actor.may(Paper.permission("begin"))
        or not _leads(person.pk, person.unit_id, today)
    ):
        return
    projects = Project.objects.visible_to(actor).filter(state=Project.State.RUNNING, unit=person.unit.centre)
    project = projects.order_by("number").first()
    if project is None:
        return
    handed_in = _handed_in(project, person.unit_id, today)
    for monday in _recent_weeks(today):
        due = weeks.weekly_due(monday, calendar_around(monday), _grace(monday, person.unit))
        if due is not None and monday not in handed_in and due <= today + timedelta(days=1):
            yield _paper_todo(project, person.unit, monday, due)


def _paper_todo(project: Project, unit: Any, monday: date, due: date) -> Todo:
    return Todo(
        title=sentence(noop("Weekly paper of the week from %(monday)s"), monday=monday),
        why=noop("Summary and next plan are one paper; what is unfinished stands in it already."),
        url=missing_url(project, unit, Paper.Kind.WEEKLY, monday),
        deed=noop("Write the paper"),
        unit_id=project.unit_id,
        number=project.number,
        due=due,
        clause="P3.4",
        kind="paper",
    )


def _grace(monday: date, unit: Any) -> int:
    return rhythm.number(rhythm.WEEKLY_PAPER_WORKDAYS, monday, unit)


def _recent_weeks(today: date) -> Iterator[date]:
    monday = weeks.monday_of(today)
    yield from (monday - weeks.WEEK * number for number in range(_WEEKS_BACK, -1, -1))


def _handed_in(project: Project, unit_id: int, today: date) -> set[date]:
    since = weeks.monday_of(today) - weeks.WEEK * _WEEKS_BACK
    found = Paper.everything.filter(
        project=project, unit=unit_id, person=None, kind=Paper.Kind.WEEKLY, starts_on__gte=since
    )
    return set(found.exclude(state=Paper.State.DRAFT).values_list("starts_on", flat=True))


def _leads(person_id: int, unit_id: int, today: date) -> bool:
    """Whether somebody holds the first post of a department; where the head's post is vacant, the next one does."""
    from banyan.core.identity.models import Appointment

    held = Appointment.everything.filter(
        Appointment.on(today), post__unit=unit_id, post__relation="commands"
    ).order_by("post__code", "person_id")
    return held.values_list("person_id", flat=True).first() == person_id
