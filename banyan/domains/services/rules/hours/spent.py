"""Raw minutes of work: who, when, how long, at what, for whom; and what is odd about a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from banyan.foundation.refusal import Refused, noop, sentence

MINUTES_A_DAY = 24 * 60
_HOUR = 60


class Category(StrEnum):
    """What the time went into."""

    INTERVIEW = "interview"
    PHONE = "phone"
    SESSION = "session"
    ACTIVITY = "activity"
    VISIT = "visit"
    CONSULTATION = "consultation"
    DAY_CARE = "day_care"
    PREPARATION = "preparation"
    RECORDS = "records"
    CONTACT = "contact"
    SUPERVISION = "supervision"
    TRAINING = "training"
    MEETING = "meeting"
    ADMINISTRATION = "administration"


#: Face to face with those we work for; everything else is indirect work.
DIRECT = frozenset(
    {
        Category.INTERVIEW,
        Category.PHONE,
        Category.SESSION,
        Category.ACTIVITY,
        Category.VISIT,
        Category.CONSULTATION,
        Category.DAY_CARE,
    }
)
#: What no record of a service tells of, so that a worker writes it into the day sheet.
ON_THE_DAY_SHEET = tuple(each for each in Category if each not in DIRECT)


class Task(StrEnum):
    """Where the work came from (P1.11)."""

    CONTRACT = "contract"
    EXTRA = "extra"
    ADMINISTRATIVE = "administrative"


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes of one worker on one day at one record.

    `worker` is the id of a person who is employed here; volunteers' hours are never among them. `minutes` are those
    of the work itself, `travel` the way there and back. `leads` is False for a co-worker of a session, `people` how
    many took part. `project` is the contract it was done for. Without `began_at` no overlap can be seen; 0 minutes
    say that the record tells no time.
    """

    worker: int
    day: date
    minutes: int
    category: Category
    model: str
    public_id: UUID
    number: str
    began_at: time | None = None
    travel: int = 0
    leads: bool = True
    people: int = 0
    task: Task = Task.CONTRACT
    project: UUID | None = None
    entered_on: date | None = None

    @property
    def raw(self) -> int:
        """All minutes of the worker's day that it took, the way included."""
        return self.minutes + self.travel

    @property
    def service(self) -> tuple[str, UUID, date]:
        """What makes it one service: two workers at one session are one service, and hours for both (trap 5)."""
        return self.model, self.public_id, self.day


@dataclass(frozen=True)
class Day:
    """One worker's day: minutes in all, and what wants a look."""

    worker: int
    day: date
    minutes: int
    is_long: bool
    is_impossible: bool
    overlaps: tuple[tuple[Spent, Spent], ...]

    @property
    def is_odd(self) -> bool:
        """Whether somebody should look at it."""
        return self.is_long or self.is_impossible or bool(self.overlaps)


def days(spent: Iterable[Spent], long_hours: int) -> list[Day]:
    """Each worker's days in order; more than `long_hours` hours are long, more than 24 cannot be."""
    grouped: dict[tuple[date, int], list[Spent]] = defaultdict(list)
    for each in spent:
        grouped[each.day, each.worker].append(each)
    return [_day(*key, rows, long_hours) for key, rows in sorted(grouped.items(), key=lambda item: item[0])]


def _day(day: date, worker: int, rows: list[Spent], long_hours: int) -> Day:
    minutes = sum(each.raw for each in rows)
    return Day(
        worker, day, minutes, minutes > long_hours * _HOUR, minutes > MINUTES_A_DAY, tuple(overlaps(rows))
    )


def overlaps(rows: Iterable[Spent]) -> list[tuple[Spent, Spent]]:
    """Pairs of one worker's records of one day that cannot both be: the second begins before the first ends."""
    timed = sorted((each for each in rows if each.began_at and each.minutes), key=_begins)
    found, longest = [], timed[0] if timed else None
    for _before, after in pairwise(timed):
        if longest is not None and _begins(after) < _ends(longest):
            found.append((longest, after))
        longest = max(longest, after, key=_ends) if longest else after
    return found


def _begins(each: Spent) -> int:
    return each.began_at.hour * _HOUR + each.began_at.minute if each.began_at else 0


def _ends(each: Spent) -> int:
    return _begins(each) + each.minutes


def services(spent: Iterable[Spent]) -> int:
    """How many services the minutes belong to: joint work is one, whoever took part (trap 5)."""
    return len({each.service for each in spent if each.category in DIRECT})


def by_category(spent: Iterable[Spent]) -> dict[Category, int]:
    """Raw minutes of each category, the way included."""
    found: dict[Category, int] = defaultdict(int)
    for each in spent:
        found[each.category] += each.raw
    return dict(found)


def check_day(already: Sequence[int], minutes: int) -> None:
    """A day has 24 hours; refused when the minutes of the day and the new ones are more (services.md §5)."""
    if sum(already) + minutes > MINUTES_A_DAY:
        raise Refused(
            {
                "minutes": sentence(
                    noop(
                        "With the %(hours)s hours written down already the day would have more than 24 hours."
                    ),
                    hours=hours_said(sum(already)),
                )
            },
            way_out=noop("Look at what is written down for this day."),
        )


def hours_said(minutes: int) -> str:
    """Minutes as hours with at most two decimals: 90 → 1.5."""
    return f"{minutes / _HOUR:.2f}".rstrip("0").rstrip(".")


def began_and_now(here: time) -> tuple[time, time]:
    """What a new record begins with: the hour that just passed, within the day."""
    until = here.replace(second=0, microsecond=0)
    return until.replace(hour=until.hour - 1) if until.hour else time(0), until
