"""Decisions: prepared with alternatives and people heard, made, carried out, looked at again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Person
from banyan.domains.projects.models import Alternative, Decision, Hearing
from banyan.domains.projects.queries.decisions import prepared
from banyan.domains.projects.rules import decisions as rules
from banyan.foundation.refusal import Refused, noop

State = Decision.State


@deed(Decision, "prepare", new=True, label=_("Prepare a decision"), icon="gavel")
def prepare(decision: Decision, by: Actor, now: datetime) -> None:
    """Describe the situation and the problem before anybody chooses (P3.7)."""
    decision.unit, decision.raised_on = decision.project.unit, now.date()
    decision.number = numbering.take(Decision.number_pattern, decision.unit, now.year)


@deed(Decision, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(decision: Decision, by: Actor, now: datetime, **changes: Any) -> None:
    """Go on preparing."""
    for name, value in changes.items():
        setattr(decision, name, value)


@deed(Decision, "weigh", frm=State.DRAFT, label=_("Add an alternative"), icon="git-branch")
def weigh(decision: Decision, by: Actor, now: datetime, way: str, effects: str) -> None:
    """Name one way that could be gone and what it would bring."""
    if not effects.strip():
        raise Refused({"effects": noop("Say what this way would bring, good and bad.")}, clause="P3.7")
    place = Alternative.everything.filter(decision=decision).count() + 1
    Alternative(decision=decision, position=place, way=way.strip()[:200], effects=effects.strip()).save()


@deed(Decision, "hear", frm=State.DRAFT, label=_("Hear somebody"), icon="ear")
def hear(decision: Decision, by: Actor, now: datetime, heard: Person, opinion: str, heard_on: date) -> None:
    """Write down what somebody thinks of it before it is decided (P3.6)."""
    if not opinion.strip():
        raise Refused({"opinion": noop("Write down what the person thinks of it.")}, clause="P3.6")
    if heard_on > now.date():
        raise Refused({"heard_on": noop("This day has not come yet.")})
    Hearing.everything.update_or_create(
        decision=decision, heard=heard, defaults={"opinion": opinion.strip(), "heard_on": heard_on}
    )


@deed(Decision, "decide", frm=State.DRAFT, to=State.FINAL, label=_("Decide"), icon="gavel")
def decide(
    decision: Decision, by: Actor, now: datetime, *, chosen: int, reason: str, due_on: date, review_on: date
) -> None:
    """Choose one of the alternatives; a decision that lacks a part stays in preparation."""
    ready = prepared(decision)
    rules.check_final(ready, by.person_id)
    rules.check_choice(chosen, ready.alternatives, reason)
    rules.check_days(due_on, review_on, now.date())
    Alternative.everything.filter(decision=decision, position=chosen).update(chosen=True)
    decision.reason, decision.due_on, decision.review_on = reason.strip(), due_on, review_on
    decision.decided_on, decision.decided_by = now.date(), by.person


@deed(Decision, "review", frm=State.FINAL, to=State.REVIEWED, label=_("Review the outcome"), icon="eye-check")
def review(decision: Decision, by: Actor, now: datetime, outcome: str) -> None:
    """Say what came of it, so that the next decision is better."""
    rules.check_outcome(outcome)
    decision.outcome, decision.reviewed_on = outcome.strip(), now.date()
