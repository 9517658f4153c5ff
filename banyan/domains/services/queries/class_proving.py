"""The class as controls judge it, read once for all projects; a child is named by its number alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from banyan.core.controls import Scope
from banyan.domains.services.models import ClassDay, ClassNote, DayClass, Pupil
from banyan.domains.services.rules.day_class import Afternoon
from banyan.foundation.periods import Period


def classes_held(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[UUID, DayClass, int]]:
    """Classes open in the period, with how often the community looked in. One statement."""
    found = DayClass.everything.filter(project__public_id__in=_ids(scopes), opened_on__lte=period.end)
    span = Q(days__held_on__range=(period.start, period.end))
    looked_in = Count("days", filter=span & ~Q(days__supervised_by=""))
    for held in (
        found.exclude(closed_on__lt=period.start).annotate(checks=looked_in).select_related("project")
    ):
        yield held.project.public_id, held, held.checks  # type: ignore[union-attr, attr-defined]


def afternoons(
    scopes: Sequence[Scope], period: Period, today: date
) -> Iterator[tuple[UUID, ClassDay, Afternoon, int]]:
    """Afternoons of the period that are over, with how many left with nobody of their list. One statement."""
    found = ClassDay.everything.filter(
        day_class__project__public_id__in=_ids(scopes),
        held_on__range=(period.start, period.end),
        held_on__lt=today,
    ).annotate(
        gone_with_nobody=Count(
            "lines", filter=Q(lines__left_at__isnull=False, lines__fetcher=None) & ~Q(lines__how="alone")
        )
    )
    for day in found.select_related("day_class__project").order_by("held_on", "pk"):
        closed = day.state == ClassDay.State.CLOSED
        afternoon = Afternoon(day.children, day.inside, day.adults, day.day_class.closes_at, closed)
        yield day.day_class.project.public_id, day, afternoon, day.gone_with_nobody  # type: ignore[union-attr]


def children_heard(scopes: Sequence[Scope], until: date) -> Iterator[tuple[UUID, Pupil, list[date]]]:
    """Children in a class, with the days on which school or parents were heard. Two statements."""
    found = Pupil.everything.filter(
        day_class__project__public_id__in=_ids(scopes), state=Pupil.State.ENROLLED, enrolled_on__lte=until
    )
    pupils = list(found.select_related("day_class__project", "user").order_by("pk"))
    heard: dict[int, list[date]] = defaultdict(list)
    said = ClassNote.everything.filter(
        pupil__in=pupils, kind__in=(ClassNote.Kind.SCHOOL, ClassNote.Kind.PARENTS)
    )
    for pupil, day in said.filter(noted_on__lte=until).values_list("pupil_id", "noted_on"):
        heard[pupil].append(day)
    for each in pupils:
        yield each.day_class.project.public_id, each, heard[each.pk]  # type: ignore[union-attr]


def _ids(scopes: Sequence[Scope]) -> list[UUID]:
    return [scope.id for scope in scopes]
