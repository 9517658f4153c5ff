"""A meeting from the invitation to minutes that everybody has read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import notices, numbering
from banyan.core.audit.trail import Line, note_all
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.models import User
from banyan.core.records import snapshot
from banyan.core.search.keeping import Entry, put_all, source
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import Attendee, ItemReview, Meeting
from banyan.domains.projects.queries import meetings as queries
from banyan.domains.projects.queries.leading import lead_on
from banyan.domains.projects.rules import meetings as rules
from banyan.foundation.refusal import Refused, noop, sentence

State = Meeting.State
SECTIONS = (
    "progress",
    "problems",
    "plan",
    "background",
    "goals",
    "tasks",
    "requirements",
    "division",
    "decisions",
)
_CALLED = noop("You are invited to meeting %(number)s on %(day)s.")
_TO_READ = noop("The minutes of meeting %(number)s are confirmed and wait to be read.")


@deed(Meeting, "call", new=True, label=_("Call a meeting"), icon="calendar-plus")
def call(meeting: Meeting, by: Any, now: datetime) -> None:
    """Call a meeting with its agenda; those who belong there are invited."""
    meeting.unit = meeting.project.unit
    rules.check_called(
        meeting.kind, meeting.agenda, meeting.other_kind, has_lead=meeting.lead_department_id is not None
    )
    meeting.chair = meeting.chair or lead_on(meeting.project, meeting.held_on)
    meeting.number = meeting.number or numbering.take(
        Meeting.number_pattern, meeting.unit, meeting.held_on.year
    )
    meeting.created_at = meeting.changed_at = now
    meeting.save()
    _invite(meeting, queries.expected_people(meeting))
    put_all([_entry(meeting)])
    if meeting.held_on >= now.date():
        _tell(meeting, _CALLED, now, day=meeting.held_on)


@deed(Meeting, "edit", frm=State.PLANNED, label=_("Edit"), icon="pencil")
def edit(meeting: Meeting, by: Any, now: datetime, **changes: Any) -> None:
    """Change what was called: day, place, agenda."""
    for name, value in changes.items():
        setattr(meeting, name, value)
    rules.check_called(
        meeting.kind, meeting.agenda, meeting.other_kind, has_lead=meeting.lead_department_id is not None
    )
    put_all([_entry(meeting)])


@deed(Meeting, "invite", frm=(State.PLANNED, State.HELD), label=_("Invite"), icon="user-plus")
def invite(meeting: Meeting, by: Any, now: datetime, people: Iterable[int]) -> None:
    """Invite more people; who is invited already stays so."""
    _invite(meeting, people)


@deed(Meeting, "call_off", frm=State.PLANNED, to=State.CANCELLED, label=_("Call the meeting off…"), danger=True,
      icon="calendar-off")  # fmt: skip
def call_off(meeting: Meeting, by: Any, now: datetime, reason: str) -> None:
    """Call a meeting off; for a weekly one the week still needs a meeting or a signed reason."""


@deed(
    Meeting, "hold", frm=(State.PLANNED, State.HELD), to=State.HELD, label=_("Take attendance"), icon="users"
)
def hold(
    meeting: Meeting, by: Any, now: datetime, answers: Mapping[int, tuple[str, str]], chair: Any,
    chair_reason: str = "",
) -> None:  # fmt: skip
    """Write down who was there, who was excused and why, and who chaired (R9.1.3).

    ``answers`` maps each person's id to the answer and the reason of an apology.
    """
    present = {person for person, (answer, _why) in answers.items() if answer == Attendee.Answer.PRESENT}
    rules.check_held(meeting.held_on, now.date(), len(present))
    rules.check_apologies(answers.values())
    lead = lead_on(meeting.project, meeting.held_on)
    rules.check_chair(
        chair is not None,
        is_lead=chair is not None and lead is not None and chair.pk == lead.pk,
        is_present=chair is not None and chair.pk in present,
        reason=chair_reason,
    )
    meeting.chair, meeting.chair_reason = chair, chair_reason.strip()
    meeting.minutes_due_on = minutes_due(meeting)
    _answer(meeting, answers, by, now)


@deed(Meeting, "keep", frm=State.HELD, label=_("Keep the minutes"), icon="device-floppy")
def keep(
    meeting: Meeting,
    by: Any,
    now: datetime,
    texts: Mapping[str, str],
    reviews: Mapping[int, str] | None = None,
) -> None:
    """Keep what the minutes say so far, and what was heard of the items that were open."""
    for name in SECTIONS:
        if name in texts:
            setattr(meeting, name, texts[name].strip())
    meeting.recorder = meeting.recorder or by.person
    known = {item.pk for item in queries.open_before(meeting)}
    for item, words in (reviews or {}).items():
        if item in known and words.strip():
            ItemReview.everything.update_or_create(
                meeting=meeting, item_id=item, defaults={"words": words.strip()[:200]}
            )


@deed(Meeting, "write", frm=State.HELD, to=State.WRITTEN, label=_("Hand the minutes in"), icon="send")
def write(meeting: Meeting, by: Any, now: datetime) -> None:
    """Hand the minutes in for confirmation; they say everything that this kind of meeting asks for."""
    meeting.recorder = by.person or meeting.recorder
    heard = queries.reviewed(meeting)
    unheard = [item for item in queries.open_before(meeting) if item.pk not in heard]
    texts = {name: getattr(meeting, name) for name in SECTIONS}
    rules.check_minutes(
        meeting.kind,
        texts,
        recorder_is_chair=meeting.recorder_id == meeting.chair_id,
        unreviewed=len(unheard),
    )
    meeting.minutes_on = now.date()


@deed(
    Meeting,
    "confirm",
    frm=State.WRITTEN,
    to=State.CONFIRMED,
    label=_("Confirm the minutes"),
    icon="signature",
)
def confirm(meeting: Meeting, by: Any, now: datetime) -> None:
    """The chair confirms what was written; from now on everybody who was invited reads it (R9.1.6)."""
    rules.check_confirmer(
        is_chair=by.person_id is not None and by.person_id == meeting.chair_id,
        is_recorder=by.person_id is not None and by.person_id == meeting.recorder_id,
    )
    meeting.confirmed_by, meeting.confirmed_at = by.person, now
    writers = [each for each in (meeting.chair_id, meeting.recorder_id) if each is not None]
    Attendee.everything.filter(meeting=meeting, person_id__in=writers).update(read_at=now)
    _tell(meeting, _TO_READ, now)


@deed(Meeting, "send_back", frm=State.WRITTEN, to=State.HELD, label=_("Send the minutes back…"), danger=True,
      icon="arrow-back-up")  # fmt: skip
def send_back(meeting: Meeting, by: Any, now: datetime, reason: str) -> None:
    """The chair sends the minutes back and says what is to be mended."""
    rules.check_back(reason)
    rules.check_confirmer(
        is_chair=by.person_id is not None and by.person_id == meeting.chair_id, is_recorder=False
    )
    meeting.minutes_on = None


@deed(Attendee, "read", label=_("I have read the minutes"), icon="eye-check")
def read(attendee: Attendee, by: Any, now: datetime) -> None:
    """The read receipt: given by the person, for confirmed minutes only (R9.1.6)."""
    if attendee.meeting.state != State.CONFIRMED:
        raise Refused(
            {"": noop("The minutes are not confirmed yet; there is nothing to read.")}, clause="R9.1.6"
        )
    if by.person_id != attendee.person_id:
        raise Refused({"": noop("Only the person can say that they have read it.")}, clause="R9.1.6")
    attendee.read_at = attendee.read_at or now


@deed(Attendee, "brief", label=_("Make-up briefing"), icon="message-2-share")
def brief(attendee: Attendee, by: Any, now: datetime, briefed_on: date) -> None:
    """Somebody who was there told what the absent person missed (R3.2.1)."""
    there = queries.was_there(attendee.meeting, by.person_id)
    if not there and by.person_id != attendee.person_id:
        raise Refused(
            {"": noop("Who was not there cannot brief; somebody who was there does.")}, clause="R3.2.1"
        )
    rules.check_briefing(
        was_there=attendee.answer == Attendee.Answer.PRESENT,
        is_self=by.person_id == attendee.person_id,
        day=briefed_on,
        held_on=attendee.meeting.held_on,
        today=now.date(),
    )
    attendee.briefed_on, attendee.briefed_by = briefed_on, by.person


def minutes_due(meeting: Meeting) -> date:
    """The last day for the minutes by the setting that held on the day of the meeting."""
    workdays = rhythm.number(rhythm.MINUTES_WORKDAYS, meeting.held_on, meeting.unit)
    return rules.minutes_due(meeting.held_on, calendar_around(meeting.held_on), workdays)


def _invite(meeting: Meeting, people: Iterable[int]) -> None:
    known = set(Attendee.everything.filter(meeting=meeting).values_list("person_id", flat=True))
    Attendee.everything.bulk_create(
        [Attendee(meeting=meeting, person_id=person) for person in people if person not in known]
    )


def _answer(meeting: Meeting, answers: Mapping[int, tuple[str, str]], by: Any, now: datetime) -> None:
    """Everybody's answer, each with its line in the trail; who is not mentioned was absent."""
    _invite(meeting, answers)
    rows, lines = list(Attendee.everything.filter(meeting=meeting).select_related("meeting__unit")), []
    for row in rows:
        before = snapshot(row)
        answer, apology = answers.get(row.person_id, (Attendee.Answer.ABSENT, ""))
        row.answer = Attendee.Answer(answer)
        row.apology = apology.strip() if answer == Attendee.Answer.EXCUSED else ""
        if snapshot(row) != before:
            lines.append(Line(row, Attendee.permission("answer"), before, snapshot(row)))
    Attendee.everything.bulk_update(rows, ["answer", "apology"])
    note_all(by, now, lines)


def _tell(meeting: Meeting, words: str, now: datetime, **more: Any) -> None:
    """Everybody who was invited and has not read it yet; the notice names the number, nobody's name."""
    people = Attendee.everything.filter(meeting=meeting, read_at=None).values_list("person_id", flat=True)
    users = User.objects.filter(person_id__in=list(people), is_active=True)
    params = {name: value.isoformat() for name, value in more.items()}
    notices.tell(users, "meeting", sentence(words, number=meeting.number, **params), about=meeting, now=now)


def _entry(meeting: Meeting) -> Entry:
    return Entry(meeting, meeting.title, (meeting.place,))


def _entries() -> Iterable[Entry]:
    return map(_entry, Meeting.everything.select_related("unit", "project").iterator())


source(Meeting._meta.label_lower, _entries)
