"""What an activity proves beside itself: hours of its volunteers, and what those who came said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import Activity, Attendance, Feedback
from banyan.domains.services.rules.minutes import minutes_between

State = Activity.State
HELD = (State.HELD, State.SUMMARY_WAITING, State.ACCEPTED)
BESIDES = (projects.Kind.VOLUNTEER_HOURS, projects.Kind.SATISFACTION)
SATISFIED_FROM = 4
_HOUR, _CENT = Decimal(60), Decimal("0.01")


@dataclass(frozen=True)
class Held:
    """An activity that took place: its project, its day, its sheet, and what its papers still lack."""

    activity: Activity
    project: UUID
    on: date
    lines: list[Attendance]
    missing: tuple[str, ...]

    def evidence(self, kind: projects.Kind, **told: Any) -> projects.Evidence:
        """What it proves of a kind of work; it waits for the same papers as the activity itself."""
        activity = self.activity
        return projects.Evidence(
            project=self.project, source_model=activity._meta.label_lower, source_public_id=activity.public_id,
            source_number=activity.number, source_title=activity.title, kind=kind, happened_on=self.on,
            shares=proposed(self.activity.project, kind, activity.title, activity.unit, self.on), complete=not self.missing,
            approved=activity.state == State.ACCEPTED, missing=self.missing,
            approved_at=activity.summary.accepted_at if hasattr(activity, "summary") else None, **told,
        )  # fmt: skip


def besides(held: Held) -> Iterator[projects.Evidence]:
    """Hours of volunteers where any came, opinions where any were given."""
    volunteers = [line for line in held.lines if line.reason == Attendance.Reason.VOLUNTEER]
    if volunteers:
        yield held.evidence(projects.Kind.VOLUNTEER_HOURS, **_hours_of(volunteers))
    opinions = opinions_of(held)
    if opinions:
        yield opinions


def opinions_of(held: Held) -> projects.Evidence | None:
    """What those who came said, from 1 to 5; 4 and 5 are satisfied."""
    answers, satisfied = _opinions(held.activity)
    if not answers:
        return None
    return held.evidence(projects.Kind.SATISFACTION, answers=answers, satisfied=satisfied)


def hand_in_with(held: Held, own: projects.Evidence) -> None:
    """Offer the activity and what there is beside it; what is no more there, or not held after all, is taken back."""
    told = {each.kind: each for each in besides(held)} if held.activity.state in HELD else {}
    projects.offer(own, *told.values())
    if held.activity.state == State.APPROVED:
        return
    for kind in BESIDES:
        if kind not in told:
            activity = held.activity
            projects.withdraw(held.project, activity._meta.label_lower, activity.public_id, kind)


def _hours_of(lines: list[Attendance]) -> dict[str, Any]:
    """Hours from coming to leaving; a volunteer's hours are never a worker's, and without a time of leaving none."""
    minutes = [minutes_between(line.arrived_at, line.left_at) for line in lines]
    without = tuple(
        projects.LeftOut(line.label(), "signout_missing", (projects.Measure.HOURS,))
        for line, there in zip(lines, minutes, strict=True)
        if not there
    )
    hours = (Decimal(sum(minutes)) / _HOUR).quantize(_CENT, ROUND_HALF_UP)
    return {"hours": hours, "volunteers": len(lines), "left_out": without}


def _opinions(activity: Activity) -> tuple[int, int]:
    found = Feedback.everything.filter(activity=activity).aggregate(
        answers=Count("pk"), satisfied=Count("pk", filter=Q(score__gte=SATISFIED_FROM))
    )
    return found["answers"], found["satisfied"]
