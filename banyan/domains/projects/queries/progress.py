"""What is behind on a day: tasks past their date, problems that stand open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from banyan.domains.projects.models import Problem, Task


@dataclass(frozen=True)
class Behind:
    """A task that is late or a problem that stands open, with its days."""

    days: int
    task: Any = None
    problem: Any = None


def behind_on(project: Any, day: date) -> list[Behind]:
    """Tasks that were due before a day and not done then, and problems open on it; the oldest first."""
    undone = Q(done_on__isnull=True) | Q(done_on__gte=day)
    tasks = Task.everything.filter(undone, project=project, due_on__lt=day).exclude(state=Task.State.DROPPED)
    unsolved = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    problems = Problem.everything.filter(unsolved, project=project, raised_on__lte=day)
    found = [Behind((day - task.due_on).days, task=task) for task in tasks]
    found += [Behind((day - problem.raised_on).days, problem=problem) for problem in problems]
    return sorted(found, key=lambda each: -each.days)
