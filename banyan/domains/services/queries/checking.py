"""Records of service as a check of their quality draws and reads them. Guarded files (L3, L4) are never among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from banyan.core import dated, door
from banyan.domains.services.models import (
    Case,
    CaseContact,
    CasePresence,
    Group,
    GroupSession,
    RosterEntry,
    Visit,
)
from banyan.domains.services.queries import dossiers, hours
from banyan.domains.services.queries.groups import day_of
from banyan.domains.services.rules import checking as rules
from banyan.domains.services.rules.dossiers import Standing
from banyan.domains.services.rules.hours.spent import Day, days
from banyan.domains.services.settings import LATE_DAYS, LONG_DAY
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Sentence

CONTACT, SESSION, CASE = CaseContact._meta.label_lower, GroupSession._meta.label_lower, Case._meta.label_lower
VISIT, ROSTER = Visit._meta.label_lower, RosterEntry._meta.label_lower
_OPEN = (Case.Confidentiality.L1, Case.Confidentiality.L2)


@dataclass(frozen=True)
class Checkable:
    """A record that may be drawn: whose it is, who else took part, what it is called, its day and that of its entry.

    `page` names the kind and the identifier of the record on whose page it is read.
    """

    worker: int
    number: str
    model: str
    public_id: UUID
    held_on: date
    entered_on: date
    page: tuple[str, UUID]
    late: int = 0
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Written:
    """The words of a record, to be compared with others of the same worker."""

    worker: int
    number: str
    held_on: date
    text: str
    page: tuple[str, UUID]


@dataclass(frozen=True)
class Looked:
    """What the records themselves say of one: what it lacks, and what contradicts it."""

    gaps: tuple[Sentence, ...]
    contradictions: tuple[Sentence, ...]


def records_between(project: Any, first: date, last: date, entered_by: date) -> list[Checkable]:
    """Every process record of a project in a span that had been entered by a day: the frame of a sample.

    First versions only, so that the same frame is found again after a correction. Four statements.
    """
    late = int(dated.value(LATE_DAYS.key, first, project.unit))
    with door.opened("records to check"):
        found = [
            *_contacts(project, first, last),
            *_sessions(project, first, last),
            *_visits(project, first, last),
        ]
    kept = [_dated(each, late) for each in found if each.entered_on <= entered_by]
    return sorted(kept, key=lambda each: (each.worker, each.held_on, each.number))


def _dated(each: Checkable, days_allowed: int) -> Checkable:
    late = max((each.entered_on - each.held_on).days - days_allowed, 0)
    return Checkable(**(each.__dict__ | {"late": late}))


def _contacts(project: Any, first: date, last: date) -> Iterator[Checkable]:
    found = CaseContact.everything.filter(
        case__project=project, case__confidentiality__in=_OPEN, held_on__range=(first, last), edition=1,
        worker__isnull=False,
    )  # fmt: skip
    told = list(
        found.values_list(
            "pk", "worker_id", "number", "public_id", "held_on", "entered_on", "case__public_id"
        )
    )
    with_them: dict[int, list[int]] = defaultdict(list)
    there = CasePresence.everything.filter(contact__in=[row[0] for row in told])
    for contact, person in there.values_list("contact_id", "person_id").order_by("pk"):
        with_them[contact].append(person)
    for pk, worker, number, public_id, held_on, entered_on, case in told:
        others = tuple(person for person in with_them[pk] if person != worker)
        yield Checkable(worker, number, CONTACT, public_id, held_on, entered_on, (CASE, case), others=others)


def _sessions(project: Any, first: date, last: date) -> Iterator[Checkable]:
    found = GroupSession.everything.filter(
        group__project=project, held_on__range=(first, last), recorded_at__isnull=False,
        group__responsible__isnull=False,
    )  # fmt: skip
    for session in found.select_related("group").order_by("held_on", "pk"):
        group = session.group
        others = (group.co_worker_id,) if group.co_worker_id else ()
        held: Any = session.held_on
        yield Checkable(
            _id(group.responsible_id), session.label(), SESSION, session.public_id, held, day_of(session.recorded_at) or held,
            (SESSION, session.public_id), others=others,
        )  # fmt: skip


def _visits(project: Any, first: date, last: date) -> Iterator[Checkable]:
    """Visits on the roster at which somebody was met; a closed door cannot be called back."""
    for each in _met(project, first, last).filter(edition=1).select_related("entry"):
        others = (each.companion_id,) if each.companion_id else ()
        yield Checkable(
            _id(each.worker_id), each.number, VISIT, each.public_id, each.held_on, each.entered_on or each.held_on,
            (ROSTER, each.entry.public_id), others=others,
        )  # fmt: skip


def _met(project: Any, first: date, last: date) -> Any:
    found = Visit.everything.filter(
        entry__project=project, held_on__range=(first, last), outcome=Visit.Outcome.MET, worker__isnull=False
    )
    return found.order_by("held_on", "pk")


def looked_at(records: Sequence[Checkable], today: date) -> dict[UUID, Looked]:
    """What the house can see of drawn records without asking anybody. A fixed number of statements."""
    with door.opened("records to check"):
        contacts, sessions, visits = _current(records), _held(records), _visited(records)
        lacking = _lacking([each.case for each in contacts.values()], Case, today)
        lacking |= _lacking([each.group for each in sessions.values()], Group, today)
        around = _days(records)
        rooms = _rooms([*contacts.values(), *sessions.values()], records)
    found = {}
    for each in records:
        record: Any = contacts.get(each.number) or sessions.get(each.public_id) or visits[each.number]
        written = {name: getattr(record, name) for name in _LINES[each.model]}
        file = _file_of(record)
        told = rules.contradictions(
            record.began_at, record.ended_at, around[each.worker, each.held_on], record.public_id,
            rooms[file.number, each.held_on],
        )  # fmt: skip
        gaps = rules.gaps(_LINES[each.model], written, lacking.get(file, 0))
        found[each.public_id] = Looked(tuple(gaps), tuple(told))
    return found


_LINES = {CONTACT: rules.CONTACT_LINES, SESSION: rules.SESSION_LINES, VISIT: rules.VISIT_LINES}


def _file_of(record: Any) -> Any:
    if isinstance(record, Visit):
        return record.entry
    return record.case if isinstance(record, CaseContact) else record.group


def _current(records: Sequence[Checkable]) -> dict[str, CaseContact]:
    """The version in force of each drawn contact, by its number."""
    numbers = [each.number for each in records if each.model == CONTACT]
    first = [each.public_id for each in records if each.model == CONTACT]
    cases = CaseContact.everything.filter(public_id__in=first).values("case_id")
    found = CaseContact.everything.filter(number__in=numbers, case__in=cases, state=CaseContact.State.FILED)
    return {each.number: each for each in found.select_related("case__unit", "case__client")}


def _held(records: Sequence[Checkable]) -> dict[UUID, GroupSession]:
    wanted = [each.public_id for each in records if each.model == SESSION]
    found = GroupSession.everything.filter(public_id__in=wanted).select_related("group__unit")
    return {each.public_id: each for each in found}


def _visited(records: Sequence[Checkable]) -> dict[str, Visit]:
    """The version in force of each drawn visit, by its number."""
    first = [each.public_id for each in records if each.model == VISIT]
    entries = Visit.everything.filter(public_id__in=first).values("entry_id")
    numbers = [each.number for each in records if each.model == VISIT]
    found = Visit.everything.filter(number__in=numbers, entry__in=entries, state=Visit.State.FILED)
    return {each.number: each for each in found.select_related("entry__unit")}


def _lacking(files: Sequence[Any], model: Any, today: date) -> dict[Any, int]:
    """Papers that were due and are not there, by file."""
    once = list({file.pk: file for file in files}.values())
    if not once:
        return {}
    lines = dossiers.lines_of_all(model, once, today, lacking_only=True)
    return {file: sum(line.standing is Standing.MISSING for line in lines[file.pk]) for file in once}


def _days(records: Sequence[Checkable]) -> dict[tuple[int, date], list[Day]]:
    found: dict[tuple[int, date], list[Day]] = defaultdict(list)
    if records:
        held = [each.held_on for each in records]
        rows = hours.spent({each.worker for each in records}, min(held), max(held))
        for day in days(rows, int(dated.value(LONG_DAY.key, max(held)))):
            found[day.worker, day.day].append(day)
    return found


def _rooms(kept: Sequence[Any], records: Sequence[Checkable]) -> dict[tuple[str, date], list[rules.Booked]]:
    """Rooms that were booked for the files on the days of the records."""
    numbers = {_file_of(each).number for each in kept}
    found: dict[tuple[str, date], list[rules.Booked]] = defaultdict(list)
    for booking in staff.booked_about(numbers, {each.held_on for each in records}):
        off = booking.state == booking.State.CANCELLED
        found[booking.about, booking.held_on].append(rules.Booked(booking.starts_at, booking.ends_at, off))
    return found


def words_between(project: Any, first: date, last: date) -> list[Written]:
    """The words of all process records of a span that are in force. Three statements."""
    with door.opened("records to compare"):
        told = CaseContact.everything.filter(
            case__project=project, case__confidentiality__in=_OPEN, held_on__range=(first, last),
            state=CaseContact.State.FILED, worker__isnull=False,
        )  # fmt: skip
        found = [
            Written(
                _id(each.worker_id),
                each.number,
                each.held_on,
                _said(each, _VOICES),
                (CASE, each.case.public_id),
            )
            for each in told.select_related("case__client")
        ]
        held = GroupSession.everything.filter(
            group__project=project, held_on__range=(first, last), recorded_at__isnull=False,
            group__responsible__isnull=False,
        )  # fmt: skip
        found += [
            Written(_id(each.group.responsible_id), each.label(), cast(date, each.held_on),
                    _said(each, tuple(rules.SESSION_LINES)), (SESSION, each.public_id))
            for each in held.select_related("group")
        ]  # fmt: skip
        met = _met(project, first, last).filter(state=Visit.State.FILED)
        found += [
            Written(
                _id(each.worker_id),
                each.number,
                each.held_on,
                _said(each, _VOICES),
                (ROSTER, each.entry.public_id),
            )
            for each in met.select_related("entry__user")
        ]
    return sorted(found, key=lambda each: (each.worker, each.held_on, each.number))


_VOICES = ("happened", "said", "judgement")


def _id(person: int | None) -> int:
    return person or 0


def _said(record: Any, names: tuple[str, ...]) -> str:
    return "\n".join(filter(None, (getattr(record, name) for name in names)))


def record_days(projects: Collection[UUID], first: date, last: date) -> dict[UUID, set[date]]:
    """Project → the days of a span with process records; projects without one are left out. Three statements."""
    contacts = CaseContact.everything.filter(
        case__project__public_id__in=projects, case__confidentiality__in=_OPEN, held_on__range=(first, last),
        edition=1, worker__isnull=False,
    )  # fmt: skip
    sessions = GroupSession.everything.filter(
        group__project__public_id__in=projects, held_on__range=(first, last), recorded_at__isnull=False,
        group__responsible__isnull=False,
    )  # fmt: skip
    visits = Visit.everything.filter(
        entry__project__public_id__in=projects, held_on__range=(first, last), edition=1, worker__isnull=False,
        outcome=Visit.Outcome.MET,
    )  # fmt: skip
    found: dict[UUID, set[date]] = {}
    for project, day in [
        *contacts.order_by().values_list("case__project__public_id", "held_on").distinct(),
        *sessions.order_by().values_list("group__project__public_id", "held_on").distinct(),
        *visits.order_by().values_list("entry__project__public_id", "held_on").distinct(),
    ]:
        found.setdefault(project, set()).add(day)
    return found
