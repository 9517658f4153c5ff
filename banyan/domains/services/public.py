"""The front door of the services room: what rooms above may ask about activities and who came to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.services.deeds.evidences import disagreements as _evidence_disagreements
from banyan.domains.services.models import Activity, Attendance
from banyan.domains.services.queries.cases.facts import disagreements as _disagreements
from banyan.domains.services.queries.checking import Checkable as Checkable
from banyan.domains.services.queries.checking import Written as Written
from banyan.domains.services.queries.checking import looked_at as looked_at
from banyan.domains.services.queries.checking import record_days as record_days
from banyan.domains.services.queries.checking import records_between as records_between
from banyan.domains.services.queries.checking import words_between as words_between
from banyan.domains.services.queries.outputs import Output as Output
from banyan.domains.services.queries.outputs import Part as Part
from banyan.domains.services.queries.outputs import outputs as outputs
from banyan.domains.services.queries.present import present_at as present_at
from banyan.domains.services.queries.teams import disagreements as _team_disagreements
from banyan.domains.services.queries.visits import disagreements as _roster_disagreements
from banyan.domains.services.queries.volunteers import Insured as Insured
from banyan.domains.services.queries.volunteers import volunteers_insured_on as volunteers_insured_on
from banyan.domains.services.queries.volunteers import volunteers_on as volunteers_on
from banyan.domains.services.rules.minutes import minutes_between as minutes_between
from banyan.foundation.refusal import Sentence


def activity_by_number(number: str, by: Actor) -> Activity | None:
    """The activity that the actor may see under this number."""
    return Activity.objects.visible_to(by).filter(number=number).select_related("unit", "project").first()


def activities_between(first: date, last: date, by: Actor) -> list[Activity]:
    """Activities of a span of days, both included, with their kept person-times and distinct persons."""
    found = Activity.objects.visible_to(by).filter(held_on__range=(first, last))
    return list(found.exclude(state=Activity.State.CANCELLED).order_by("held_on", "number"))


def volunteer_lines(volunteer_number: str, by: Actor) -> list[dict[str, Any]]:
    """Where a volunteer signed in, newest first.

    Each has activity (its number), held_on, arrived_at and left_at (times of day or None) and responsible, the
    person under whose guidance it was (R2.2.14).
    """
    lines = Attendance.objects.visible_to(by).filter(
        role=Attendance.Role.VOLUNTEER, volunteer_number=volunteer_number
    )
    return [
        {
            "activity": line.sheet.activity.number,
            "held_on": line.sheet.held_on,
            "arrived_at": line.arrived_at,
            "left_at": line.left_at,
            "responsible": line.sheet.activity.responsible,
        }
        for line in lines.select_related("sheet__activity__responsible").order_by("-sheet__held_on", "-pk")
    ]


def disagreements() -> list[Sentence]:
    """Cases, roster entries and teams kept otherwise than their records prove, and records that the ledger holds otherwise.

    Read through the open door of `banyan recount`.
    """
    return [*_disagreements(), *_roster_disagreements(), *_team_disagreements(), *_evidence_disagreements()]
