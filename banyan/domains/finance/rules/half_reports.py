"""The half-yearly financial report to headquarters: two in each contract year, on time (P4.3)."""

from __future__ import annotations

from datetime import date, timedelta

from banyan.foundation.periods import Period, add_months
from banyan.foundation.refusal import Refused, noop, sentence

CLAUSE = "P4.3"


def halves(year: Period) -> tuple[Period, ...]:
    """Both halves of a contract year; a contract of six months or less is reported once, at its end."""
    middle = add_months(year.start, 6)
    if year.end < middle:
        return (year,)
    return Period(year.start, middle - timedelta(days=1)), Period(middle, year.end)


def half_of(year: Period, day: date) -> Period:
    """The half that a day lies in."""
    *_earlier, last = found = halves(year)
    return next((half for half in found if day <= half.end), last)


def due_on(half: Period, days: int) -> date:
    """The last good day for the report of a half."""
    return half.end + timedelta(days=days)


def check_ready(half: Period, today: date, deviating: int, notes: str, outlook: str) -> None:
    """The half is over, deviations are told, and somebody says how the year will end."""
    if today <= half.end:
        raise Refused({"": noop("The half is not over yet.")}, clause=CLAUSE)
    if deviating and not notes.strip():
        words = noop("%(count)s items deviate; the notes say why.")
        raise Refused({"notes": sentence(words, count=deviating)}, clause=CLAUSE)
    if not outlook.strip():
        raise Refused({"outlook": noop("Say how the year will end.")}, clause=CLAUSE)


def verdict(half_end: date, due: date, submitted: date | None, today: date) -> str:
    """good in time, attention when late or not yet due and missing nothing, breach when overdue, "" before the half ends."""
    if submitted is not None:
        return "good" if submitted <= due else "attention"
    if today <= half_end:
        return ""
    return "breach" if today > due else ""
