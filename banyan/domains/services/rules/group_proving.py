"""What the papers of a group prove of the rulebook: approved before held, evaluated in time, asked midway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banyan.domains.services.rules.groups import evaluation_due
from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class Over:
    """A group whose last session is over, as far as controls judge it."""

    plan_approved_on: date | None
    first_held_on: date | None
    last_on: date
    evaluated_on: date | None
    sessions_held: int
    asked_midway: int
    unanswered: int


def held_to_plan(over: Over, today: date, evaluation_days: int) -> Judged:
    """Approved before the first session, evaluated within the days after the last (R3.2.2)."""
    if over.plan_approved_on is None:
        return BREACH, sentence(noop("the group was held without an approved plan"))
    if over.first_held_on and over.plan_approved_on > over.first_held_on:
        return BREACH, sentence(noop("the plan was approved after the first session"))
    late = ((over.evaluated_on or today) - evaluation_due(over.last_on, evaluation_days)).days
    if late > 0 and over.evaluated_on:
        return ATTENTION, sentence(noop("the evaluation came %(days)s days late"), days=late)
    if late > 0:
        return BREACH, sentence(noop("the evaluation is missing, %(days)s days late"), days=late)
    return GOOD, sentence(noop("approved before its first session and evaluated in time"))


def asked_midway(over: Over, more_than: int) -> Judged | None:
    """Members of a longer group are asked before the end, and what they say changes something (R3.2.3)."""
    if over.sessions_held <= more_than:
        return None
    if not over.asked_midway:
        text = noop("%(sessions)s sessions, and nobody asked the members before the end")
        return BREACH, sentence(text, sessions=over.sessions_held)
    if over.unanswered:
        return ATTENTION, sentence(noop("members said something, and no adjustment is written down"))
    return GOOD, sentence(noop("members were asked midway, %(times)s times"), times=over.asked_midway)
