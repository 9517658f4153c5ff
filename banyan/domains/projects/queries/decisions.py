"""Questions about decisions: what stands in them, which wait to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.projects.models import Alternative, Decision, Hearing
from banyan.domains.projects.rules.decisions import Prepared, missing_parts
from banyan.foundation.refusal import noop, sentence

MOST = 50


def prepared(decision: Decision) -> Prepared:
    """What stands in a decision so far."""
    heard = Hearing.everything.filter(decision=decision).values_list("heard", flat=True)
    ways = Alternative.everything.filter(decision=decision).count()
    return Prepared(decision.level, decision.situation, decision.facts, decision.criteria, ways, tuple(heard))


def sheet_of(decision: Decision, by: Actor, today: date) -> dict[str, Any]:
    """The sheet of a decision: ways with their effects, people heard, what is still lacking."""
    ways = list(Alternative.objects.visible_to(by).filter(decision=decision).order_by("position"))
    heard = Hearing.objects.visible_to(by).filter(decision=decision).select_related("heard")
    people = list(heard.order_by("heard_on", "pk"))
    ready = Prepared(
        decision.level, decision.situation, decision.facts, decision.criteria, len(ways),
        tuple(each.heard_id for each in people),
    )  # fmt: skip
    is_draft = decision.state == Decision.State.DRAFT
    return {
        "decision": decision,
        "ways": ways,
        "heard": people,
        "lacking": missing_parts(ready, by.person_id) if is_draft else [],
        "age": ((decision.decided_on or today) - decision.raised_on).days if decision.raised_on else 0,
        "review_late": (today - decision.review_on).days
        if decision.state == Decision.State.FINAL and decision.review_on and decision.review_on < today
        else 0,
    }


def decisions_to_review(actor: Actor, today: date) -> Iterator[Todo]:
    """Decisions whose outcome is to be looked at within the week, or should have been."""
    soon = today + timedelta(days=7)
    mine = Decision.objects.visible_to(actor, "review").filter(
        state=Decision.State.FINAL, review_on__lte=soon, decided_by=actor.person_id
    )
    for decision in mine.order_by("review_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Look at the outcome of a decision: %(title)s"), title=decision.title),
            why=noop("Whoever decides also looks at what came of it."),
            url=page_of(decision),
            deed=noop("Review the outcome"),
            unit_id=decision.unit_id,
            number=decision.number,
            due=decision.review_on,
            clause="P3.7",
            kind="decision",
        )
