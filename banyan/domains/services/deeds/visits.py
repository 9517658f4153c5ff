"""The visit roster and what becomes of going there: put on, planned for a round, visited, taken off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, numbering
from banyan.core.deeds import deed
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.visit_counting import hand_in, hand_in_all, settle
from banyan.domains.services.models import RosterEntry, Visit
from banyan.domains.services.queries.visits import earlier_relief
from banyan.domains.services.rules import visits as rules
from banyan.domains.services.rules.cases.papers import check_correction
from banyan.domains.services.visit_settings import RELIEF_DAYS, number
from banyan.foundation.refusal import Refused, noop, sentence

ON, ENDED = RosterEntry.State.ON, RosterEntry.State.ENDED
FILED, REPLACED = Visit.State.FILED, Visit.State.REPLACED
TEXTS = ("happened", "said", "judgement")
KEPT = (
    "held_on", "began_at", "ended_at", "travel_minutes", "outcome", *TEXTS, "companion", "volunteers", "relief",
    "relief_value", "relief_signed", "relief_because",
)  # fmt: skip


@deed(RosterEntry, "add", new=True, label=_("Put on the visit roster"), icon="home-plus")
def put_on(entry: RosterEntry, by: Any, now: datetime) -> None:
    """Somebody is to be visited from now on, as often as their need asks."""
    entry.worker = entry.worker or by.person
    entry.since = entry.since or now.date()
    entry.indicator = _indicator(entry)
    entry.number = numbering.take(RosterEntry.number_pattern, entry.unit, now.year)
    entry.save()
    settle(entry)


@deed(RosterEntry, "edit", frm=ON, label=_("Edit"), icon="pencil")
def edit(entry: RosterEntry, by: Any, now: datetime, **changes: Any) -> None:
    """Change level, worker or what the visits count for; the person stays who they are."""
    if changes.get("user", entry.user) != entry.user:
        raise Refused(
            {"user": noop("An entry stays with its person; put somebody else on the roster instead.")}
        )
    former, former_project = entry.indicator, entry.project
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.indicator = _indicator(entry)
    entry.save()
    settle(entry)
    if (entry.indicator, entry.project) != (former, former_project):
        _withdraw_all(entry, former_project if entry.project != former_project else None)
        hand_in_all(entry)


@deed(RosterEntry, "end", frm=ON, to=ENDED, label=_("End the visits…"), icon="home-x", danger=True)
def end(entry: RosterEntry, by: Any, now: datetime, reason: str) -> None:
    """Nobody is visited any more: moved, in a home, died, or no longer wants it. What was done stays."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why visits end.")})
    entry.ended_on, entry.ended_because = now.date(), reason.strip()
    entry.planned_on, entry.planned_place = None, 0
    entry.save()
    settle(entry)


@deed(RosterEntry, "plan_round", frm=ON, label=_("Put on a round"), icon="route")
def plan_round(entry: RosterEntry, by: Any, now: datetime, on: date) -> None:
    """Go there on this day, after those who are on the round already."""
    if on < now.date():
        raise Refused({"on": noop("A round is planned for today or later.")})
    same = RosterEntry.everything.filter(worker=entry.worker, planned_on=on).exclude(pk=entry.pk)
    entry.planned_on = on
    entry.planned_place = (same.aggregate(last=Max("planned_place"))["last"] or 0) + 1


@deed(RosterEntry, "leave_round", frm=ON, label=_("Take off the round"), icon="route-off")
def leave_round(entry: RosterEntry, by: Any, now: datetime) -> None:
    """Not on this day after all; the day by which the visit is due stands."""
    entry.planned_on, entry.planned_place = None, 0


@deed(RosterEntry, "go_earlier", frm=ON, label=_("Go there earlier"), icon="arrow-up")
def go_earlier(entry: RosterEntry, by: Any, now: datetime) -> None:
    """Change places with the one before on the same round."""
    same = RosterEntry.everything.filter(worker=entry.worker, planned_on=entry.planned_on, state=ON)
    before = same.filter(planned_place__lt=entry.planned_place).order_by("-planned_place").first()
    if entry.planned_on is None or before is None:
        raise Refused({"": noop("This is the first on the round already.")})
    places = entry.planned_place, before.planned_place
    RosterEntry.everything.filter(pk=before.pk).update(planned_place=places[0])
    entry.planned_place = places[1]


@deed(Visit, "add", new=True, label=_("Write down a visit"), icon="home-check")
def write(visit: Visit, by: Any, now: datetime) -> None:
    """Somebody went there: a visit, or a try. A member of staff answers for it, whoever came along (R2.2.14)."""
    entry = _locked(visit)
    visit.worker = visit.worker or by.person
    _check(visit, entry, now)
    visit.entered_on = now.date()
    if visit.follows is None:
        last = Visit.everything.filter(entry=entry).aggregate(last=Max("position"))["last"]
        visit.position = (last or 0) + 1
    visit.number = f"{entry.number}-{visit.position:03}"
    visit.save()
    if entry.planned_on is not None and entry.planned_on <= visit.held_on:
        RosterEntry.everything.filter(pk=entry.pk).update(planned_on=None, planned_place=0)
    settle(entry)
    hand_in(visit)


@deed(Visit, "replace", frm=FILED, to=REPLACED, system=True, label=_("Visit record corrected"))
def replace(visit: Visit, by: Any, now: datetime) -> None:
    """A later version holds in its place; these words stay to be read."""
    hand_in(visit)


def correct(
    former: Visit, *, by: Any, reason: str, changes: Mapping[str, Any], now: datetime | None = None
) -> Visit:
    """A further version with its reason; the former one stays to be read and no longer counts."""
    moment = now or clock.now()
    check_correction(reason, any(getattr(former, name) != value for name, value in changes.items()))
    kept = {name: getattr(former, name) for name in KEPT} | dict(changes)
    new = Visit(
        entry=former.entry, follows=former, position=former.position, worker=former.worker,
        edition=former.edition + 1, change_reason=reason, **kept,
    )  # fmt: skip
    with transaction.atomic():
        replace(former, by=by, now=moment)
        return write(new, by=by, now=moment)


def _locked(visit: Visit) -> RosterEntry:
    """Visits of an entry are numbered while its row is held; one that has ended takes corrections only."""
    found = RosterEntry.everything.select_for_update(of=("self",)).select_related(
        "unit", "user__household", "project"
    )
    entry = found.get(pk=visit.entry_id)
    if entry.state != ON and visit.follows is None and visit.held_on > (entry.ended_on or visit.held_on):
        raise Refused({"held_on": noop("Visits to this person ended before that day.")})
    visit.entry = entry
    return entry


def _check(visit: Visit, entry: RosterEntry, now: datetime) -> None:
    if visit.worker is None:
        raise Refused({"": noop("A member of staff answers for every visit.")}, clause="R2.2.14")
    if visit.companion_id is not None and visit.companion_id == visit.worker.pk:
        raise Refused({"companion": noop("Nobody comes along with themselves.")})
    outcome = rules.Outcome(visit.outcome)
    gone = rules.Gone(
        visit.held_on, visit.began_at, visit.ended_at, outcome, {name: getattr(visit, name) for name in TEXTS},
        accompanied=visit.companion_id is not None or bool(visit.volunteers.strip()),
    )  # fmt: skip
    rules.check_gone(gone, entry.since, now.date(), entry.needs_two)
    earlier = (
        earlier_relief(visit, entry, number(RELIEF_DAYS, visit.held_on, entry.unit)) if visit.relief else ()
    )
    rules.check_relief(
        rules.Relief(visit.relief, visit.relief_because, visit.relief_signed, tuple(earlier)), outcome
    )


def _indicator(entry: RosterEntry) -> str:
    """What the visits count for: as said, or as the department tells; one that the contract does not know is refused."""
    if entry.project is None:
        return ""
    found = projects.indicators_for(entry.project, projects.Kind.VISIT, entry.since)
    if not entry.indicator:
        return rules.fitting(entry.unit.name, [(each.code, each.department) for each in found])
    if entry.indicator not in {each.code for each in found}:
        named = "、".join(f"{each.code} {each.name}" for each in found)
        raise Refused(
            {"indicator": sentence(noop("Visits count for one of these: %(named)s."), named=named or "—")},
            clause="R1.3.3",
        )
    return entry.indicator


def _withdraw_all(entry: RosterEntry, project: Any) -> None:
    """The visits no longer count for the project that they were handed in to."""
    if project is not None:
        for visit in Visit.everything.filter(entry=entry, state=FILED):
            projects.withdraw(project.public_id, visit._meta.label_lower, visit.public_id)
