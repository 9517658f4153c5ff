"""Professional hours: countable minutes of each worker's month, converted anew from the raw records.

The table, in minutes: a talk or home visit of a case as long as it took with the way up to an hour and half an hour for
the record, at most four hours; on the telephone 15 to 60; a session twice for who leads and an hour for the record, once
for who helps; an activity 8 hours, above 50 people 16, for all its workers together by the time each was there; a visit
on the roster an hour; an afternoon of the class as it was; supervision up to 5 % of the month. A month counts once it
was handed in and accepted, with what had been written down by then.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.recount.rounds import between
from tests.recount.rounds import minutes as minutes_of_rounds
from tests.recount.rows import Tables
from tests.recount.work import Piece, Records, hours_of

LARGE, EVENT, LARGE_EVENT, HOUR = 50, 480, 960, 60
TALKS = {"interview": "talk", "visit": "talk", "accompany": "talk", "phone": "phone", "online": "phone"}


@dataclass
class Told:
    """Minutes of one worker on one day under one contract."""

    worker: int
    on: dt.date
    project: int | None
    minutes: int
    supervision: bool = False
    written: dt.datetime | None = None


def months(records: Records) -> Iterator[Piece]:
    """One piece for each month that a worker handed in for this project."""
    tables, told = records.tables, list(_told(records))
    for sheet in tables.of("services_hourssheet", project_id=records.project.id):
        known = sheet.accepted_at or sheet.changed_at
        mine = [
            each for each in told
            if each.worker == sheet.worker_id and (each.on.year, each.on.month) == (sheet.month.year, sheet.month.month)
            and (each.written is None or each.written <= known)
        ]  # fmt: skip
        others = sum(each.minutes for each in mine if not each.supervision)
        room = others * 5 // 95
        counted = 0
        for each in mine:
            minutes = min(each.minutes, room) if each.supervision else each.minutes
            room -= minutes if each.supervision else 0
            counted += minutes if each.project == records.project.id else 0
        last = (sheet.month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        yield Piece(
            "hours", last, records.department(sheet.unit_id), waits="" if sheet.state == "accepted" else "acceptance",
            approved_on=sheet.accepted_at.date() if sheet.accepted_at else None, hours=hours_of(counted),
        )  # fmt: skip


def _told(records: Records) -> Iterator[Told]:
    yield from _contacts(records.tables)
    yield from _sessions(records.tables)
    yield from _activities(records)
    for worker, on, project, minutes in minutes_of_rounds(records.tables):
        yield Told(worker, on, project, minutes)
    for entry in records.tables.of("services_workentry", state="kept", category="supervision"):
        minutes = entry.minutes if entry.task == "contract" else 0
        yield Told(entry.worker_id, entry.done_on, entry.project_id, minutes, supervision=True)


def _contacts(tables: Tables) -> Iterator[Told]:
    contacts, cases = tables.one("services_casecontact"), tables.one("services_case")
    for there in tables.of("services_casepresence"):
        contact = contacts[there.contact_id]
        if contact.state != "filed":
            continue
        leads = there.person_id == contact.worker_id
        minutes = _of_a_contact(TALKS.get(contact.kind, ""), there.minutes, contact.travel_minutes, leads)
        project = cases[there.case_id].project_id
        yield Told(there.person_id, contact.held_on, project, minutes, written=contact.created_at)


def _of_a_contact(kind: str, minutes: int, way: int, leads: bool) -> int:
    if not minutes or not kind:
        return 0
    if kind == "phone":
        return min(max(minutes, 15), HOUR)
    return min(minutes + min(way, HOUR) + (30 if leads else 0), 4 * HOUR)


def _sessions(tables: Tables) -> Iterator[Told]:
    groups = tables.one("services_group")
    for session in tables.of("services_groupsession"):
        minutes = between(session.began_at, session.ended_at)
        if not session.held_on or not minutes:
            continue
        group = groups[session.group_id]
        yield Told(group.responsible_id, session.held_on, group.project_id, 2 * minutes + HOUR)
        if group.co_worker_id:
            yield Told(group.co_worker_id, session.held_on, group.project_id, minutes)


def _activities(records: Records) -> Iterator[Told]:
    tables = records.tables
    activities = tables.one("services_activity")
    events: dict[tuple[int, dt.date], list[tuple[int, int, int]]] = defaultdict(list)
    for sheet in tables.of("services_signinsheet"):
        activity = activities[sheet.activity_id]
        if activity.state not in ("held", "summary_waiting", "accepted"):
            continue
        there = _workers(records, sheet, activity)
        for worker, minutes in there.items():
            events[activity.id, sheet.held_on].append((worker, minutes, sheet.person_times))
    for (activity_id, on), workers in events.items():
        whole = LARGE_EVENT if max(people for *_rest, people in workers) > LARGE else EVENT
        for worker, minutes in _shared(whole, workers):
            yield Told(worker, on, activities[activity_id].project_id, minutes)


def _shared(whole: int, workers: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """By the time each was there, in whole minutes; the minutes that are left go to the largest remainders."""
    weights = [minutes for _worker, minutes, _people in workers]
    weights = weights if any(weights) else [1] * len(weights)
    parts = [divmod(whole * weight, sum(weights)) for weight in weights]
    rest = whole - sum(full for full, _left in parts)
    first = sorted(range(len(parts)), key=lambda place: -parts[place][1])[:rest]
    return [(workers[place][0], full + (place in first)) for place, (full, _left) in enumerate(parts)]


def _workers(records: Records, sheet: Any, activity: Any) -> dict[int, int]:
    """Who of the staff was there and how long: those on the sheet under a name that one person alone bears."""
    found: dict[int, int] = {}
    for line in records.tables.of("services_attendance", sheet_id=sheet.id):
        if line.name and (line.role == "staff" or line.reason == "staff"):
            bearers = _bearers(records, line.name, activity.unit_id, sheet.held_on)
            if len(bearers) == 1:
                found[bearers.pop()] = between(line.arrived_at, line.left_at)
    if activity.responsible_id:
        found.setdefault(activity.responsible_id, between(activity.starts_at, activity.ends_at))
    return found


def _bearers(records: Records, name: str, unit: int, day: dt.date) -> set[int]:
    posts, people = records.tables.one("identity_post"), records.tables.one("identity_person")
    centre = records.centre(unit)
    return {
        row.person_id
        for row in records.tables.of("identity_appointment")
        if people[row.person_id].name == name and records.units[posts[row.post_id].unit_id].path.startswith(centre)
        and row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
    }  # fmt: skip
