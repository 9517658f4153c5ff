"""Bringing the demo's files in, in the order a new agency would."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings

from banyan.core.identity.actor import system_actor
from banyan.core.registers.importing import steps, writing
from banyan.site.commands.bringing import register_of
from banyan.site.commands.finding import project_numbered, unit_numbered

FOLDER = Path(settings.ROOT) / "demo"
_AFTER = "after"


@dataclass(frozen=True)
class Brought:
    """One line of `demo/order.csv`: which file is brought in for which unit and project, and on which day."""

    kind: str
    file: str
    unit: str
    project: str
    on: str


def order() -> tuple[Brought, ...]:
    """The demo's files in the order in which a new agency brings them."""
    with (FOLDER / "order.csv").open(encoding="utf-8") as file:
        return tuple(Brought(**row) for row in csv.DictReader(file))


def project_number() -> str:
    """The number of the project whose year the demo tells."""
    return next(each.project for each in order() if each.project)


def bring(kind: str, name: str, unit: str, project: str, now: datetime) -> None:
    """One file through the importer; the good rows are taken, as `--accept-valid` does."""
    bring_content(kind, FOLDER / name, name, unit, project, now)


def bring_content(kind: str, content: Any, name: str, unit: str, project: str, now: datetime) -> None:
    """A file or its bytes through the importer of its kind."""
    register, by = register_of(kind), system_actor("demo")
    place, scope = unit_numbered(unit), project_numbered(project) if project else None
    made = steps.stage(register, content, name, unit=place, by=by, now=now, project=scope)
    writing.apply(register, made, by=by, now=now, project=scope, accept_valid=True)


def bring_frame(now: datetime) -> None:
    """Everything that comes before the year. What has a day of its own was entered then, so that its months freeze."""
    for each in order():
        if each.on != _AFTER:
            at = datetime.combine(date.fromisoformat(each.on), time(10), now.tzinfo) if each.on else now
            bring(each.kind, each.file, each.unit, each.project, at)


def bring_rest(now: datetime) -> None:
    """What comes in after the year was told, to be worked on by whoever tries the demo."""
    for each in order():
        if each.on == _AFTER:
            bring(each.kind, each.file, each.unit, each.project, now)
