"""Questions about goals, tasks and what a plan says as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count

from banyan.domains.projects.models import Goal, GoalSource, Scheme, Task, YearPlan
from banyan.domains.projects.rules.plans import Planned

SIGNED_OF_A_GOAL = ("level", "title", "indicator", "baseline", "target", "measured_in", "deadline")
SIGNED_OF_A_TASK = (
    "title", "steps", "owner_id", "starts_on", "due_on", "unit_price", "quantity", "lump_sum", "no_cost"
)  # fmt: skip


def said_by(record: Any) -> dict[str, Any]:
    """The plain values of a record's fields, as the rules take them."""
    return {field.name: getattr(record, field.attname) for field in record._meta.concrete_fields}


def planned_tasks(project: Any) -> list[Planned]:
    """The tasks of a project that were not dropped."""
    kept = Task.everything.filter(project=project).exclude(state=Task.State.DROPPED).order_by("due_on", "pk")
    return [
        Planned(task.number, task.title, task.owner_id, task.due_on, task.cost, task.no_cost) for task in kept
    ]


def plan_as_signed(scheme: Scheme) -> dict[str, Any]:
    """Goals and tasks of a project as plain values: they are signed with the scheme."""
    goals = Goal.everything.filter(project=scheme.project).order_by("pk").values(*SIGNED_OF_A_GOAL)
    tasks = Task.everything.filter(project=scheme.project).exclude(state=Task.State.DROPPED)
    return {
        "goals": [_plain(row) for row in goals],
        "tasks": [_plain(row) for row in tasks.order_by("pk").values(*SIGNED_OF_A_TASK)],
    }


def goals_with_sources(plan: YearPlan) -> dict[str, int]:
    """How many sources each goal of a yearly plan cites."""
    rows = Goal.everything.filter(plan=plan).annotate(cited=Count("sources")).order_by("pk")
    return dict(rows.values_list("title", "cited"))


def sources_by_goal(goals: Any) -> dict[int, list[GoalSource]]:
    """The sources of many goals. One statement."""
    found: dict[int, list[GoalSource]] = {}
    for row in GoalSource.everything.filter(goal__in=goals).select_related("finding").order_by("pk"):
        found.setdefault(row.goal_id, []).append(row)
    return found


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if value is None or isinstance(value, bool | int | str) else str(value)
        for name, value in row.items()
    }
