"""What controls read about meetings, papers and reports: for many projects at once, each in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.core.identity.models import Appointment, Unit
from banyan.domains.projects.models import (
    ActionItem,
    Attendee,
    Contract,
    Exemption,
    Meeting,
    Paper,
    Post,
    Report,
)
from banyan.foundation.periods import Period

Rows = dict[UUID, list[dict[str, Any]]]
_SECTIONS = (
    "progress",
    "problems",
    "plan",
    "background",
    "goals",
    "tasks",
    "requirements",
    "division",
    "decisions",
)
_TOOK_PLACE = (Meeting.State.HELD, Meeting.State.WRITTEN, Meeting.State.CONFIRMED)
_PRESENT = Q(attendees__answer=Attendee.Answer.PRESENT)


def ids(scopes: Sequence[Scope]) -> list[UUID]:
    """The projects of a request."""
    return [scope.id for scope in scopes]


def grouped(rows: Iterable[dict[str, Any]]) -> Rows:
    """Rows by project."""
    found: Rows = defaultdict(list)
    for row in rows:
        found[row["scope"]].append(row)
    return found


def _of(model: Any, scopes: Sequence[Scope]) -> QuerySet:
    return model.everything.filter(project__public_id__in=ids(scopes)).annotate(scope=F("project__public_id"))


def meetings_held(scopes: Sequence[Scope], period: Period | None = None) -> Rows:
    """Meetings that took place, with attendance and minutes; without a period all of them. One statement."""
    found = _of(Meeting, scopes).filter(state__in=_TOOK_PLACE)
    if period is not None:
        found = found.filter(held_on__range=(period.start, period.end))
    counted = found.annotate(
        invited=Count("attendees"),
        present=Count("attendees", filter=_PRESENT),
        unread=Count("attendees", filter=Q(attendees__read_at=None)),
    )
    fields = (
        "scope", "public_id", "number", "kind", "held_on", "state", "agenda", "chair_id", "chair_reason",
        "lead_department_id", "minutes_due_on", "minutes_on", "confirmed_at", "invited", "present", "unread",
        "unit_id", *_SECTIONS,
    )  # fmt: skip
    return grouped(counted.order_by("held_on", "pk").values(*fields))


def kickoffs(scopes: Sequence[Scope]) -> Rows:
    """Kick-off meetings with how many absent members were not briefed. One statement."""
    away = Q(
        attendees__answer__in=(Attendee.Answer.ABSENT, Attendee.Answer.EXCUSED), attendees__briefed_on=None
    )
    found = _of(Meeting, scopes).filter(kind=Meeting.Kind.KICKOFF, state__in=_TOOK_PLACE)
    rows = found.annotate(unbriefed=Count("attendees", filter=away)).order_by("held_on", "pk")
    return grouped(rows.values("scope", "public_id", "number", "held_on", "state", "unbriefed"))


def begins(scopes: Sequence[Scope]) -> dict[UUID, date]:
    """The first day of each project's first contract. One statement."""
    found = Contract.everything.filter(project__public_id__in=ids(scopes)).values("project__public_id")
    return dict(found.annotate(first=Min("starts_on")).values_list("project__public_id", "first"))


def exemptions(scopes: Sequence[Scope], kind: str) -> dict[tuple[UUID, date], dict[str, Any]]:
    """Weeks or months that are excused or wait for the signature. One statement."""
    found = _of(Exemption, scopes).filter(kind=kind).exclude(state=Exemption.State.RETURNED)
    rows = found.values("scope", "starts_on", "public_id", "number", "state")
    return {(row["scope"], row["starts_on"]): row for row in rows}


def items(scopes: Sequence[Scope], period: Period) -> Rows:
    """Action items due in a period, and older ones that were open in it. One statement."""
    still = Q(state=ActionItem.State.OPEN) | Q(closed_on__gte=period.start)
    due = Q(due_on__lte=period.end) & (Q(due_on__gte=period.start) | still)
    fields = ("scope", "public_id", "number", "due_on", "state", "closed_on", "problem", "unit_id")
    return grouped(_of(ActionItem, scopes).filter(due).order_by("due_on", "pk").values(*fields))


def joint_items(scopes: Sequence[Scope], period: Period) -> Rows:
    """Items of two departments, with whether the supporting one was at the meeting. One statement."""
    there = Q(
        meeting__attendees__answer=Attendee.Answer.PRESENT, meeting__attendees__person__unit=F("supporting")
    )
    found = _of(ActionItem, scopes).filter(
        supporting__isnull=False, agreed_on__range=(period.start, period.end)
    )
    rows = found.annotate(there=Count("meeting__attendees", filter=there)).order_by("agreed_on", "pk")
    return grouped(rows.values("scope", "public_id", "number", "agreed_on", "department_id", "there"))


def papers(
    scopes: Sequence[Scope], kind: str, starts: Sequence[date]
) -> dict[tuple[UUID, int, date], dict[str, Any]]:
    """Papers of departments by project, department and first day. One statement."""
    found = _of(Paper, scopes).filter(kind=kind, person=None, starts_on__in=list(starts))
    rows = found.values(
        "scope", "unit_id", "starts_on", "public_id", "number", "state", "late_days", "submitted_on"
    )
    return {(row["scope"], row["unit_id"], row["starts_on"]): row for row in rows}


def departments(scopes: Sequence[Scope], period: Period) -> dict[UUID, list[Unit]]:
    """The departments of each project's unit in which somebody was in office in the period; a unit without any
    stands for itself. One statement."""
    all_units = tree.current().units
    wanted = {
        scope.id: [
            unit
            for unit in all_units.values()
            if unit.kind == Unit.Kind.DEPARTMENT and unit.path.startswith(scope.unit_path)
        ]
        or [all_units[scope.unit_id]]
        for scope in scopes
    }
    known = {unit.pk for units in wanted.values() for unit in units}
    held = Appointment.everything.filter(post__unit_id__in=known, starts_on__lte=period.end)
    staffed = set(held.exclude(ends_on__lt=period.start).values_list("post__unit_id", flat=True))
    return {scope: [unit for unit in units if unit.pk in staffed] for scope, units in wanted.items()}


def reports(scopes: Sequence[Scope], addressee: str) -> Rows:
    """Reports to one addressee. One statement."""
    fields = ("scope", "public_id", "number", "kind", "month", "happened_at", "due_at", "sent_at", "unit_id")
    return grouped(_of(Report, scopes).filter(addressee=addressee).order_by("pk").values(*fields))


def posts(scopes: Sequence[Scope], period: Period) -> Rows:
    """What was shared in a period. One statement."""
    found = _of(Post, scopes).filter(shared_on__range=(period.start, period.end))
    fields = ("scope", "public_id", "number", "kind", "shared_on", "solved_on", "unit_id")
    return grouped(found.order_by("shared_on", "pk").values(*fields))


def project_units(scopes: Sequence[Scope]) -> dict[UUID, Unit]:
    """The unit of each project, out of the tree. No statement."""
    units = tree.current().units
    return {scope.id: units[scope.unit_id] for scope in scopes if scope.unit_id in units}
