"""Entries as iCalendar (RFC 5545): kind and number, never a name, a place or a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from banyan.core.calendar.entries import Entry

_LINE = 75


def written(entries: Iterable[Entry], address: str, now: datetime) -> bytes:
    """A calendar of these entries; `address` is where this installation answers."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Banyan//Calendar//ZH", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_escaped(_('Banyan calendar'))}"]  # fmt: skip
    for entry in entries:
        lines += _event(entry, address, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(entry: Entry, address: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.public_id}@banyan"
    yield f"DTSTAMP:{_moment(now)}"
    yield from _times(entry)
    yield f"SUMMARY:{_escaped(f'{entry.kind} {entry.number}')}"
    yield f"URL:{address}{entry.url}"
    yield "END:VEVENT"


def _times(entry: Entry) -> Iterator[str]:
    if entry.starts_at is None or entry.last_day != entry.on:
        yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.last_day + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART:{_at(entry.on, entry.starts_at)}"
    if entry.ends_at is not None and entry.ends_at > entry.starts_at:
        yield f"DTEND:{_at(entry.on, entry.ends_at)}"


def _at(on: date, at: time) -> str:
    return _moment(datetime.combine(on, at, timezone.get_default_timezone()))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; a character is never cut."""
    piece, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + length
    yield piece
