"""The hours of a worker's or a centre's month, each figure with the records it is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.http import Http404
from django.urls import reverse

from banyan.core import dated, door
from banyan.core.identity import tree
from banyan.core.identity.models import Person
from banyan.core.pointing import can_be_closed, hidden_among
from banyan.core.registers.addresses import page_of
from banyan.domains.services.models import WorkEntry
from banyan.domains.services.models.hours import Category, TaskSource
from banyan.domains.services.queries import hours
from banyan.domains.services.queries.day_sheet import versions_for
from banyan.domains.services.rules.hours import counting
from banyan.domains.services.rules.hours import spent as rules
from banyan.domains.services.rules.hours.day_sheet import days_late
from banyan.domains.services.settings import BESIDE_PERCENT, LATE_DAYS, LONG_DAY
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period, add_months

_REVIEW = "services.workentry.review"


@dataclass(frozen=True)
class Figure:
    """Minutes with the address of exactly the records that make them."""

    minutes: int
    url: str = ""
    percent: Decimal | None = None

    @property
    def hours(self) -> str:
        return rules.hours_said(self.minutes)


@dataclass(frozen=True)
class Row:
    """One worker (or the whole centre): their figures of the month."""

    name: str
    url: str
    raw: Figure
    direct: Figure
    indirect: Figure
    countable: Figure
    tasks: tuple[Figure, ...]
    odd: tuple[int, str]


@dataclass(frozen=True)
class Line:
    """One record behind a figure; `number` is empty where the reader may not open it."""

    counted: counting.Counted
    name: str
    kind: Any
    task: Any
    number: str
    url: str
    late: int

    @property
    def hours(self) -> str:
        return rules.hours_said(self.counted.spent.raw)

    @property
    def countable(self) -> str:
        return rules.hours_said(self.counted.countable)


@dataclass(frozen=True)
class Worker:
    """Somebody whose hours are told."""

    person_id: int
    public_id: UUID
    name: str
    unit_id: int


class Month:
    """The hours of everybody of a centre in a month, read once; `also` somebody who is not employed there.

    `counted` are those that the reader may learn of; `every` has the records of closed files as well.
    """

    def __init__(self, centre: Any, period: Period, by: Any, also: Person | None = None) -> None:
        self.centre, self.period, self.by = centre, period, by
        with door.opened("hours of a month"):
            self.members = _members(centre, period)
            if also is not None:
                self.members.setdefault(also.pk, Worker(also.pk, also.public_id, also.name, also.unit_id))
            rows = hours.spent(set(self.members), period.start, period.end)
            self.every = counting.countable(rows, versions_for(centre))
            hidden = _hidden(rows, by)
        self.counted = [
            each
            for each in self.every
            if each.spent.worker == by.person_id or each.spent.public_id not in hidden
        ]
        long_hours = int(dated.value(LONG_DAY.key, period.end, centre))
        self.days = rules.days((each.spent for each in self.counted), long_hours)
        self.late_days = int(dated.value(LATE_DAYS.key, period.end, centre))
        self.beside_percent = int(dated.value(BESIDE_PERCENT.key, period.end, centre))

    @property
    def shown(self) -> list[counting.Counted]:
        """The records of the workers whom the reader may see."""
        return [each for each in self.counted if _is_shown(self, each.spent.worker)]

    def of(self, worker: int) -> list[counting.Counted]:
        """One worker's records."""
        return [each for each in self.counted if each.spent.worker == worker]

    def odd_days(self, worker: int | None = None) -> list[rules.Day]:
        """Days that want a look."""
        return [day for day in self.days if day.is_odd and worker in (None, day.worker)]


def month_at(centre: Any, period: Period, by: Any, also: Person | None = None) -> Month:
    """The month of the centre as far as the reader may see it."""
    return Month(centre, period, by, also)


def _hidden(rows: Iterable[rules.Spent], by: Any) -> frozenset[UUID]:
    """Records of closed files that the reader is not let through to; whose they are and when stays in the file."""
    asked: dict[str, set[UUID]] = defaultdict(set)
    for each in rows:
        if each.worker != by.person_id and can_be_closed(each.model):
            asked[each.model].add(each.public_id)
    return frozenset().union(*(hidden_among(by, model, ids) for model, ids in asked.items()))


def _members(centre: Any, period: Period) -> dict[int, Worker]:
    """Everybody employed at the centre in the period, by person."""
    everybody = staff.employed_at(tree.current().below([centre.path]))
    serving = (
        each
        for each in everybody
        if each.hired_on <= period.end and (each.left_on is None or each.left_on >= period.start)
    )
    return {
        each.person_id: Worker(each.person_id, each.person_public_id, each.name, each.unit_id)
        for each in serving
    }


def may_see(by: Any, worker: Person) -> bool:
    """Whether somebody's hours are the reader's business: their own, or those they look after."""
    return worker.pk == by.person_id or by.can(_REVIEW, worker.unit)


def worker_for(public_id: UUID, by: Any) -> Person:
    """The person whose hours are asked for; nobody where they are none of the reader's business."""
    with door.opened("worker of hours"):
        worker = Person.objects.filter(public_id=public_id).select_related("unit").first()
    if worker is None or not may_see(by, worker):
        raise Http404
    return worker


def centres_for(by: Any) -> list[Any]:
    """The stations whose hours the reader looks after; a department stands for its station."""
    units = tree.current().units
    found = {units[pk].centre.pk: units[pk].centre for pk in by.unit_ids(_REVIEW)}
    return sorted(found.values(), key=lambda unit: unit.path)


def centre_row(month: Month) -> Row:
    """What the workers whom the reader may see come to together."""
    return _row(month, "", "", month.shown, {})


def worker_rows(month: Month) -> list[Row]:
    """One row for each worker whom the reader may see, by number."""
    return [worker_row(month, each) for each in month.members.values() if _is_shown(month, each.person_id)]


def worker_row(month: Month, member: Worker) -> Row:
    """One worker's figures."""
    url = reverse("services.hours.of", args=[member.public_id]) + f"?month={month.period.start:%Y-%m}"
    return _row(month, member.name, url, month.of(member.person_id), {"worker": str(member.public_id)})


def _is_shown(month: Month, worker: int) -> bool:
    member = month.members[worker]
    return worker == month.by.person_id or month.by.can(_REVIEW, tree.current().units[member.unit_id])


def _row(month: Month, name: str, url: str, rows: list[counting.Counted], which: dict[str, str]) -> Row:
    told = counting.sums(rows)
    workers = {each.spent.worker for each in rows}
    odd = sum(len(month.odd_days(worker)) for worker in workers)
    return Row(
        name, url,
        Figure(told.raw, behind(month, which)),
        Figure(told.direct, behind(month, which | {"part": "direct"}), counting.percent(told.direct, told.raw)),
        Figure(told.indirect, behind(month, which | {"part": "indirect"})),
        Figure(told.countable, behind(month, which | {"part": "countable"})),
        tuple(
            Figure(told.by_task.get(task, 0), behind(month, which | {"task": str(task)}), told.percent(task))
            for task in rules.Task
        ),
        (odd, behind(month, which | {"flag": "odd"})),
    )  # fmt: skip


def by_category(
    month: Month, rows: Iterable[counting.Counted], which: dict[str, str]
) -> list[dict[str, Any]]:
    """Minutes of each kind of work, longest first, each with its records and its share."""
    rows = list(rows)
    told = counting.sums(rows)
    countable: dict[str, int] = defaultdict(int)
    for each in rows:
        countable[each.spent.category] += each.countable
    return [
        {
            "label": Category(category).label,
            "is_direct": category in rules.DIRECT,
            "figure": Figure(
                minutes,
                behind(month, which | {"category": str(category)}),
                counting.percent(minutes, told.raw),
            ),
            "countable": rules.hours_said(countable[category]),
        }
        for category, minutes in sorted(told.by_category.items(), key=lambda item: -item[1])
    ]


def day_rows(month: Month, worker: Person) -> list[dict[str, Any]]:
    """A worker's days in order: minutes, what is odd, the address of the day sheet."""
    kept = {day.day: day for day in month.days if day.worker == worker.pk}
    mine = month.of(worker.pk)
    return [
        {
            "day": day.day,
            "hours": rules.hours_said(day.minutes),
            "records": sum(each.spent.day == day.day for each in mine),
            "countable": rules.hours_said(sum(each.countable for each in mine if each.spent.day == day.day)),
            "odd": day,
            "url": behind(month, {"worker": str(worker.public_id), "day": day.day.isoformat()}),
        }
        for day in sorted(kept.values(), key=lambda day: day.day)
    ]


def odd_rows(month: Month, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The days that want a look, of workers whom the reader may see: whose, what is odd, and the records of each."""
    wanted = asked.get("worker", "")
    shown = (day for day in month.odd_days() if _is_shown(month, day.worker))
    return [
        {
            "day": day.day,
            "name": month.members[day.worker].name,
            "hours": rules.hours_said(day.minutes),
            "records": sum(_is_of(each.spent, day) for each in month.counted),
            "odd": day,
            "url": behind(
                month,
                {"worker": str(month.members[day.worker].public_id), "day": day.day.isoformat()},
            ),
        }
        for day in sorted(shown, key=lambda day: (day.day, month.members[day.worker].name))
        if wanted in ("", str(month.members[day.worker].public_id))
    ]


def _is_of(spent: rules.Spent, day: rules.Day) -> bool:
    return (spent.worker, spent.day) == (day.worker, day.day)


def behind(month: Month, which: Mapping[str, str]) -> str:
    """The address that lists exactly the records of a figure."""
    asked = {"unit": month.centre.code, "month": f"{month.period.start:%Y-%m}"} | dict(which)
    return f"{reverse('services.hours.records')}?{urlencode(asked)}"


def records_behind(month: Month, asked: Mapping[str, str]) -> list[Line]:
    """The records of a figure: those that the address asks for, of workers whom the reader may see."""
    chosen = [each for each in month.shown if _is_asked(month, each, asked)]
    return _lines(month, chosen)


def _is_asked(month: Month, each: counting.Counted, asked: Mapping[str, str]) -> bool:
    spent = each.spent
    tests = {
        "worker": lambda value: str(month.members[spent.worker].public_id) == value,
        "category": lambda value: spent.category == value,
        "task": lambda value: spent.task == value,
        "day": lambda value: spent.day.isoformat() == value,
        "part": lambda value: _is_part(each, value),
    }
    return all(test(asked[name]) for name, test in tests.items() if asked.get(name))


def _is_part(each: counting.Counted, part: str) -> bool:
    if part == "countable":
        return each.countable > 0
    return (each.spent.category in rules.DIRECT) == (part == "direct")


def _lines(month: Month, chosen: list[counting.Counted]) -> list[Line]:
    """Numbers only of records that the reader may open; the others say their kind and time. One statement a kind."""
    asked: dict[str, set[UUID]] = defaultdict(set)
    for each in chosen:
        asked[each.spent.model].add(each.spent.public_id)
    seen = {model: _seen(model, ids, month.by) for model, ids in asked.items()}
    return [_line(month, each, seen[each.spent.model]) for each in chosen]


def _seen(model: str, ids: set[UUID], by: Any) -> dict[UUID, Any]:
    found = apps.get_model(model).objects.visible_to(by).filter(public_id__in=ids)  # type: ignore[attr-defined]
    return {record.public_id: record for record in found}


def _line(month: Month, each: counting.Counted, seen: Mapping[UUID, Any]) -> Line:
    spent = each.spent
    record = seen.get(spent.public_id)
    return Line(
        each,
        month.members[spent.worker].name,
        Category(spent.category).label,
        TaskSource(spent.task).label,
        spent.number if record is not None else "",
        page_of(record) if record is not None else "",
        days_late(spent.day, spent.entered_on, month.late_days),
    )


def day_of(worker: Person, on: date) -> dict[str, Any]:
    """One worker's day: what records tell already, what stands on the sheet, and what is odd about it."""
    with door.opened("day sheet"):
        rows = hours.spent([worker.pk], on, on)
    long_hours = int(dated.value(LONG_DAY.key, on, worker.unit))
    found = rules.days(rows, long_hours)
    mine = {entry.public_id: entry for entry in _entries(worker, on)}
    return {
        "told": [
            {"spent": each, "hours": rules.hours_said(each.raw), "kind": Category(each.category).label}
            for each in rows
            if each.public_id not in mine
        ],
        "entries": list(mine.values()),
        "hours": rules.hours_said(sum(each.raw for each in rows)),
        "odd": found[0] if found and found[0].is_odd else None,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
    }


def _entries(worker: Person, on: date) -> list[WorkEntry]:
    with door.opened("day sheet"):
        kept = WorkEntry.objects.filter(worker=worker, done_on=on, state=WorkEntry.State.KEPT)
        return list(kept.order_by("began_at", "pk"))


def neighbours(period: Period) -> tuple[date, date]:
    """The first days of the month before and the month after."""
    return add_months(period.start, -1), add_months(period.start, 1)


def sums_of(lines: Iterable[Line]) -> dict[str, Any]:
    """What a list of records comes to: raw and countable hours, records, workers' days, and services, joint work once."""
    lines = list(lines)
    told = counting.sums(line.counted for line in lines)
    return {
        "raw": rules.hours_said(told.raw),
        "countable": rules.hours_said(told.countable),
        "records": len(lines),
        "days": len({(line.counted.spent.worker, line.counted.spent.day) for line in lines}),
        "services": rules.services(line.counted.spent for line in lines),
    }
