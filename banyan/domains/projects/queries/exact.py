"""The exact figures of a contract, for whoever is named and has opened them; and who did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from banyan.core import clock, dated
from banyan.core.audit.models import Event
from banyan.core.identity.actor import Actor
from banyan.core.registers.panels import called
from banyan.domains.projects.models import FiguresReader, Indicator, Project
from banyan.domains.projects.queries.ledger import Row, ledger_of
from banyan.domains.projects.queries.numbers import numbers_on
from banyan.domains.projects.queries.unread import Reader
from banyan.domains.projects.rules import exact as rules
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.freeze import last_of
from banyan.domains.projects.rules.unread import Told
from banyan.domains.projects.settings import FIGURES_HOURS

OPENINGS = 20


def may_read(row: FiguresReader, by: Actor, now: datetime) -> bool:
    """Whether this reader has opened the figures and may still read them."""
    day = timezone.localtime(now).date()
    hours = int(dated.value(FIGURES_HOURS.key, day, row.unit))
    holds = row.state == FiguresReader.State.NAMED and rules.holds_on(day, row.starts_on, row.ends_on)
    return row.person_id == by.person_id and holds and rules.is_open(row.opened_at, now, hours)


def exact_rows(project: Project, by: Actor, today: date) -> list[dict[str, Any]]:
    """Every indicator with what closed months hold of it, guarded files among it. Four statements."""
    if project.frozen_through is None:
        return []
    indicators = Indicator.objects.visible_to(by).filter(project=project).select_related("unit", "project")
    kept = ledger_of(
        indicators, today, numbers_on(today, project.unit), Reader(by), last_of(project.frozen_through),
        with_waiting=False, told=Told.ALL,
    )  # fmt: skip
    return [_row(row) for row in kept.rows]


def _row(row: Row) -> dict[str, Any]:
    figures, indicator = row.figures, row.indicator
    has_share = figures.grows and figures.target
    return {
        "code": indicator.number,
        "name": indicator.name,
        "unit": indicator.counted_in,
        "target": plain(figures.target),
        "counted": plain(figures.counted),
        "percent": plain(row.forecast.completion) if has_share else None,
    }


def panel(row: FiguresReader, by: Actor) -> dict[str, Any]:
    """What the page of a naming shows: the figures to whoever opened them, and to everybody who opened them when and why."""
    now = clock.now()
    reads = may_read(row, by, now)
    return {
        "reader": row,
        "through": row.project.frozen_through,
        "reads": reads,
        "rows": exact_rows(row.project, by, clock.today()) if reads else [],
        "openings": list(openings(row)),
        "is_own": row.person_id == by.person_id,
    }


def openings(row: FiguresReader) -> Iterator[dict[str, Any]]:
    """Who opened the figures, when and what for, newest first. Two statements."""
    verb, about = row.permission("open"), str(row.public_id)
    opened = Event.objects.filter(model=row._meta.label_lower, object_id=about, verb=verb).order_by("-seq")
    found = list(opened[:OPENINGS])
    people = called({event.actor for event in found})
    for event in found:
        yield {"who": people.get(event.actor, event.actor), "at": event.day, "reason": event.reason}


def named_for(project: Project, by: Actor, today: date) -> dict[str, Any] | None:
    """Who is named for the exact figures today, as far as the reader may know. One statement."""
    if not by.may(FiguresReader.permission("view")):
        return None
    home = reverse("projects.figuresreader.list")
    standing = FiguresReader.objects.visible_to(by).filter(project=project, state=FiguresReader.State.NAMED)
    standing = standing.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    return {"url": f"{home}?project={project.public_id}", "people": list(standing.select_related("person"))}
