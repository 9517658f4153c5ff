"""Hours of the main centre's people: what no record tells is on the day sheet, and every month handed in and accepted.

Each week everybody who serves notes preparation, records and talks with families and committees; every fourth week the
sub-district asks for something beside the contract. Supervision, meetings and courses stand there month by month.

Everybody who serves hands in on the last evening of the month, when its last call is written down; the director accepts
two work days later, and sends back what late records have changed. One worker forgets two months. December still waits
at the end of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Person
from banyan.domains.services.deeds import hours, month_hours
from banyan.domains.services.models import HoursSheet, WorkEntry
from banyan.foundation.periods import add_months
from banyan.foundation.refusal import Refused
from banyan.site.demo.cast import Cast
from banyan.site.demo.telling import Moment, actor, at, in_office

MONTHS = tuple(date(2025, month, 1) for month in range(4, 13))
FORGOTTEN = (date(2025, 6, 1), date(2025, 10, 1))
#: Day of the month, kind of work, minutes and matter of what no other record tells.
SHEET = (
    (9, "supervision", 60, "个别督导"),
    (16, "meeting", 90, "部门例会"),
    (23, "training", 120, "内部培训"),
)
#: What a week takes beside its records: day of the week, kind, minutes and matter.
WEEKLY = (
    (1, "preparation", 300, "准备面谈、小组与活动"),
    (3, "records", 360, "整理服务记录与归档"),
    (4, "contact", 180, "联系家属、居委会与转介单位"),
)
EXTRA, ASKED_BY = "协助街道入户摸排", "街道办事处民生科"


def moments(until: date) -> Iterator[Moment]:
    """Up to three days of day sheets a month, the handing in on its last day, the acceptance some days later."""
    cast = Cast()
    for number, monday in cast.weeks(until):
        days = cast.worked(monday)
        if days and monday >= MONTHS[0]:
            noted = partial(_note_week, cast, number, days)
            yield from _in_time(at(days[-1], 17, 45), f"week/{monday}", noted, until)
    for month in MONTHS:
        for day, category, minutes, matter in SHEET[: 1 + month.month % 3]:
            on = cast.after(month.replace(day=day), 1)
            write = partial(_write, cast, category, minutes, matter)
            yield from _in_time(at(on, 17, 30), f"{month:%Y-%m}/{category}", write, until)
        last = add_months(month, 1) - timedelta(days=1)
        yield from _in_time(at(last, 20, 30), f"{month:%Y-%m}/hand-in", partial(_hand_in, cast, month), until)
        accepted = cast.after(last, 2)
        yield from _in_time(at(accepted, 10), f"{month:%Y-%m}/accept", partial(_accept, cast, month), until)


def _in_time(when: datetime, key: str, play: Any, until: date) -> Iterator[Moment]:
    if when.date() <= until:
        yield Moment(when, key, play)


def _serving(cast: Cast, on: date) -> list[Person]:
    """Everybody of the departments that serve people: not the management, not the office."""
    return [person for department in cast.departments[1:-1] for person in in_office(department, on)]


def _write(cast: Cast, category: str, minutes: int, matter: str, when: datetime) -> None:
    for person in _serving(cast, when.date()):
        entry = WorkEntry(
            unit=person.unit, done_on=when.date(), minutes=minutes, category=category, matter=matter,
            began_at=time(18), project=cast.project,
        )  # fmt: skip
        hours.write(entry, by=actor(person, when), now=when)


def _note_week(cast: Cast, number: int, days: list[date], when: datetime) -> None:
    """Three lines for everybody, each on its day or on the last one that was worked."""
    for person in _serving(cast, when.date()):
        for weekday, category, minutes, matter in WEEKLY:
            on = next((day for day in days if day.weekday() >= weekday), days[-1])
            asked = (
                {"task": "extra", "asked_by": ASKED_BY, "matter": EXTRA}
                if category == "contact" and number % 4 == 3
                else {"project": cast.project, "matter": matter}
            )
            entry = WorkEntry(unit=person.unit, done_on=on, minutes=minutes, category=category, **asked)
            hours.write(entry, by=actor(person, when), now=when)


def _hand_in(cast: Cast, month: date, when: datetime) -> None:
    """Whoever has no record under the contract this month has nothing to hand in, and is told so."""
    people = _serving(cast, when.date())
    for place, person in enumerate(people):
        if month in FORGOTTEN and place == 2:
            continue
        try:
            sheet = HoursSheet(unit=person.unit, project=cast.project, month=month)
            month_hours.hand_in(sheet, by=actor(person, when), now=when)
        except Refused:
            continue


def _accept(cast: Cast, month: date, when: datetime) -> None:
    with door.opened("demo"):
        found = HoursSheet.objects.filter(project=cast.project, month=month, state=HoursSheet.State.HANDED_IN)
        waiting = list(found.select_related("worker", "project", "unit"))
    by = actor(cast.director, when)
    for sheet in waiting:
        try:
            month_hours.accept(sheet, by=by, now=when)
        except Refused:
            _look_again(sheet, by, when)


def _look_again(sheet: HoursSheet, by: Any, when: datetime) -> None:
    """A record was written late: the sheet goes back, is handed in with it, and accepted the same day."""
    back = month_hours.send_back(sheet, by=by, now=when, reason="有补录的个案记录，请重新提交。")
    again = month_hours.hand_in_again(back, by=actor(sheet.worker, when), now=when + timedelta(hours=3))
    month_hours.accept(again, by=by, now=when + timedelta(hours=6))
