"""Crisis calls: who must know by when, and how late the word came (R9.3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from banyan.foundation.refusal import Refused, noop

CLAUSE = "R9.3.2"
FIRST, SECOND, LAST = "first", "second", "last"
WAVES = (FIRST, SECOND, LAST)


@dataclass(frozen=True)
class Limits:
    """Minutes from noticing until somebody of each wave must know."""

    first: int
    second: int
    last: int

    def minutes(self, wave: str) -> int:
        """The limit of one wave."""
        return {FIRST: self.first, SECOND: self.second, LAST: self.last}[wave]


@dataclass(frozen=True)
class Called:
    """One call as it is judged."""

    wave: str
    due_at: datetime
    informed_at: datetime | None


def due_at(noticed: datetime, wave: str, limits: Limits) -> datetime:
    """When somebody of a wave must know."""
    return noticed + timedelta(minutes=limits.minutes(wave))


def late_minutes(call: Called, now: datetime) -> int:
    """Whole minutes beyond the limit, for a call made late or not made yet; nought in time."""
    over = (call.informed_at or now) - call.due_at
    return max(int(over.total_seconds() // 60), 0)


def check_tree(waves: Iterable[str]) -> None:
    """A tree comes into force when somebody is told at once, somebody soon after, and somebody within "
    "the day."""
    known = set(waves)
    if not set(WAVES) <= known:
        raise Refused(
            {"": noop("The tree must say who is told at once, who soon after, and who within a day.")},
            clause=CLAUSE,
            way_out=noop("Add the missing calls first."),
        )


def check_noticed(noticed: datetime, now: datetime) -> None:
    """A crisis is entered after it was noticed."""
    if noticed > now:
        raise Refused({"noticed_time": noop("This moment has not come yet.")}, clause=CLAUSE)


def check_closing(open_calls: int, lessons: str) -> None:
    """A crisis is closed when everybody knows, and with what was learnt."""
    if open_calls:
        raise Refused(
            {"": noop("Not everybody in the tree has been informed yet.")},
            clause=CLAUSE,
            way_out=noop("Make the remaining calls, then close."),
        )
    if not lessons.strip():
        raise Refused({"lessons": noop("Write down what was learnt.")}, clause=CLAUSE)
