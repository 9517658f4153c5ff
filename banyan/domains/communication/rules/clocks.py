"""Clocks of this room: when an answer is due, how long it took, whether it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banyan.foundation.workdays import Calendar


@dataclass(frozen=True)
class Clock:
    """How an answer stands on a day: `days` used so far or in all, `left` until the deadline "
    "(negative: late)."""

    given_on: date
    due_on: date
    settled_on: date | None
    today: date

    @property
    def last(self) -> date:
        """The day the clock stopped, or today."""
        return self.settled_on or self.today

    @property
    def days(self) -> int:
        """Calendar days between the question and the answer, or today."""
        return max((self.last - self.given_on).days, 0)

    @property
    def late_days(self) -> int:
        """Calendar days beyond the deadline; nought in time."""
        return max((self.last - self.due_on).days, 0)

    @property
    def left(self) -> int:
        """Calendar days until the deadline; negative when it has passed."""
        return (self.due_on - self.last).days

    @property
    def used_percent(self) -> int:
        """How much of the time is used, a hundred at most."""
        whole = max((self.due_on - self.given_on).days, 1)
        return min(round(100 * self.days / whole), 100)

    @property
    def tone(self) -> str:
        """In time is quiet; nearly over wants attention; over is a breach."""
        if self.late_days:
            return "breach"
        if self.settled_on is not None:
            return "ok"
        return "attn" if self.used_percent >= 80 else "idle"


def due_after(day: date, workdays: int, calendar: Calendar) -> date:
    """The last day for an answer, so many working days after the day it was asked for; make-up days count."""
    return calendar.add_workdays(day, workdays)
