"""Which flow holds at a unit on a day, and which of its steps an amount wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Value

from banyan.core import dated
from banyan.core.approvals.flows import rules
from banyan.core.approvals.flows.declaring import Matter, matter
from banyan.core.approvals.models import Flow
from banyan.core.approvals.planning import BELOW_LIMIT, Place, Planned, plan_steps
from banyan.core.approvals.resolving import StepPlan

_SAID = ("how", "who", "mode", "above", "otherwise", "further")


def steps_at(kind: str, unit: Any, day: date) -> tuple[Flow | None, tuple[StepPlan, ...]]:
    """The flow of a matter at a unit on a day: what the nearest unit set last, else the default (then no flow)."""
    above = Flow.everything.alias(place=Value(unit.path)).filter(place__startswith=F("unit__path"))
    found = above.filter(kind=kind, valid_from__lte=day).select_related("unit")
    flow = max(found, key=lambda each: (len(each.unit.path), each.valid_from), default=None)
    return (flow, steps_of(flow.steps)) if flow else (None, matter(kind).steps)


def steps_of(rows: Sequence[Mapping[str, Any]]) -> tuple[StepPlan, ...]:
    """Steps as they are kept, read back."""
    return tuple(StepPlan(**{name: row[name] for name in _SAID if name in row}) for row in rows)


def as_kept(steps: Sequence[StepPlan]) -> list[dict[str, Any]]:
    """Steps as they are kept: what differs from a plain step, people by their identifier."""
    plain = StepPlan("superior")
    rows = []
    for step in steps:
        said = asdict(step)
        said["who"] = str(getattr(step.who, "public_id", step.who) or "")
        rows.append({k: v for k, v in said.items() if k == "how" or v != getattr(plain, k)})
    return rows


def planned(kind: str, steps: Sequence[StepPlan], place: Place, amount: Decimal | None) -> list[Planned]:
    """Every step with its signers; those that are not wanted say why."""
    limits = {key: limit_of(matter(kind), key, place) for key in {step.above for step in steps} if key}
    unwanted = {
        number: BELOW_LIMIT
        for number, step in enumerate(steps)
        if step.above and not rules.is_wanted(amount, limits[step.above])
    }
    return plan_steps(steps, place, unwanted)


def limit_of(told: Matter, key: str, place: Place) -> Decimal:
    """The amount in yuan above which a step is wanted, valid on the day at the unit."""
    return Decimal(str(dated.value(told.limit(key).key, on=place.day, unit=place.unit)))
