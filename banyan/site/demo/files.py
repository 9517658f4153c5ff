"""Bringing the demo's files in, in the order a new agency would."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings

from banyan.core.identity.actor import system_actor
from banyan.core.registers.importing import steps
from banyan.site.commands.bringing import register_of
from banyan.site.commands.finding import project_numbered, unit_numbered

FOLDER = Path(settings.ROOT) / "demo"
PROJECT = "XM-2025-G"
SIGNED_ON = date(2025, 4, 1)
CONTRACT = ("projects", "indicators")

#: kind, file, unit, project: the frame first, then people, contract, residents.
ORDER: tuple[tuple[str, str, str, str], ...] = (
    ("units", "units.csv", "U0", ""),
    ("areas", "areas.csv", "U0", ""),
    ("population", "population.csv", "U-G", ""),
    ("establishment", "establishment.csv", "U-G", ""),
    ("establishment", "hq_establishment.csv", "U0", ""),
    ("staff", "hq_roster.csv", "U0", ""),
    ("staff", "staff_roster.csv", "U-G", ""),
    ("projects", "projects.csv", "U-G", ""),
    ("indicators", "contract_indicators.csv", "U-G", PROJECT),
    ("residents", "residents.csv", "U-G", ""),
)


def bring(kind: str, name: str, unit: str, project: str, now: datetime) -> None:
    """One file through the importer; the good rows are taken, as `--accept-valid` does."""
    bring_content(kind, FOLDER / name, name, unit, project, now)


def bring_content(kind: str, content: Any, name: str, unit: str, project: str, now: datetime) -> None:
    """A file or its bytes through the importer of its kind."""
    register, by = register_of(kind), system_actor("demo")
    place, scope = unit_numbered(unit), project_numbered(project) if project else None
    made = steps.stage(register, content, name, unit=place, by=by, now=now, project=scope)
    steps.apply(register, made, by=by, now=now, project=scope, accept_valid=True)


def bring_all(now: datetime) -> None:
    """The files of the frame, in order. The contract was entered when it was signed, so that its months freeze."""
    signed_at = datetime.combine(SIGNED_ON, time(10), now.tzinfo)
    for kind, name, unit, project in ORDER:
        bring(kind, name, unit, project, signed_at if kind in CONTRACT else now)
