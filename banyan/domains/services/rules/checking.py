"""What a check of service records can say by itself: what is missing in a record, and what it contradicts (R4.2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from banyan.domains.services.rules.hours.spent import Day, Spent, hours_said
from banyan.foundation.refusal import Sentence, noop, sentence

#: The lines of a process record that a reader looks for, each with what is said when it is empty.
CONTACT_LINES: Mapping[str, str] = {
    "place": noop("The place of the contact is not written down."),
    "present": noop("Who was present is not written down."),
    "aim": noop("The aim of the contact is not written down."),
    "happened": noop("What happened is not written down."),
    "said": noop("The client's own words are not written down."),
    "judgement": noop("The worker's judgement is not written down."),
    "next_step": noop("The next step is not written down."),
}
VISIT_LINES: Mapping[str, str] = {
    "happened": noop("What was found at the visit is not written down."),
    "said": noop("The person's own words are not written down."),
    "judgement": noop("The worker's judgement is not written down."),
}
SESSION_LINES: Mapping[str, str] = {
    "actual": noop("What was done in the session is not written down."),
    "interaction": noop("How the members dealt with each other is not written down."),
    "progress": noop("Progress towards the goals is not written down."),
    "reflection": noop("The worker's reflection is not written down."),
}


@dataclass(frozen=True)
class Booked:
    """A room that was booked for the file on the day of a record."""

    starts_at: time
    ends_at: time
    called_off: bool = False


def gaps(lines: Mapping[str, str], written: Mapping[str, str], papers: int) -> list[Sentence]:
    """What a record leaves empty, and how many papers its file lacks that were due."""
    found = [sentence(told) for name, told in lines.items() if not (written.get(name) or "").strip()]
    if papers:
        found.append(sentence(noop("The file lacks %(count)s papers that were due."), count=papers))
    return found


def contradictions(
    began_at: time | None, ended_at: time | None, days: Iterable[Day], record: object, booked: Iterable[Booked]
) -> list[Sentence]:  # fmt: skip
    """What other records of the same day say against the hours of a record. `record` is its identifier."""
    found = [told for day in days for told in _of_day(day, record)]
    rooms = list(booked)
    if began_at and ended_at and rooms:
        standing = [room for room in rooms if not room.called_off]
        if not standing:
            found.append(sentence(noop("The room that was booked for it was called off.")))
        elif not any(room.starts_at < ended_at and began_at < room.ends_at for room in standing):
            found.append(sentence(noop("The room was booked for it at other hours of that day.")))
    return found


def _of_day(day: Day, record: object) -> list[Sentence]:
    found = [
        sentence(
            noop("At the same time the worker has another record, from %(at)s."), at=_other(pair, record)
        )
        for pair in day.overlaps
        if record in (pair[0].public_id, pair[1].public_id) and pair[0].public_id != pair[1].public_id
    ]
    if day.is_long:
        found.append(sentence(noop("The worker's day has %(hours)s hours."), hours=hours_said(day.minutes)))
    return found


def _other(pair: tuple[Spent, Spent], record: object) -> str:
    other = pair[1] if pair[0].public_id == record else pair[0]
    return f"{other.began_at:%H:%M}"
