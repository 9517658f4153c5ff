"""Visits on the roster, afternoons of the class and calls of the hotline, told as pieces of work and as minutes."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Any

from tests.recount.sheets import stands

LEAST_ADULTS, CHILDREN_AN_ADULT = 2, 15


def pieces(records: Any, make: Any) -> Iterator[Any]:
    """Every visit, every afternoon and every call of the project."""
    yield from _visits(records, make)
    yield from _afternoons(records, make)
    yield from _calls(records, make)


def _visits(records: Any, make: Any) -> Iterator[Any]:
    """A closed door is no visit; a visit counts for the indicator that its roster entry names."""
    for entry in records.tables.of("services_rosterentry", project_id=records.project.id):
        whose = _people(records, [entry.user_id])
        for visit in records.tables.of("services_visit", entry_id=entry.id, state="filed"):
            met = visit.outcome == "met"
            yield make(
                "visit", visit.held_on, shares={entry.indicator: Decimal(100)} if entry.indicator else {}, times=int(met),
                left_out="" if met else visit.outcome, minutes=between(visit.began_at, visit.ended_at),
                approved_on=visit.entered_on or visit.held_on, **whose,
            )  # fmt: skip


def _afternoons(records: Any, make: Any) -> Iterator[Any]:
    """An afternoon counts once everybody was fetched and two adults, or one for fifteen children, were there."""
    pupils = records.tables.one("services_pupil")
    for held in records.tables.of("services_dayclass", project_id=records.project.id):
        for day in records.tables.of("services_classday", day_class_id=held.id, state="closed"):
            lines = records.tables.of("services_classline", day_id=day.id)
            adults = len(records.tables.of("services_classduty", day_id=day.id)) + day.volunteers
            enough = adults >= max(LEAST_ADULTS, ceil(len(lines) / CHILDREN_AN_ADULT))
            if lines:
                yield make(
                    "class", day.held_on, records.department(held.unit_id), times=len(lines), waits="" if enough else "adults",
                    approved_on=day.closed_at.date() if day.closed_at else None,
                    **_people(records, [pupils[line.pupil_id].user_id for line in lines]),
                )  # fmt: skip


def _calls(records: Any, make: Any) -> Iterator[Any]:
    """A call is one consultation of whoever called; somebody without a name is an attendance of nobody in particular."""
    for call in records.tables.of("services_hotlinecall", project_id=records.project.id):
        yield make(
            "talk", call.called_on, records.department(call.unit_id), times=1, minutes=between(call.began_at, call.ended_at),
            approved_on=call.entered_on, **_people(records, [call.user_id] if call.user_id else []),
        )  # fmt: skip


def _people(records: Any, users: list[int]) -> dict[str, Any]:
    people = tuple(dict.fromkeys(stands(records.tables, user) for user in users))
    homes = {records.users[each].household_id for each in people} - {None}
    women = tuple(each for each in people if records.users[each].sex == "female")
    return {"people": people, "women": women, "homes": tuple(homes)}


def minutes(tables: Any) -> Iterator[tuple[int, dt.date, int | None, int]]:
    """Worker, day, project and countable minutes: an hour a visit, 15 to 30 minutes a call, a duty as it was."""
    entries = tables.one("services_rosterentry")
    for visit in tables.of("services_visit", state="filed"):
        if visit.outcome == "met" and between(visit.began_at, visit.ended_at):
            for worker in {visit.worker_id, visit.companion_id} - {None}:
                yield worker, visit.held_on, entries[visit.entry_id].project_id, 60
    for call in tables.of("services_hotlinecall"):
        taken = between(call.began_at, call.ended_at)
        if call.worker_id and taken:
            yield call.worker_id, call.called_on, call.project_id, min(max(taken, 15), 30)
    days, classes = tables.one("services_classday"), tables.one("services_dayclass")
    for duty in tables.of("services_classduty"):
        day = days[duty.day_id]
        yield (
            duty.person_id,
            day.held_on,
            classes[day.day_class_id].project_id,
            between(duty.began_at, duty.ended_at),
        )


def between(came: dt.time | None, went: dt.time | None) -> int:
    """Whole minutes from one time of a day to another."""
    if came is None or went is None:
        return 0
    return max(went.hour * 60 + went.minute - came.hour * 60 - came.minute, 0)
