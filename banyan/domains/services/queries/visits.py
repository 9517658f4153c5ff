"""Questions about the visit roster: who is due, the round of a day, what was written, minutes, relief before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.http import Http404
from django.urls import reverse

from banyan.core.identity.models import Appointment, Person
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.models import RosterEntry, Visit
from banyan.domains.services.rules import visits as rules
from banyan.domains.services.rules.hours.spent import Category, Spent
from banyan.domains.services.rules.minutes import minutes_between
from banyan.domains.services.visit_settings import TRIES, number
from banyan.foundation.refusal import Sentence, noop, sentence

_MODEL = "services.visit"
_AHEAD = timedelta(days=7)
_MOST = 60
SHOWN = 12


def standing_of(entry: RosterEntry) -> rules.Standing:
    """What the filed visits of an entry prove. One statement."""
    filed = Visit.everything.filter(entry=entry, state=Visit.State.FILED)
    return rules.standing(filed.order_by("held_on", "began_at").values_list("held_on", "outcome"))


def earlier_relief(visit: Visit, entry: RosterEntry, days: int) -> Iterator[tuple[date, str]]:
    """What this person or household was given within so many days, newest first, whoever gave it. One statement."""
    same = Q(entry__user=entry.user_id)
    if entry.user.household_id is not None:
        same |= Q(entry__user__household=entry.user.household_id)
    span = (visit.held_on - timedelta(days=days), visit.held_on)
    found = Visit.everything.filter(same, state=Visit.State.FILED, held_on__range=span).exclude(relief="")
    own = [visit.pk, visit.follows_id]
    yield from (
        found.exclude(pk__in=[key for key in own if key])
        .order_by("-held_on")
        .values_list("held_on", "relief")
    )


def read_entry(public_id: UUID, by: Any, verb: str = "view") -> RosterEntry:
    """An entry within reach."""
    return _found(
        RosterEntry.objects.visible_to(by, verb).select_related("user", "unit", "project", "worker"),
        public_id,
    )


def read_visit(public_id: UUID, by: Any, verb: str = "view") -> Visit:
    """A visit within reach."""
    found = Visit.objects.visible_to(by, verb)
    return _found(
        found.select_related("entry__user", "entry__unit", "entry__project", "worker", "companion"), public_id
    )


def _found(rows: Any, public_id: UUID) -> Any:
    record = rows.filter(public_id=public_id).first()
    if record is None:
        raise Http404
    return record


def colleagues(entry: RosterEntry, by: Any, on: date) -> list[Person]:
    """Those in office in the same unit, who may come along. One statement."""
    held = Appointment.everything.filter(Appointment.on(on), post__unit__path__startswith=entry.unit.path)
    found = (
        held.exclude(person=by.person_id).select_related("person").order_by("person__name_key", "person_id")
    )
    return list(dict.fromkeys(each.person for each in found))


def visits_panel(entry: RosterEntry, by: Any) -> dict[str, Any]:
    """What was written of the last visits, as far as the reader may read it. Two statements."""
    seen = (
        Visit.objects.visible_to(by)
        .filter(entry=entry, state=Visit.State.FILED)
        .select_related("worker", "companion")
    )
    rows = list(seen.order_by("-held_on", "-position")[:SHOWN])
    filed = Visit.everything.filter(entry=entry, state=Visit.State.FILED)
    counted = dict(filed.order_by().values_list("outcome").annotate(Count("pk")))
    return {
        "entry": entry,
        "visits": rows,
        "met": counted.get(Visit.Outcome.MET, 0),
        "tried": sum(counted.values()) - counted.get(Visit.Outcome.MET, 0),
        "hidden": sum(counted.values()) and not rows,
        "may_write": entry.state == RosterEntry.State.ON and by.can("services.visit.add", entry),
        "may_correct": by.can("services.visit.add", entry),
    }


def round_of(actor: Any, on: date, today: date) -> dict[str, Any]:
    """The round of a worker's day: who is on it in order, who is due besides, what is written already. Three statements."""
    own = RosterEntry.objects.visible_to(actor).filter(
        worker=actor.person_id or 0, state=RosterEntry.State.ON
    )
    every = own.select_related("user", "unit")
    planned = list(every.filter(planned_on=on).order_by("planned_place", "pk"))
    due = list(
        every.exclude(planned_on__gte=today).filter(due_on__lte=on + _AHEAD).order_by("due_on", "pk")[:_MOST]
    )
    written = Visit.objects.visible_to(actor).filter(
        worker=actor.person_id or 0, held_on=on, state=Visit.State.FILED
    )
    return {
        "planned": [_stop(entry, today) for entry in planned],
        "due": [_stop(entry, today) for entry in sorted(due, key=_way)],
        "written": list(written.select_related("entry__user").order_by("began_at")),
    }


def _way(entry: RosterEntry) -> tuple[str, str, str]:
    """Neighbours stand together: by community, grid, house."""
    return entry.user.community, entry.user.grid, entry.user.address


def _stop(entry: RosterEntry, today: date) -> dict[str, Any]:
    late = (today - entry.due_on).days if entry.due_on else 0
    most = number(TRIES, today, entry.unit)
    return {"entry": entry, "late": max(late, 0), "alarm": rules.wants_action(entry.tries, most)}


def due_visits(actor: Any, today: date) -> Iterator[Todo]:
    """Overdue visits of a worker as one line, and each person who was tried in vain too often. Two statements."""
    if actor.person_id is None:
        return
    own = RosterEntry.objects.visible_to(actor).filter(worker=actor.person_id, state=RosterEntry.State.ON)
    late = own.filter(due_on__lt=today).aggregate(count=Count("pk"), first=Min("due_on"))
    if late["count"]:
        yield Todo(
            title=sentence(noop("Visits overdue: %(count)s"), count=late["count"]),
            why=sentence(noop("The oldest was due on %(day)s."), day=late["first"].isoformat()),
            url=reverse("services.round"), deed=noop("Plan the round"), due=late["first"], clause="R3.2.2", kind="visit",
        )  # fmt: skip
    for entry in own.filter(tries__gte=1).select_related("unit").order_by("due_on", "pk")[:_MOST]:
        if rules.wants_action(entry.tries, number(TRIES, today, entry.unit)):
            yield _tried(entry)


def _tried(entry: RosterEntry) -> Todo:
    return Todo(
        title=sentence(noop("Nobody met at the door")),
        why=sentence(noop("%(tries)s tries in a row; ask family, neighbours or the committee."), tries=entry.tries),
        url=page_of(entry), deed=noop("See to it"), number=entry.number, due=entry.due_on, kind="visit",
    )  # fmt: skip


def visit_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Visits of these days, one row for each of the staff who went. One statement.

    A try takes time too, and is no visit: its minutes stand as contact with others.
    """
    found = Visit.everything.filter(held_on__range=(first, last), state=Visit.State.FILED)
    if workers is not None:
        found = found.filter(Q(worker__in=workers) | Q(companion__in=workers))
    for visit in found.select_related("entry__project").order_by("held_on", "pk"):
        for worker, leads in ((visit.worker_id, True), (visit.companion_id, False)):
            if worker is not None and (workers is None or worker in workers):
                yield _spent(visit, worker, leads)


def _spent(visit: Visit, worker: int, leads: bool) -> Spent:
    met = visit.outcome == Visit.Outcome.MET
    return Spent(
        worker, visit.held_on, minutes_between(visit.began_at, visit.ended_at),
        Category.VISIT if met else Category.CONTACT, _MODEL, visit.public_id, visit.number, began_at=visit.began_at,
        travel=visit.travel_minutes, leads=leads, people=1 if met else 0, entered_on=visit.entered_on,
        project=visit.entry.project and visit.entry.project.public_id,
    )  # fmt: skip


def disagreements() -> Iterator[Sentence]:
    """Entries whose kept days are not those that their visits prove; read through the open door of `banyan recount`."""
    gone: dict[int, list[tuple[date, str]]] = defaultdict(list)
    filed = Visit.everything.filter(state=Visit.State.FILED).order_by("held_on", "began_at")
    for entry_id, *each in filed.values_list("entry_id", "held_on", "outcome").iterator():
        gone[entry_id].append((each[0], each[1]))
    for entry in RosterEntry.everything.filter(state=RosterEntry.State.ON).iterator():
        found = rules.standing(gone[entry.pk])
        if (found.last_visit_on, found.tries) != (entry.last_visit_on, entry.tries):
            yield sentence(
                noop("%(number)s: last visit or tries differ from what its visits prove."),
                number=entry.number,
            )
