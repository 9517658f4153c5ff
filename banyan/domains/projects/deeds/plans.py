"""Studies, goals, tasks, schemes and yearly plans: written, cited, submitted as one exact version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.signatures import way_of_signature
from banyan.domains.projects.models import (
    Goal,
    GoalSource,
    Scheme,
    Study,
    StudyFinding,
    StudyMethod,
    Task,
    YearPlan,
)
from banyan.domains.projects.queries.plans import goals_with_sources, plan_as_signed, planned_tasks, said_by
from banyan.domains.projects.rules import plans as rules
from banyan.foundation.refusal import Refused, noop


def _enter(record: Any, now: datetime) -> None:
    record.unit = record.project.unit
    record.number = record.number or numbering.take(type(record).number_pattern, record.unit, now.year)


@deed(Study, "begin", new=True, label=_("Begin a study"), icon="search")
def begin_study(study: Study, by: Actor, now: datetime) -> None:
    """Needs are asked about before the project starts (R3.1.1)."""
    _enter(study, now)


@deed(Study, "edit", frm=Study.State.OPEN, label=_("Edit"), icon="pencil")
def edit_study(study: Study, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a study that is under way."""
    for name, value in changes.items():
        setattr(study, name, value)


@deed(Study, "ask_people", frm=Study.State.OPEN, label=_("Record a method"), icon="messages")
def ask_people(
    study: Study, by: Actor, now: datetime, method: StudyMethod.Method, held_on: date, people: int
) -> None:
    """People were asked in one way on a day."""
    if people < 1:
        raise Refused({"people": noop("Say how many people were asked.")}, clause="R3.1.1")
    StudyMethod(study=study, method=method, held_on=held_on, people=people).save()


@deed(
    Study, "finish", frm=Study.State.OPEN, to=Study.State.FINISHED, label=_("Finish the study"), icon="check"
)
def finish_study(study: Study, by: Actor, now: datetime, finished_on: date, conclusion: str) -> None:
    """All three kinds of finding are there; the study can carry goals (R3.1.2)."""
    kinds = StudyFinding.everything.filter(study=study).values_list("kind", flat=True)
    methods = StudyMethod.everything.filter(study=study).count()
    rules.check_study_end(finished_on, study.starts_on, list(kinds), methods)
    study.finished_on, study.conclusion = finished_on, conclusion.strip()


@deed(StudyFinding, "add", new=True, label=_("Add a finding"), icon="plus")
def add_finding(finding: StudyFinding, by: Actor, now: datetime) -> None:
    """Write down one thing that a study found."""
    finding.project = finding.study.project
    _enter(finding, now)


@deed(StudyFinding, "edit", label=_("Edit"), icon="pencil")
def edit_finding(finding: StudyFinding, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a finding, or say why no goal answers it."""
    for name, value in changes.items():
        setattr(finding, name, value)


@deed(Goal, "set", new=True, label=_("Set a goal"), icon="flag-3")
def set_goal(goal: Goal, by: Actor, now: datetime) -> None:
    """Say what is to be reached; a specific goal is measured and ends on a day (R3.1.4)."""
    _check_goal(goal)
    _enter(goal, now)


@deed(Goal, "edit", label=_("Edit"), icon="pencil")
def edit_goal(goal: Goal, by: Actor, now: datetime, **changes: Any) -> None:
    """Change a goal; a scheme that was approved with it is signed anew."""
    _check_scheme_is_open(goal.project)
    for name, value in changes.items():
        setattr(goal, name, value)
    _check_goal(goal)


def _check_goal(goal: Goal) -> None:
    rules.check_goal(goal.level, said_by(goal))
    rules.check_above(goal.level, goal.above.level if goal.above else None)


@deed(Goal, "cite", label=_("Cite a source"), icon="quote")
def cite(
    goal: Goal,
    by: Actor,
    now: datetime,
    kind: GoalSource.Kind,
    reference: str,
    finding: StudyFinding | None = None,
) -> None:
    """Say where a goal comes from: the contract, home visits, a finding, a policy (P3.1, R3.1.3)."""
    if not reference.strip():
        raise Refused({"reference": noop("Say where it stands.")}, clause="P3.1")
    GoalSource(goal=goal, kind=kind, reference=reference.strip(), finding=finding).save()


@deed(Task, "plan", new=True, label=_("Plan a task"), icon="plus")
def plan_task(task: Task, by: Actor, now: datetime) -> None:
    """Add a task to the plan; owner, day and cost may follow, but without them it cannot be submitted (R2.2.5)."""
    _check_scheme_is_open(task.project)
    rules.check_cost(said_by(task))
    _enter(task, now)


@deed(Task, "edit", frm=Task.State.OPEN, label=_("Edit"), icon="pencil")
def edit_task(task: Task, by: Actor, now: datetime, **changes: Any) -> None:
    """Change a task; an approved plan is taken back first."""
    _check_scheme_is_open(task.project)
    for name, value in changes.items():
        setattr(task, name, value)
    rules.check_cost(said_by(task))


@deed(Task, "finish", frm=Task.State.OPEN, to=Task.State.DONE, label=_("Task done"), icon="check")
def finish_task(task: Task, by: Actor, now: datetime, done_on: date, result: str) -> None:
    """The task is done; what came of it stands there."""
    if done_on > now.date():
        raise Refused({"done_on": noop("This day has not come yet.")})
    task.done_on, task.result = done_on, result.strip()


@deed(
    Task, "drop", frm=Task.State.OPEN, to=Task.State.DROPPED, label=_("Drop the task…"), danger=True, icon="x"
)
def drop_task(task: Task, by: Actor, now: datetime, reason: str) -> None:
    """The task will not be done; the reason stays."""
    task.result = reason.strip()


def _check_scheme_is_open(project: Any) -> None:
    """What was signed with the scheme does not change behind the signatures (R2.2.1)."""
    scheme = Scheme.everything.filter(project=project).exclude(state=Scheme.State.DRAFT).first()
    if scheme is not None:
        raise Refused(
            noop("The scheme with its goals and tasks is signed or waits for signatures."),
            clause="R2.2.2",
            way_out=noop("Take the scheme back first (Change what was approved); it is signed anew."),
            code="locked",
        )


@deed(Scheme, "write", new=True, label=_("Write the scheme"), icon="file-text")
def write_scheme(scheme: Scheme, by: Actor, now: datetime) -> None:
    """Begin the scheme of a project."""
    scheme.unit = scheme.project.unit


@deed(Scheme, "edit", frm=Scheme.State.DRAFT, label=_("Edit"), icon="pencil")
def edit_scheme(scheme: Scheme, by: Actor, now: datetime, **changes: Any) -> None:
    """Go on writing the scheme."""
    for name, value in changes.items():
        setattr(scheme, name, value)


def _check_scheme(scheme: Scheme, now: datetime) -> None:
    levels = list(Goal.everything.filter(project=scheme.project).values_list("level", flat=True))
    rules.check_scheme(said_by(scheme), levels, planned_tasks(scheme.project))


scheme_way = way_of_signature(
    Scheme, "scheme", label=_("Service scheme"), check=_check_scheme, extra=plan_as_signed
)


@deed(YearPlan, "write", new=True, label=_("Write a yearly plan"), icon="calendar")
def write_year_plan(plan: YearPlan, by: Actor, now: datetime) -> None:
    """A department begins its plan of the year; it belongs to the department that writes it."""
    _check_days(plan)


@deed(YearPlan, "edit", frm=YearPlan.State.DRAFT, label=_("Edit"), icon="pencil")
def edit_year_plan(plan: YearPlan, by: Actor, now: datetime, **changes: Any) -> None:
    """Go on writing the plan."""
    for name, value in changes.items():
        setattr(plan, name, value)
    _check_days(plan)


def _check_days(plan: YearPlan) -> None:
    """A plan ends after it begins."""
    if plan.ends_on < plan.starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")})


def _check_year_plan(plan: YearPlan, now: datetime) -> None:
    rules.check_year_plan(goals_with_sources(plan))


year_plan_way = way_of_signature(
    YearPlan,
    "year_plan",
    label=_("Yearly plan"),
    check=_check_year_plan,
    extra=goals_with_sources,
)
