"""What activities prove: served to plan, tied to goals, volunteers guided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.services.queries.proving import Fact, held_activities, volunteer_lines
from banyan.domains.services.rules import proving
from banyan.domains.services.settings import summary_days
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_ACTIVITY = "services.activity"


@control(
    "R3.2.2",
    kind="quality",
    title=noop("Services follow the plan: approved first, then held"),
    judged=noop(
        "Each activity has an approved plan before its day, sign-ins, and a summary within %(summary_days)s days; one off "
        "plan names its reason. Held without an approved plan or left without a summary is a breach; a late summary wants "
        "attention."
    ),
    settings=("services.summary_days",),
)
def served_to_plan(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every activity of the period against its papers."""
    units = tree.current().units
    of = {scope.id: units[scope.unit_id] for scope in scopes}
    for fact in held_activities(scopes, period):
        days = summary_days(fact.held.held_on, of[fact.project])
        yield _about(fact, proving.served_to_plan(fact.held, today, days))


@control(
    "R1.3.3",
    kind="quality",
    title=noop("Tasks and services are tied to goals"),
    judged=noop(
        "Each activity names the indicator of the contract that it serves. One tied to none wants attention."
    ),
)
def tied_to_goals(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every activity of the period against the goals it serves."""
    for fact in held_activities(scopes, period):
        yield _about(fact, proving.tied_to_goal(fact.counts_for))


@control(
    "R2.2.14",
    kind="quality",
    title=noop("Volunteers serve under guidance"),
    judged=noop(
        "Wherever volunteers signed in, a member of staff is responsible. Nobody responsible is a breach."
    ),
)
def guided_volunteers(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every activity with volunteers against its responsible worker."""
    for fact, lines in volunteer_lines(scopes, period):
        yield _about(fact, proving.guided(lines, fact.has_responsible))


def _about(fact: Fact, judged: proving.Judged) -> Finding:
    verdict, said = judged
    return Finding.of(
        fact.project, verdict, said, model=_ACTIVITY, public_id=fact.public_id, number=fact.number,
        on=fact.held.held_on,
    )  # fmt: skip
