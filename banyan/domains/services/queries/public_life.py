"""Questions about public life: festivals and what was held for them, lectures, results and their proof, visitors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from banyan.core.attachments.models import Attachment
from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.domains.services.models import Activity, Lecture, Mediation, Reception, Showing
from banyan.domains.services.rules import festivals
from banyan.domains.services.rules.cases.secrecy import LOGGED
from banyan.foundation.periods import Period

CANCELLED = Activity.State.CANCELLED


def festive_over(scopes: Sequence[Scope], period: Period, days: int) -> dict[UUID, dict[str, list[date]]]:
    """Project → festival → days on which its station held something for it. One statement."""
    edge = timedelta(days=days)
    held = Activity.everything.filter(
        held_on__range=(period.start - edge, period.end + edge), unit__isnull=False
    ).exclude(festival="").exclude(state=CANCELLED)  # fmt: skip
    rows = list(held.values_list("unit__path", "festival", "held_on"))
    known = tree.current().units
    found: dict[UUID, dict[str, list[date]]] = {}
    for scope in scopes:
        path = tree.centre_of(known[scope.unit_id]).path
        mine: dict[str, list[date]] = defaultdict(list)
        for place, festival, on in rows:
            if on is not None and place.startswith(path):
                mine[festival].append(on)
        found[scope.id] = mine
    return found


def fields_lectured(scopes: Sequence[Scope], since: date, until: date) -> dict[UUID, set[str]]:
    """Project → fields on which experts spoke in a span at activities that were held. One statement."""
    given = Lecture.everything.filter(
        activity__project__public_id__in=[scope.id for scope in scopes], activity__held_on__range=(since, until),
        activity__state__in=(Activity.State.HELD, Activity.State.SUMMARY_WAITING, Activity.State.ACCEPTED),
    )  # fmt: skip
    found: dict[UUID, set[str]] = {scope.id: set() for scope in scopes}
    for project, field in given.values_list("activity__project__public_id", "field"):
        found[project].add(field)
    return found


def showings_over(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[UUID, Showing, bool]]:
    """Results shown in the period, and whether a file lies with them. Two statements."""
    kept = Showing.everything.filter(
        project__public_id__in=[scope.id for scope in scopes], shown_on__range=(period.start, period.end)
    )
    rows = list(kept.annotate(of=F("project__public_id")).order_by("shown_on", "pk"))
    filed = set(
        Attachment.everything.filter(
            model=Showing._meta.label_lower, record_id__in=[row.public_id for row in rows], removed_at=None
        ).values_list("record_id", flat=True)
    )
    for row in rows:
        yield row.of, row, row.public_id in filed  # type: ignore[attr-defined]


def receptions_over(scopes: Sequence[Scope], period: Period, until: date) -> Iterator[tuple[UUID, Reception]]:
    """Visitors of the period, and those whose matter was still open when it began; none of guarded cases. One statement."""
    came = Reception.everything.filter(
        project__public_id__in=[scope.id for scope in scopes], came_on__lte=until
    ).exclude(settled_on__lt=period.start)
    came = came.exclude(case__confidentiality__in=LOGGED)
    for row in came.annotate(of=F("project__public_id")).select_related("unit").order_by("came_on", "pk"):
        yield row.of, row  # type: ignore[attr-defined]


def mediations_of(visit: Reception, by: Any) -> dict[str, Any]:
    """The record of a visitor with what was mediated since."""
    held = Mediation.objects.visible_to(by).filter(reception=visit).order_by("held_on", "pk")
    may = visit.state == Reception.State.OPEN and by.can("services.mediation.add", visit)
    return {
        "visit": visit, "held": list(held), "may_mediate": may and visit.matter != Reception.Matter.VIOLENCE,
        "wants_case": visit.matter == Reception.Matter.VIOLENCE and visit.case_id is None,
    }  # fmt: skip


@dataclass(frozen=True)
class Feast:
    """A festival of the year ahead or behind: its day, what is held for it, and whether there is still time."""

    day: date
    festival: festivals.Festival
    label: Any
    kept: bool
    held: tuple[Activity, ...]
    days_left: int


def feasts_of(by: Any, unit: Any, today: date, days: int) -> list[Feast]:
    """The festivals from half a year back to half a year ahead, each with what is held for it. One statement."""
    span = Period(today - timedelta(days=182), today + timedelta(days=182))
    seen = Activity.objects.visible_to(by).filter(unit__path__startswith=unit.centre.path)
    edge = timedelta(days=days)
    near = seen.filter(held_on__range=(span.start - edge, span.end + edge))
    found = near.exclude(festival="").exclude(state=CANCELLED)
    held = list(found.select_related("unit").order_by("held_on", "pk"))
    return [
        Feast(
            day, feast, Activity.Festival(feast.value).label, feast in festivals.KEPT,
            tuple(each for each in held if each.festival == feast and each.held_on and abs((each.held_on - day).days) <= days),
            (day - today).days,
        )
        for day, feast in festivals.within(span, tuple(festivals.Festival))
    ]  # fmt: skip


def lectures_of(activity: Activity, by: Any) -> dict[str, Any]:
    """The experts of an activity, on its page."""
    given = Lecture.objects.visible_to(by).filter(activity=activity).order_by("pk")
    return {"lectures": list(given), "activity": activity, "may": by.can("services.lecture.add", activity)}
