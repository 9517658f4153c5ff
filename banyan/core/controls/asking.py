"""Asking for projects by number and period by words, for the command line, jobs and pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from banyan.core import door
from banyan.core.controls.declaring import Control
from banyan.core.controls.keeping import Judging, judge
from banyan.core.controls.scopes import Running, running
from banyan.core.controls.verdicts import Outcome
from banyan.foundation.periods import Period, parse_period
from banyan.foundation.refusal import Refused, noop, sentence


def projects_below(path: str) -> tuple[Running, ...]:
    """The projects of a unit and of everything below it, by number."""
    with door.opened("controls"):
        return tuple(each for each in running() if each.unit_path.startswith(path))


def project_called(number: str) -> Running:
    """The project of a number; refused when there is none."""
    with door.opened("controls"):
        found = [each for each in running() if each.number == number]
    if not found:
        words = sentence(noop("There is no project %(number)s."), number=number)
        raise Refused({"project": words}, code="unknown_project")
    return found[0]


def by_period(projects: Sequence[Running], text: str) -> dict[Period, list[Running]]:
    """The projects by the period that the words mean for each: a half belongs to the project's own contract year."""
    parted: dict[Period, list[Running]] = defaultdict(list)
    for each in projects:
        parted[parse_period(text, each.starts_on)].append(each)
    return dict(parted) or {parse_period(text): []}


def judge_period(
    projects: Sequence[Running],
    text: str,
    at: datetime,
    controls: Sequence[Control] | None = None,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> dict[tuple[UUID, str], Outcome]:
    """Ask the controls for a period in words, as of the day of `at`, and keep what they say."""
    said: dict[tuple[UUID, str], Outcome] = {}
    for period, some in by_period(projects, text).items():
        said |= judge(some, Judging(period, at.date(), at), controls, step)
    return said
