"""What the pages of planning show: a study with its methods, a goal with its sources, the tree of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import (
    Goal,
    GoalSource,
    Project,
    Scheme,
    Study,
    StudyFinding,
    StudyMethod,
    Task,
    YearPlan,
)
from banyan.domains.projects.rules.plans import SECTIONS, is_indicator_only, missing_kinds
from banyan.foundation.refusal import noop, sentence

MOST = 50
ORDER = {level: place for place, level in enumerate(Goal.Level.values)}


def study_of(study: Study, by: Actor) -> dict[str, Any]:
    """The methods of a study and its findings by kind."""
    methods = list(StudyMethod.objects.visible_to(by).filter(study=study).order_by("held_on"))
    findings = list(StudyFinding.objects.visible_to(by).filter(study=study).order_by("pk"))
    groups = [
        (kind.label, [(each, page_of(each)) for each in findings if each.kind == kind])
        for kind in StudyFinding.Kind
    ]
    return {
        "methods": methods,
        "kinds_of_method": len({each.method for each in methods}),
        "groups": groups,
        "missing": missing_kinds(each.kind for each in findings),
    }


def goal_of(goal: Goal, by: Actor) -> dict[str, Any]:
    """Where a goal comes from, and the tasks that serve it."""
    sources = GoalSource.objects.visible_to(by).filter(goal=goal).select_related("finding")
    tasks = Task.objects.visible_to(by).filter(goal=goal).order_by("due_on", "pk")
    found = list(sources.order_by("pk"))
    return {
        "sources": found,
        "tasks": [(task, page_of(task)) for task in tasks],
        "indicator_only": is_indicator_only((each.kind for each in found), goal.above_id is not None),
    }


def year_plan_of(plan: YearPlan, by: Actor) -> dict[str, Any]:
    """The goals of a yearly plan with their sources."""
    goals = list(Goal.objects.visible_to(by).filter(plan=plan).order_by("pk"))
    return {"rows": _with_sources(goals, by)}


def plan_page(project: Project, by: Actor, today: date) -> dict[str, Any]:
    """The plan of a project from research to tasks, and what it still lacks."""
    goals = list(Goal.objects.visible_to(by).filter(project=project).order_by("pk"))
    tasks = list(
        Task.objects.visible_to(by).filter(project=project).exclude(state=Task.State.DROPPED)
        .select_related("owner").order_by("due_on", "pk")
    )  # fmt: skip
    scheme = Scheme.objects.visible_to(by).filter(project=project).first()
    studies = list(Study.objects.visible_to(by).filter(project=project).order_by("starts_on"))
    findings = list(StudyFinding.objects.visible_to(by).filter(project=project).order_by("kind", "pk"))
    rows = _with_sources(sorted(goals, key=lambda goal: ORDER[goal.level]), by)
    answered = {source.finding_id for row in rows for source in row["sources"]}
    return {
        "tree": _tree(rows, tasks, today),
        "loose": [_task(task, today) for task in tasks if task.goal_id is None],
        "scheme": scheme,
        "scheme_url": page_of(scheme) if scheme else "",
        "sections": [(name, bool(getattr(scheme, name).strip())) for name in SECTIONS] if scheme else [],
        "studies": [_study(study, by) for study in studies],
        "unanswered": [each for each in findings if each.pk not in answered and not each.left_open],
        "total": sum((task.cost for task in tasks), Decimal(0)),
        "plans": [
            (p, page_of(p)) for p in YearPlan.objects.visible_to(by).filter(project=project).order_by("pk")
        ],
    }


def _study(study: Study, by: Actor) -> dict[str, Any]:
    methods = list(StudyMethod.objects.visible_to(by).filter(study=study).order_by("held_on"))
    return {
        "study": study,
        "url": page_of(study),
        "methods": methods,
        "few": len({m.method for m in methods}) < 2,
    }


def _with_sources(goals: list[Goal], by: Actor) -> list[dict[str, Any]]:
    sources: dict[int, list[GoalSource]] = defaultdict(list)
    for row in GoalSource.objects.visible_to(by).filter(goal__in=goals).order_by("pk"):
        sources[row.goal_id].append(row)
    return [
        {
            "goal": goal,
            "url": page_of(goal),
            "sources": sources[goal.pk],
            "indicator_only": is_indicator_only(
                (each.kind for each in sources[goal.pk]), goal.above_id is not None
            ),
        }
        for goal in goals
    ]


def _tree(rows: list[dict[str, Any]], tasks: list[Task], today: date) -> list[dict[str, Any]]:
    """The goals in the order of the tree, each with its depth and its tasks."""
    by_goal: dict[int | None, list[Task]] = defaultdict(list)
    for task in tasks:
        by_goal[task.goal_id].append(task)
    below: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    known = {row["goal"].pk for row in rows}
    for row in rows:
        above = row["goal"].above_id
        below[above if above in known else None].append(row)
    return list(_walk(None, 0, below, by_goal, today))


def _walk(above: int | None, depth: int, below: Any, by_goal: Any, today: date) -> Iterator[dict[str, Any]]:
    for row in below[above]:
        tasks = [_task(task, today) for task in by_goal[row["goal"].pk]]
        yield row | {"depth": depth, "tasks": tasks}
        yield from _walk(row["goal"].pk, depth + 1, below, by_goal, today)


def _task(task: Task, today: date) -> dict[str, Any]:
    is_late = task.state == Task.State.OPEN and task.due_on is not None and task.due_on < today
    return {
        "task": task,
        "url": page_of(task),
        "is_late": is_late,
        "days_late": (today - task.due_on).days if is_late else 0,
        "lacks": task.owner_id is None or task.due_on is None,
        "is_done": task.state == Task.State.DONE,
    }


def tasks_due(actor: Actor, today: date) -> Iterator[Todo]:
    """The actor's tasks of the next week, and those that are late."""
    if actor.person_id is None:
        return
    mine = Task.objects.visible_to(actor, "finish").filter(
        owner=actor.person_id, state=Task.State.OPEN, due_on__lte=today + timedelta(days=7)
    )
    for task in mine.order_by("due_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Task: %(title)s"), title=task.title),
            why=noop("It stands in the plan of the project."),
            url=page_of(task),
            deed=noop("Task done"),
            unit_id=task.unit_id,
            number=task.number,
            due=task.due_on,
            clause="R2.2.5",
            kind="planned_task",
        )
