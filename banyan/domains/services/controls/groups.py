"""What groups prove: approved before they are held, evaluated in time, members asked before the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import units_of
from banyan.domains.services.queries.group_proving import Fact, groups_over
from banyan.domains.services.rules import group_proving as rules
from banyan.domains.services.rules.proving import Judged
from banyan.domains.services.settings import EVALUATION_DAYS, FEEDBACK_SESSIONS, group_number
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R3.2.2",
    kind="quality",
    title=noop("Groups follow their plan: approved first, evaluated in time"),
    judged=noop(
        "Each group that is over had its plan approved before the first session and its evaluation handed in within "
        "%(group_evaluation_days)s days after the last. Held without an approved plan or left without an evaluation is a "
        "breach; a late evaluation wants attention."
    ),
    settings=(EVALUATION_DAYS,),
)
def groups_follow_their_plan(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every group that ended in the period against its papers."""
    units = units_of(scopes)
    for fact in groups_over(scopes, period):
        days = group_number(EVALUATION_DAYS, fact.over.last_on, units[fact.project])
        yield _about(fact, rules.held_to_plan(fact.over, today, days))


@control(
    "R3.2.3",
    kind="quality",
    title=noop("Members of a group are asked before it ends"),
    judged=noop(
        "In each group of more than %(group_feedback_sessions)s sessions members were asked before the last session, and "
        "what is changed is written down. Not asked is a breach; asked without an adjustment wants attention."
    ),
    settings=(FEEDBACK_SESSIONS,),
)
def members_asked_midway(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every longer group that ended in the period against what its members said."""
    units = units_of(scopes)
    for fact in groups_over(scopes, period):
        more_than = group_number(FEEDBACK_SESSIONS, fact.over.last_on, units[fact.project])
        judged = rules.asked_midway(fact.over, more_than)
        if judged is not None:
            yield _about(fact, judged)


def _about(fact: Fact, judged: Judged) -> Finding:
    verdict, said = judged
    return Finding.of(
        fact.project, verdict, said, model="services.group", public_id=fact.public_id, number=fact.number,
        on=fact.over.last_on,
    )  # fmt: skip
