"""What waits of work in the community and of volunteers: one question to the database for all four."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, CharField, Exists, F, IntegerField, OuterRef, Q, Value
from django.urls import reverse

from banyan.core.identity import tree
from banyan.core.todo import Todo
from banyan.domains.services.community_settings import ENDING_DAYS, number
from banyan.domains.services.models import (
    Activity,
    ActivityPermit,
    CommunityAnalysis,
    CommunityResource,
    Volunteer,
)
from banyan.domains.services.rules.safety import apply_by
from banyan.domains.services.settings import PERMIT_DAYS, PERMIT_FROM, group_number
from banyan.foundation.refusal import noop, sentence

SOON = timedelta(days=30)
MOST = 100
_COMING = (Activity.State.DRAFT, Activity.State.WAITING, Activity.State.APPROVED)
_COLUMNS = (
    "told_kind",
    "public_id",
    "number",
    "unit_id",
    "told_due",
    "told_day",
    "told_people",
    "told_asked",
)
_NO_PEOPLE, _NOT_ASKED = Value(0, IntegerField()), Value(False, BooleanField())


def community_waits(actor: Any, today: date) -> Iterator[Todo]:
    """Permits without which nobody is let in, analyses to renew, agreements and insurances that end. One statement."""
    parts = (_analyses(actor, today), _agreements(actor, today), _covers(actor, today))
    rows = _permits(actor, today).union(*parts, all=True).order_by("told_due", "number")
    for kind, *facts in rows[:MOST]:
        yield _TOLD[kind](*facts)


def _as_rows(found: Any, kind: str, due: str, **more: Any) -> Any:
    told = {"told_day": F(due), "told_people": _NO_PEOPLE, "told_asked": _NOT_ASKED, **more}
    return found.annotate(told_kind=Value(kind, CharField()), told_due=F(due), **told).values_list(*_COLUMNS)


def _permits(actor: Any, today: date) -> Any:
    """Large activities that are coming and have no permit that covers them."""
    permits = ActivityPermit.everything.filter(activity=OuterRef("pk"))
    covering = permits.filter(state=ActivityPermit.State.GRANTED, granted_on__lte=OuterRef("held_on")).filter(
        Q(allowed=None) | Q(allowed__gte=OuterRef("expected"))
    )
    coming = Activity.objects.visible_to(actor, "submit_plan").filter(
        ~Exists(covering),
        state__in=_COMING,
        held_on__gte=today,
        expected__gte=group_number(PERMIT_FROM, today),
    )
    asked = Exists(permits.exclude(state=ActivityPermit.State.REFUSED))
    return _as_rows(coming, "permit", "held_on", told_people=F("expected"), told_asked=asked)


def _analyses(actor: Any, today: date) -> Any:
    """Analyses that are to be renewed within a month, or should have been."""
    held = CommunityAnalysis.objects.visible_to(actor, "add").filter(
        state=CommunityAnalysis.State.HOLDS, renew_by__lte=today + SOON
    )
    return _as_rows(held, "analysis", "renew_by", told_day=F("data_on"))


def _agreements(actor: Any, today: date) -> Any:
    """Resources whose agreement ends soon or has ended."""
    soon = today + timedelta(days=number(ENDING_DAYS, today))
    kept = CommunityResource.objects.visible_to(actor, "edit").filter(
        state=CommunityResource.State.OPEN, agreed_until__lte=soon
    )
    return _as_rows(kept, "resource", "agreed_until")


def _covers(actor: Any, today: date) -> Any:
    """Volunteers on the register whose insurance ends within a month or has ended."""
    there = Volunteer.objects.visible_to(actor, "edit").filter(
        state=Volunteer.State.REGISTERED, insured_until__lte=today + SOON
    )
    return _as_rows(there, "volunteer", "insured_until")


def _permit(public_id: Any, number: str, unit: int, *facts: Any) -> Todo:
    _due, day, people, asked = facts
    words = (
        noop("%(expected)s people are expected; the permit is asked for and not there yet.")
        if asked
        else noop("%(expected)s people are expected, and nobody has asked for a permit.")
    )
    days = group_number(PERMIT_DAYS, day, tree.current().units[unit])
    return Todo(
        title=sentence(noop("Permit of a large activity")), why=sentence(words, expected=people),
        url=reverse("services.activity.detail", args=[public_id]), deed=noop("Write down the permit"), number=number,
        due=day if asked else apply_by(day, days), clause="R1.3.1", kind="permit",
    )  # fmt: skip


def _analysis(public_id: Any, number: str, _unit: int, due: date, day: date, *_rest: Any) -> Todo:
    return Todo(
        title=sentence(noop("Community analysis to be renewed")),
        why=sentence(noop("It rests on data of %(day)s."), day=day.isoformat()),
        url=reverse("services.communityanalysis.detail", args=[public_id]), deed=noop("Write it anew"), number=number,
        due=due, kind="analysis",
    )  # fmt: skip


def _agreement(public_id: Any, number: str, _unit: int, due: date, *_rest: Any) -> Todo:
    return Todo(
        title=sentence(noop("Agreement with a partner ends")),
        why=sentence(noop("It holds until %(day)s."), day=due.isoformat()),
        url=reverse("services.communityresource.detail", args=[public_id]), deed=noop("Renew it, or close the resource"),
        number=number, due=due, clause="R9.2.2", kind="resource",
    )  # fmt: skip


def _insurance(public_id: Any, number: str, _unit: int, due: date, *_rest: Any) -> Todo:
    return Todo(
        title=sentence(noop("Insurance of a volunteer ends")),
        why=sentence(noop("Insured until %(day)s."), day=due.isoformat()),
        url=reverse("services.volunteer.detail", args=[public_id]), deed=noop("Insure the volunteer"), number=number,
        due=due, clause="R7.3.3", kind="volunteer",
    )  # fmt: skip


_TOLD = {"permit": _permit, "analysis": _analysis, "resource": _agreement, "volunteer": _insurance}
