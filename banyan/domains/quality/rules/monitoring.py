"""Which looks the monitoring calendar asks for, and which were missed (R3.2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.periods import Period, add_months
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

MONTHS = {"month": 1, "quarter": 3, "half_year": 6}
GOOD, BREACH = "good", "breach"
DONE, FAULT, MISSED, DUE, AHEAD = "done", "fault", "missed", "due", "ahead"


@dataclass(frozen=True)
class Look:
    """One look that the calendar asks for: its period, how it stands, and the day it was made."""

    period: Period
    state: str
    on: date | None = None


@dataclass(frozen=True)
class Made:
    """A look that was made."""

    on: date
    in_order: bool


def spans(rhythm: str, starts_on: date, ends_on: date | None, within: Period) -> Iterator[Period]:
    """The calendar's spans that end or run inside a period: calendar weeks, months, quarters or half years."""
    span = _span_of(rhythm, max(starts_on, within.start))
    last = min(within.end, ends_on or within.end)
    while span.start <= last:
        if span.end >= starts_on and span.start <= last and (ends_on is None or span.end <= ends_on):
            yield span
        span = _span_of(rhythm, span.end + timedelta(days=1))


def looks(wanted: Iterable[Period], made: Iterable[Made], today: date) -> list[Look]:
    """How each look stands: made in order, made with a fault, missed, due now, or still to come."""
    known = sorted(made, key=lambda each: each.on)
    return [_look(span, [each for each in known if each.on in span], today) for span in wanted]


def check_day(checked_on: date, today: date, days_back: int) -> None:
    """A look is written down when it was made, not weeks later."""
    if checked_on > today:
        raise Refused({"checked_on": noop("This day has not come yet.")}, clause="R3.2.6")
    if (today - checked_on).days > days_back:
        raise Refused(
            {"checked_on": sentence(noop("A look is written down within %(days)s days."), days=days_back)},
            clause="R3.2.6",
            way_out=noop("Write it down for today; the missed one stays missed."),
        )


def check_seen(in_order: bool, seen: str) -> None:
    """What was seen is said, above all when it was not in order."""
    if len(seen.strip()) < 2:
        words = noop("Say what you looked at.") if in_order else noop("Say what is not in order.")
        raise Refused({"seen": words}, clause="R3.2.6")


def look_verdict(look: Look) -> tuple[str, Sentence] | None:
    """What one look says of the clause; nothing while it may still be made. A fault that was seen is no breach."""
    if look.state in (DONE, FAULT):
        return GOOD, sentence(noop("Looked at on %(day)s."), day=look.on)
    if look.state == MISSED:
        return BREACH, sentence(noop("Not looked at until %(day)s."), day=look.period.end)
    return None


def _look(span: Period, made: list[Made], today: date) -> Look:
    if made:
        faulty = any(not each.in_order for each in made)
        return Look(span, FAULT if faulty else DONE, made[-1].on)
    if span.end < today:
        return Look(span, MISSED)
    return Look(span, DUE if span.start <= today else AHEAD)


def _span_of(rhythm: str, day: date) -> Period:
    if rhythm == "week":
        start = day - timedelta(days=day.weekday())
        return Period(start, start + timedelta(days=6))
    size = MONTHS[rhythm]
    start = date(day.year, (day.month - 1) // size * size + 1, 1)
    return Period(start, add_months(start, size) - timedelta(days=1))
