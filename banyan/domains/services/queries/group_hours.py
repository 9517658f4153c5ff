"""What group sessions tell of working hours: delivery, preparation and record writing, each worker for themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from banyan.domains.services.models import GroupSession
from banyan.domains.services.queries.groups import day_of
from banyan.domains.services.rules.hours.spent import Category, Spent
from banyan.domains.services.rules.minutes import minutes_between

_MODEL = "services.groupsession"


def session_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Sessions held in these days: one row for the lead worker, one for the co-worker. One statement.

    Preparation and record writing belong to the lead worker, on the day of the session.
    """
    held = GroupSession.everything.filter(held_on__range=(first, last)).select_related("group__project")
    for session in held.order_by("held_on", "pk"):
        for worker, leads in ((session.group.responsible_id, True), (session.group.co_worker_id, False)):
            if worker is not None and (workers is None or worker in workers):
                yield from _spent(session, worker, leads)


def _spent(session: GroupSession, worker: int, leads: bool) -> Iterator[Spent]:
    given = {
        "model": _MODEL, "public_id": session.public_id, "number": session.label(), "leads": leads,
        "people": session.present, "entered_on": day_of(session.recorded_at),
        "project": session.group.project and session.group.project.public_id,
    }  # fmt: skip
    minutes = minutes_between(session.began_at, session.ended_at)
    yield Spent(worker, session.held_on, minutes, Category.SESSION, began_at=session.began_at, **given)
    if leads:
        for category, indirect in (
            (Category.PREPARATION, session.preparation_minutes), (Category.RECORDS, session.record_minutes)
        ):  # fmt: skip
            if indirect:
                yield Spent(worker, session.held_on, indirect, category, **given)
