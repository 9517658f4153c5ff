"""What the page of a meeting shows: what was open, what was said, what was agreed, who was there and has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.core.registers.addresses import page_of
from banyan.domains.projects.models import ActionItem, Attendee, Meeting
from banyan.domains.projects.queries import meetings as queries
from banyan.domains.projects.queries.meetings import standing_of
from banyan.domains.projects.rules import meetings as rules
from banyan.domains.projects.rules.action_items import days_late, told

AWAY = (Attendee.Answer.EXCUSED, Attendee.Answer.ABSENT)


@dataclass(frozen=True)
class ItemLine:
    """An action item as a line: how it stands today, what the meeting heard of it."""

    item: ActionItem
    url: str
    told: Any
    late: int
    heard: str = ""

    @property
    def tone(self) -> str:
        """Loud only for what is open and late."""
        if self.item.state != ActionItem.State.OPEN:
            return "idle" if self.item.state == ActionItem.State.DROPPED else "ok"
        return "breach" if self.late else "wait"


@dataclass(frozen=True)
class Section:
    """One part of the minutes: its name in the record, its title, what it says."""

    name: str
    label: Any
    text: str


def sections_of(meeting: Meeting) -> list[Section]:
    """The parts that this kind of meeting asks for, then the others."""
    names = (*rules.sections_of(meeting.kind), *rules.optional_sections(meeting.kind))
    return [Section(name, _label(name), getattr(meeting, name)) for name in names]


def _label(name: str) -> Any:
    return Meeting._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def meeting_page(meeting: Meeting, by: Any, today: date) -> dict[str, Any]:
    """Everything on the page of one meeting."""
    people = queries.people_of(meeting)
    heard = queries.reviewed(meeting)
    mine = next((each for each in people if each.person_id == by.person_id), None)
    return {
        "sections": sections_of(meeting),
        "before": [_line(item, today, heard.get(item.pk, "")) for item in queries.open_before(meeting)],
        "agreed": [_line(item, today) for item in queries.agreed_in(meeting)],
        "people": people,
        "present": [each for each in people if each.answer == Attendee.Answer.PRESENT],
        "away": [each for each in people if each.answer in AWAY],
        "unread": [each for each in people if each.read_at is None],
        "mine": mine,
        "may_read": mine is not None and mine.read_at is None and meeting.state == Meeting.State.CONFIRMED,
        "may_write": meeting.state in (Meeting.State.PLANNED, Meeting.State.HELD)
        and meeting.held_on <= today
        and by.can(Meeting.permission("write"), meeting),
        "may_brief": meeting.kind == Meeting.Kind.KICKOFF and queries.was_there(meeting, by.person_id),
        "late": _minutes_late(meeting, today),
        "today": today,
    }


def _line(item: ActionItem, today: date, heard: str = "") -> ItemLine:
    standing = standing_of(item)
    return ItemLine(item, page_of(item), told(standing, today), days_late(standing, today), heard)


def _minutes_late(meeting: Meeting, today: date) -> int:
    if meeting.minutes_due_on is None or meeting.state == Meeting.State.PLANNED:
        return 0
    return max(((meeting.minutes_on or today) - meeting.minutes_due_on).days, 0)


def writing_page(meeting: Meeting, today: date) -> dict[str, Any]:
    """What is needed to write the minutes: people with their answers, what was open, departments to choose from."""
    heard = queries.reviewed(meeting)
    return {
        "people": queries.people_of(meeting),
        "answers": [choice for choice in Attendee.Answer.choices if choice[0] != Attendee.Answer.INVITED],
        "before": [_line(item, today, heard.get(item.pk, "")) for item in queries.open_before(meeting)],
        "agreed": [_line(item, today) for item in queries.agreed_in(meeting)],
        "sections": sections_of(meeting),
        "departments": queries.departments_of(meeting.unit, meeting.held_on),
    }
