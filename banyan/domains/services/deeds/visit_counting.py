"""After every change of a roster entry: its days, and the evidence that its visits hand to the ledger."""

from __future__ import annotations

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import at_noon, whose
from banyan.domains.services.models import RosterEntry, Visit
from banyan.domains.services.queries.visits import standing_of
from banyan.domains.services.rules import visits as rules
from banyan.domains.services.rules.minutes import minutes_between
from banyan.domains.services.visit_settings import visit_days

_DAYS = ("last_visit_on", "due_on", "tries")


def settle(entry: RosterEntry) -> None:
    """Keep the last visit, the tries since, and the day by which the next visit is due."""
    found = standing_of(entry)
    entry.last_visit_on, entry.tries = found.last_visit_on, found.tries
    counted_from = found.last_visit_on or entry.since
    entry.due_on = None
    if entry.state == RosterEntry.State.ON:
        entry.due_on = rules.due_on(
            counted_from, entry.since, visit_days(entry.level, counted_from, entry.unit)
        )
    RosterEntry.everything.filter(pk=entry.pk).update(**{name: getattr(entry, name) for name in _DAYS})


def hand_in(visit: Visit) -> None:
    """Offer a visit to the ledger; a try is handed in too, so that the ledger can say why it does not count."""
    project, given = visit.entry.project, evidence_of(visit)
    if given is not None:
        projects.offer(given)
    elif project is not None:
        projects.withdraw(project.public_id, visit._meta.label_lower, visit.public_id)


def hand_in_all(entry: RosterEntry) -> None:
    """Offer all visits of an entry anew: what they count for has changed."""
    kept = Visit.everything.filter(entry=entry, state=Visit.State.FILED)
    for visit in kept.select_related("entry__project", "entry__unit", "entry__user__household"):
        hand_in(visit)


def evidences_of(visit: Visit) -> list[projects.Evidence]:
    """The same as a list, as `banyan recount` asks it of every kind of record."""
    given = evidence_of(visit)
    return [given] if given else []


def evidence_of(visit: Visit) -> projects.Evidence | None:
    """What a visit is in the ledger; nothing when a later version holds or no project asked for it."""
    entry = visit.entry
    if entry.project is None or visit.state != Visit.State.FILED:
        return None
    void = rules.NO_VISIT.get(rules.Outcome(visit.outcome), "")
    return projects.Evidence(
        project=entry.project.public_id,
        source_model=visit._meta.label_lower,
        source_public_id=visit.public_id,
        source_number=visit.number,
        kind=projects.Kind.VISIT,
        happened_on=visit.held_on,
        shares={entry.indicator: 100} if entry.indicator else {},
        person_times=0 if void else 1,
        minutes=minutes_between(visit.began_at, visit.ended_at),
        complete=True,
        approved=True,
        void=void,
        approved_at=at_noon(visit.entered_on or visit.held_on),
        **whose(entry.user, visit.number),
    )
