"""Asking one clause of one project, for the tests of controls."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core import door
from banyan.core.controls.declaring import declared
from banyan.core.controls.evaluating import evaluate
from banyan.core.controls.scopes import running
from banyan.core.controls.verdicts import Outcome
from banyan.foundation.periods import Period, parse_period

TODAY = date(2025, 12, 31)


def outcome(clause: str, project: Any, period: Period | str = "2025-Q4", today: date = TODAY) -> Outcome:
    """What the controls of a clause find for a project: `result`, `evidence`, `faults`."""
    asked = parse_period(period) if isinstance(period, str) else period
    controls = declared(clause)
    assert controls, f"no control answers for {clause}"
    with door.opened("test"):
        projects = running([project.public_id])
    said = evaluate(projects, asked, today, controls)[project.public_id, clause]
    assert not said.broken, f"broke off: {said.broken}"
    return said


def verdict(clause: str, project: Any, period: Period | str = "2025-Q4", today: date = TODAY) -> str:
    """The result alone: met, attention, breached or not_applicable."""
    return outcome(clause, project, period, today).result


def faults(clause: str, project: Any, period: Period | str = "2025-Q4", today: date = TODAY) -> list[str]:
    """The numbers of the records at fault ("" for what is missing)."""
    return [found.number for found in outcome(clause, project, period, today).faults]
