"""The visit roster of the demo centre's year: four hundred people every month, half of them under the contract.

The contract pays for elders who live alone and for disabled households; the sub-district's list of the very old and of
families in recovery is the centre's own. Some doors stay closed: the first try of a few is in vain, one is tried twice and
found on the third day; in August the storm keeps the workers in for a week, so that some are visited late. Before the
mid-autumn festival goods are brought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.projects.models import Project
from banyan.domains.services.deeds import visits
from banyan.domains.services.models import RosterEntry, ServiceUser, Visit
from banyan.site.demo.said import visit
from banyan.site.demo.telling import Moment, actor, at, chance, departments, in_office

BEGAN = date(2025, 4, 8)
STORM, FESTIVAL = 8, 9
A_DAY = 15
TRIED = "敲门三次无人应，电话未接；对门邻居说一早去了医院。"


FIRST_DOOR, A_DOOR = 8 * 60 + 50, 40


@dataclass(frozen=True)
class Walk:
    """One roster of the year: whose department, who is on it, how many, from which day of the month, and who pays."""

    key: str
    word: str
    because: str
    people: int
    after: int = 0
    day: int = 10
    paid: bool = True
    level: str = "middle"


WALKS = (
    Walk("长者", "长者", "独居长者", 170),
    Walk("残障", "残障", "残障家庭", 40),
    Walk("关爱", "长者", "街道关爱名册：高龄与失能", 150, after=170, day=22, paid=False),
    Walk("康复", "残障", "街道关爱名册：居家康复", 40, after=40, day=22, paid=False),
)


def moments(until: date) -> Iterator[Moment]:
    """Putting people on the roster, then each month's rounds, a day of rounds at a time."""
    for centre, project in _centres():
        for walk in WALKS:
            yield Moment(at(BEGAN, 9), f"{centre}/{walk.key}/roster", partial(_put_on, centre, project, walk))
            for when, month, part in _rounds(walk, until):
                yield Moment(
                    when,
                    f"{centre}/{walk.key}/2025-{month:02}/{part}",
                    partial(_go, centre, walk, month, part),
                )


def _rounds(walk: Walk, until: date) -> Iterator[tuple[datetime, int, int]]:
    """From the walk's day of each month on, day after day; in the month of the storm everything is nine days later."""
    for month in range(4, 13):
        first = date(2025, month, walk.day) + timedelta(days=9 if month == STORM else 0)
        for part in range((walk.people + A_DAY - 1) // A_DAY):
            day = first + timedelta(days=part)
            if day <= until:
                yield at(day, 17), month, part


def _centres() -> list[tuple[int, int]]:
    """Centres of running projects that have the departments which visit."""
    with door.opened("demo"):
        running = Project.objects.filter(state=Project.State.RUNNING).select_related("unit").order_by("pk")
        found = [(each.unit, each.pk) for each in running if each.unit.kind == Unit.Kind.STATION]
    return [
        (unit.pk, project)
        for unit, project in found
        if all(any(walk.word in each.name for each in departments(unit)) for walk in WALKS)
    ]


def _put_on(centre: int, project: int, walk: Walk, when: datetime) -> None:
    """The head puts the people of the survey on the roster, shared out among the workers."""
    department = _department(centre, walk)
    people = in_office(department, when.date())
    head, workers = actor(people[0], when), people[1:] or people
    with door.opened("demo"):
        path = Unit.objects.get(pk=centre).path
        held = Project.objects.get(pk=project) if walk.paid else None
        known = ServiceUser.objects.filter(unit__path__startswith=path, state=ServiceUser.State.ACTIVE)
        elders = known.filter(born_on__lt=date(1965, 1, 1))
        wanted = elders if walk.word == "长者" else known.exclude(disability="")
        users = list(wanted.order_by("number", "pk")[walk.after : walk.after + walk.people])
    for place, user in enumerate(users):
        entry = RosterEntry(
            unit=department, user=user, project=held, worker=workers[place % len(workers)], level=walk.level,
            because=walk.because, needs_two=place % 20 == 7, since=when.date(),
        )  # fmt: skip
        visits.put_on(entry, by=head, now=when)


def _go(centre: int, walk: Walk, month: int, part: int, when: datetime) -> None:
    """A day's rounds: some were tried in vain the day before, in the festival month something is brought."""
    department = _department(centre, walk)
    people = in_office(department, when.date())
    with door.opened("demo"):
        found = RosterEntry.objects.filter(unit=department, state=RosterEntry.State.ON, because=walk.because)
        entries = list(
            found.select_related("user__household", "unit", "project", "worker").order_by("number")[
                part * A_DAY : (part + 1) * A_DAY
            ]
        )
    doors: Counter[int] = Counter()
    for place, entry in enumerate(entries):
        worker = entry.worker if entry.worker in people else people[-1]
        by, door_no = actor(worker, when), doors[worker.pk]
        beside = next(each for each in [*people, None] if each != worker) if entry.needs_two else None
        doors[worker.pk] += 1
        if (place + part + month) % 11 == 0:
            _visit(entry, by, when, door_no, outcome="not_home", happened=TRIED, companion=beside)
            continue
        brought: dict[str, Any] = {"companion": beside}
        if month == FESTIVAL and walk.key == "长者":
            brought |= {
                "relief": "月饼一盒、食用油一桶",
                "relief_value": Decimal(86),
                "relief_signed": place != 4,
                "relief_because": "同住另一位长者，每人一份" if _has_company(entry) else "",
            }
        _visit(entry, by, when, door_no, **visit(chance("visit", entry.number, month)), **brought)


def _has_company(entry: RosterEntry) -> bool:
    """Somebody else of the household is on the roster."""
    home = entry.user.household
    with door.opened("demo"):
        others = RosterEntry.objects.filter(user__household=home).exclude(pk=entry.pk)
        return home is not None and others.exists()


def _visit(entry: RosterEntry, by: Any, when: datetime, door_no: int, **given: Any) -> None:
    """From door to door through the morning, twenty-five minutes at each."""
    begins = FIRST_DOOR + door_no * A_DOOR
    record = Visit(
        entry=entry, held_on=when.date(), began_at=_clock(begins), ended_at=_clock(begins + 25), travel_minutes=10, **given
    )  # fmt: skip
    visits.write(record, by=by, now=when)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _department(centre: int, walk: Walk) -> Unit:
    with door.opened("demo"):
        every = departments(Unit.objects.get(pk=centre))
    return next(each for each in every if walk.word in each.name)
