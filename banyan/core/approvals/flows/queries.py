"""Flows as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.core import door
from banyan.core.approvals.flows import choosing, wording
from banyan.core.approvals.flows.declaring import Matter, declared
from banyan.core.approvals.models import Flow
from banyan.core.approvals.resolving import StepPlan
from banyan.core.identity.models import Person


@dataclass(frozen=True)
class Standing:
    """A matter with the flow in force at a unit, in words; `flow` is None where the default holds."""

    matter: Matter
    flow: Flow | None
    words: list[str]
    later: tuple[Flow, ...] = ()


def standing(unit: Any, day: date) -> list[Standing]:
    """Every matter with the flow in force at a unit. The page's own right is asked before."""
    with door.opened("approvals.flow.view"):
        return [_one(told, unit, day) for told in declared()]


def _one(told: Matter, unit: Any, day: date) -> Standing:
    flow, steps = choosing.steps_at(told.kind, unit, day)
    later = Flow.everything.filter(kind=told.kind, unit=unit, valid_from__gt=day).order_by("valid_from")
    return Standing(told, flow, wording.steps_words(steps, told), tuple(later))


@dataclass(frozen=True)
class Past:
    """A version of a flow in words."""

    flow: Flow
    words: list[str]


def history(told: Matter, unit: Any) -> list[Past]:
    """What was set for a matter at a unit or above it, newest first."""
    with door.opened("approvals.flow.view"):
        above = (
            Flow.everything.filter(kind=told.kind).select_related("unit", "set_by").order_by("-valid_from")
        )
        fitting = [flow for flow in above if unit.path.startswith(flow.unit.path)]
        return [Past(flow, wording.steps_words(choosing.steps_of(flow.steps), told)) for flow in fitting]


def steps_in_force(told: Matter, unit: Any, day: date) -> tuple[StepPlan, ...]:
    """The steps that hold at a unit on a day."""
    with door.opened("approvals.flow.view"):
        return choosing.steps_at(told.kind, unit, day)[1]


def person_called(words: str, unit: Any) -> Person | None:
    """The one person of the unit's agency with this name or sign-in name; None when there is none, or several."""
    from banyan.core.identity import tree

    wanted = words.strip()
    if not wanted:
        return None
    with door.opened("approvals.flow.person"):
        branch = Person.everything.filter(unit__path__startswith=tree.root_of(unit).path)
        found = list(branch.filter(user__username=wanted)[:2]) or list(branch.filter(name=wanted)[:2])
    return found[0] if len(found) == 1 else None


def name_of(public_id: Any) -> str:
    """The name of a person who is named in a flow."""
    with door.opened("approvals.flow.person"):
        return Person.everything.filter(public_id=public_id).values_list("name", flat=True).first() or ""
