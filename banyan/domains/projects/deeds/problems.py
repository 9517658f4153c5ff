"""What is done to problems: raised, passed upwards by hand or by the clock, decided, closed with a result."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import door, notices, numbering
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor, system_actor
from banyan.core.identity.models import Person, User
from banyan.core.records import lasting_label
from banyan.domains.projects.models import Problem, ProblemStep, Project
from banyan.domains.projects.queries.problems import holder_of, limits_on, overdue_problems
from banyan.domains.projects.rules import problems as rules
from banyan.foundation.refusal import noop, sentence

State, Stage = Problem.State, Problem.Stage


@deed(Problem, "raise", new=True, label=_("Raise a problem"), icon="alert-triangle")
def raise_(problem: Problem, by: Actor, now: datetime) -> None:
    """Put a problem on the list; the parties have the first try, and the clock runs."""
    problem.raised_on, problem.raised_by = now.date(), by.person
    problem.number = numbering.take(Problem.number_pattern, problem.unit, now.year)
    problem.created_at = problem.changed_at = now
    problem.save()
    _hand_to(problem, Stage.PARTIES, now)


@deed(Problem, "edit", frm=State.OPEN, label=_("Edit"), icon="pencil")
def edit(problem: Problem, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct what is written of a problem; the clock goes on."""
    for name, value in changes.items():
        setattr(problem, name, value)


@deed(Problem, "decide", frm=State.OPEN, to=State.DECIDED, label=_("Decide"), icon="gavel")
def decide(
    problem: Problem, by: Actor, now: datetime, cause: str, decision: str, carried_out_by: date
) -> None:
    """Whoever has it now says what caused it, what is done, and by when."""
    rules.check_decider(problem.stage, by.person_id, problem.owner.pk)
    rules.check_decision(cause, decision, carried_out_by, now.date())
    problem.cause, problem.decision, problem.carried_out_by = cause.strip(), decision.strip(), carried_out_by
    problem.decided_on, problem.decided_by, problem.answer_by = now.date(), by.person, None
    _answer(problem, decision, by.person, now.date())
    _tell(problem.owner, sentence(noop("Problem %(number)s was decided."), number=problem.number), problem)


@deed(Problem, "pass_on", frm=State.OPEN, label=_("Pass upwards"), icon="arrow-up")
def pass_on(problem: Problem, by: Actor, now: datetime, reason: str) -> None:
    """Ask the next above before the time is over, saying why it could not be settled here."""
    above = rules.check_can_rise(problem.stage)
    _answer(problem, reason, by.person, now.date())
    _hand_to(problem, above, now)


@deed(Problem, "escalate", frm=State.OPEN, system=True, label=_("Passed upwards by the clock"))
def escalate(problem: Problem, by: Actor, now: datetime) -> None:
    """Nobody answered within the working days of the stage: the next above is asked (R9.3.1)."""
    above = rules.check_can_rise(problem.stage)
    ProblemStep.everything.filter(problem=problem, answered_on=None).update(
        answered_on=now.date(), passed_by_clock=True
    )
    _hand_to(problem, above, now)


@deed(Problem, "reopen", frm=State.DECIDED, to=State.OPEN, label=_("Decide again"), icon="rotate")
def reopen(problem: Problem, by: Actor, now: datetime, reason: str) -> None:
    """The decision did not hold: whoever had it last has it again."""
    problem.carried_out_by = None
    _hand_to(problem, problem.stage, now)


@deed(Problem, "close", frm=State.DECIDED, to=State.CLOSED, label=_("Close with the result"), icon="check")
def close(problem: Problem, by: Actor, now: datetime, result: str) -> None:
    """The decision was carried out; what came of it stands beside it."""
    rules.check_result(result)
    problem.result, problem.closed_on = result.strip(), now.date()


def raise_problem(
    project: Project,
    title: str,
    facts: str,
    *,
    owner: Person,
    by: Actor,
    now: datetime,
    kind: str = Problem.Kind.DELIVERY,
    source: Any = None,
    unit: Any = None,
    parties: str = "",
) -> Problem:
    """Raise a problem out of another record (an overdue action item, a deviation); one record raises one open problem.

    `owner` has the first try; `source` is the record it comes from. Returns the problem, which may be there already.
    """
    origin: dict[str, Any] = _origin(source)
    with door.opened("projects.problem.raise"):
        standing = (
            Problem.everything.filter(state=State.OPEN, **origin).first() if source is not None else None
        )
    if standing is not None:
        return standing
    problem = Problem(
        project=project, unit=unit or project.unit, title=title[:120], facts=facts, owner=owner, kind=kind,
        parties=parties, **origin,
    )  # fmt: skip
    return raise_(problem, by=by, now=now)


def escalate_overdue(now: datetime) -> list[str]:
    """Pass up every problem whose stage let its days go by; answers their numbers."""
    with door.opened("projects.problem.escalate"):
        late = overdue_problems(now.date())
    by = system_actor("escalation")
    return [escalate(problem, by=by, now=now).number for problem in late]


def _origin(source: Any) -> dict[str, Any]:
    if source is None:
        return {}
    return {
        "source_model": source._meta.label_lower,
        "source_public_id": source.public_id,
        "source_number": lasting_label(source)[:40],
    }


def _hand_to(problem: Problem, stage: str, now: datetime) -> None:
    """The problem is with somebody else from today; the clock starts anew."""
    today = now.date()
    limits = limits_on(today, problem.unit)
    problem.stage, problem.holder = stage, holder_of(stage, problem, today)
    problem.answer_by = rules.answer_due(stage, today, limits, calendar_around(today))
    ProblemStep(
        problem=problem, position=ProblemStep.everything.filter(problem=problem).count() + 1, stage=stage,
        holder=problem.holder, since=today, answer_by=problem.answer_by,
    ).save()  # fmt: skip
    due = problem.answer_by.isoformat()
    words = noop("Problem %(number)s is with you now; an answer is due by %(day)s.")
    _tell(problem.holder, sentence(words, number=problem.number, day=due), problem)


def _answer(problem: Problem, words: str, person: Person | None, today: date) -> None:
    ProblemStep.everything.filter(problem=problem, answered_on=None).update(
        answer=words.strip(), answered_on=today, answered_by=person
    )


def _tell(person: Person | None, words: Any, problem: Problem) -> None:
    if person is not None:
        users = User.objects.filter(person=person, is_active=True)
        notices.tell(list(users), "problem", words, about=problem)
