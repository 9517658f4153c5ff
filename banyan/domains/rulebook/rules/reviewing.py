"""The rulebook is looked at every year, and whenever the law changes (R10.2.4)."""

from __future__ import annotations

from datetime import date, timedelta

from banyan.foundation.periods import add_months
from banyan.foundation.refusal import Refused, noop

CLAUSE = "R10.2.4"


def next_due(last_look: date, months: int) -> date:
    """The day until which the next yearly review is to be done."""
    return add_months(last_look, months)


def due_after_law(told_on: date, days: int) -> date:
    """The day until which a change of the law is to be worked in."""
    return told_on + timedelta(days=days)


def check_done(findings: str, outcome: str) -> None:
    """A review says what it found and what follows."""
    problems = {}
    if not findings.strip():
        problems["findings"] = noop("Write what the review found.")
    if not outcome:
        problems["outcome"] = noop("Say whether the rulebook stays or is revised.")
    if problems:
        raise Refused(problems, clause=CLAUSE)
