"""What desk and frame show of this room: the indicators that want work most, and the contract year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Indicator
from banyan.domains.projects.queries.chosen import default_project
from banyan.domains.projects.queries.ledger import Row, ledger_of
from banyan.domains.projects.queries.numbers import numbers_on
from banyan.domains.projects.queries.unread import Reader
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.forecast import Judgement

IDLE = (Judgement.NO_SOURCE, Judgement.NOT_MEASURED)


def bars_for(by: Actor, on: date, limit: int = 6) -> dict[str, Any] | None:
    """The indicators that lag most, of the actor's department where it answers for any; None without a project.

    Gives `title`, `url` and `rows`: code, name, counted, pending, target, mark (due by now), unit, late, url.
    """
    project = default_project(by) if by.may("projects.indicator.view") else None
    if project is None:
        return None
    indicators = Indicator.objects.visible_to(by).filter(project=project)
    kept = ledger_of(indicators, on, numbers_on(on, project.unit), Reader(by), with_waiting=False)
    rows = [row for row in kept.rows if row.forecast.judgement not in IDLE]
    own = [row for row in rows if row.indicator.department == _department(by)]
    lagging = sorted(own or rows, key=_reached)[:limit]
    return {
        "title": _("Contract indicators"),
        "url": reverse("projects.ledger.of", kwargs={"public_id": project.public_id}),
        "rows": [_bar(row, project, by) for row in lagging],
    }


def year_of(by: Actor, on: date) -> tuple[str, str, str] | None:
    """Unit, contract year in words and the address of the projects, for the box that says what figures are about.

    Two statements; the frame keeps the answer, because every page asks.
    """
    project = default_project(by) if by.may("projects.project.view") else None
    if project is None:
        return None
    contracts = project.contracts.visible_to(by).filter(starts_on__lte=on).order_by("-starts_on")
    running = contracts.first()
    words = ""
    if running is not None:
        years = {"first": running.starts_on.year, "last": running.ends_on.year}
        words = _("contract year %(first)s-%(last)s") % years
    return project.unit.name, words, reverse("projects.project.list")


def _department(by: Actor) -> str:
    return by.person.unit.name if by.person else ""


def _reached(row: Row) -> Decimal:
    """The share of what is due that is counted or waits."""
    due = row.forecast.due
    return (row.figures.counted + row.figures.pending) / due if due else Decimal(1)


def _bar(row: Row, project: Any, by: Actor) -> dict[str, Any]:
    where = {"public_id": project.public_id, "code": row.indicator.number, "state": "counted"}
    late = {Judgement.BEHIND: "late", Judgement.FAR_BEHIND: "bad"}.get(row.forecast.judgement, "")
    return {
        "code": row.indicator.number,
        "name": row.indicator.name,
        "counted": plain(row.figures.counted),
        "pending": plain(row.figures.pending),
        "target": plain(row.figures.target),
        "mark": row.forecast.due,
        "unit": row.indicator.counted_in,
        "late": late,
        "url": reverse("projects.ledger.panel", kwargs=where) if by.may("projects.ledgerline.view") else "",
    }
