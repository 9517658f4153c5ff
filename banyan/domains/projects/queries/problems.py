"""Questions about problems: who must answer, how long they have stood, which are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from banyan.core import dated
from banyan.core.approvals.planning import Place
from banyan.core.approvals.resolving import StepPlan, signers
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Person
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import Problem, ProblemStep, Project
from banyan.domains.projects.queries.panels import source_url
from banyan.domains.projects.rules.problems import STAGES, is_overdue
from banyan.foundation.refusal import noop, sentence

MOST = 50
State = Problem.State


def limits_on(day: date, unit: Any) -> dict[str, int]:
    """Working days that each stage has for its answer."""
    return {stage: int(dated.value(f"projects.problem_days_{stage}", on=day, unit=unit)) for stage in STAGES}


def holder_of(stage: str, problem: Problem, on: date) -> Person | None:
    """Who has to answer at a stage: the owner, the owner's superior, the lead of the project, or a body."""
    if stage == Problem.Stage.PARTIES:
        return problem.owner
    if stage == Problem.Stage.DEPARTMENT:
        place = Place(problem.unit, problem.scope(), None, on)
        found = signers(StepPlan("superior", problem.owner), place).persons
        return Person.everything.filter(pk__in=found).order_by("pk").first()
    return problem.project.lead if stage == Problem.Stage.LEAD else None


def overdue_problems(today: date) -> list[Problem]:
    """Open problems whose stage did not answer in time and that can still go up."""
    late = Problem.everything.filter(state=State.OPEN, answer_by__lt=today)
    return list(late.exclude(stage=Problem.Stage.COMMITTEE).order_by("pk"))


def way_of(problem: Problem, by: Actor, today: date) -> dict[str, Any]:
    """The stages a problem went through and those still above it, for its page."""
    kept = ProblemStep.objects.visible_to(by).filter(problem=problem).select_related("holder", "answered_by")
    passed = [_passed(step, today) for step in kept.order_by("position")]
    place = STAGES.index(problem.stage) + 1
    above = STAGES[place:] if problem.state == State.OPEN else ()
    return {
        "passed": passed,
        "above": [Problem.Stage(stage).label for stage in above],
        "problem": problem,
        "age": ((problem.closed_on or today) - problem.raised_on).days if problem.raised_on else 0,
        "source_url": source_url(problem.source_model, problem.source_public_id)
        if problem.source_model
        else "",
    }


def _passed(step: ProblemStep, today: date) -> dict[str, Any]:
    late = is_overdue(step.answer_by, step.answered_on, today)
    return {
        "step": step,
        "is_late": late,
        "days_late": ((step.answered_on or today) - step.answer_by).days if late else 0,
        "is_now": step.answered_on is None,
    }


def problems_waiting(actor: Actor, today: date) -> Iterator[Todo]:
    """Problems that the actor has to answer, and decisions that the actor has to see carried out."""
    if actor.person_id is None:
        return
    mine = Problem.objects.visible_to(actor).filter(
        state=State.OPEN, holder=actor.person_id, project__state=Project.State.RUNNING
    )
    for problem in mine.order_by("answer_by")[:MOST]:
        yield Todo(
            title=sentence(noop("Problem: %(title)s"), title=problem.title),
            why=noop("Nobody above is asked as long as it is answered in time."),
            url=page_of(problem),
            deed=noop("Decide"),
            unit_id=problem.unit_id,
            number=problem.number,
            due=problem.answer_by,
            clause="R9.3.1",
            kind="problem",
        )
    decided = Problem.objects.visible_to(actor, "close").filter(state=State.DECIDED, owner=actor.person_id)
    for problem in decided.order_by("carried_out_by")[:MOST]:
        yield Todo(
            title=sentence(noop("Carry out the decision: %(title)s"), title=problem.title),
            why=sentence(noop("Decided: %(decision)s"), decision=problem.decision[:60]),
            url=page_of(problem),
            deed=noop("Close with the result"),
            unit_id=problem.unit_id,
            number=problem.number,
            due=problem.carried_out_by,
            clause="R2.2.8",
            kind="problem",
        )
