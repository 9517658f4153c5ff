"""Setting who signs a matter, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from banyan.core.approvals.flows import choosing, rules
from banyan.core.approvals.flows.declaring import Matter, known
from banyan.core.approvals.models import Flow
from banyan.core.approvals.planning import Place, Planned, plan_steps
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.core.identity import tree
from banyan.core.identity.models import Person, Unit
from banyan.foundation.refusal import Refused, noop


@deed(Flow, "set", new=True, label=_("Set who signs"), icon="route")
def set_flow(
    flow: Flow, by: Any, now: datetime, steps: Sequence[Mapping[str, Any]], valid_from: date, basis: str
) -> None:
    """From this day on a matter is signed by others; what waits already keeps the flow it began under."""
    told = known(flow.kind)
    if told is None:
        raise Refused({"kind": noop("Nothing of this kind is signed here.")}, code="unknown_kind")
    if not basis.strip():
        raise Refused({"basis": noop("Say on which rule or resolution the flow rests.")}, code="required")
    rules.check_valid_from(valid_from, now.date())
    if Flow.everything.filter(unit=flow.unit, kind=flow.kind, valid_from=valid_from).exists():
        raise Refused(
            {"valid_from": noop("A flow from this day on is set already; choose another day.")},
            code="not_unique",
        )
    plans = choosing.steps_of(steps)
    check_plans(told, plans, flow.unit, valid_from)
    flow.steps, flow.valid_from, flow.basis = choosing.as_kept(plans), valid_from, basis.strip()
    flow.set_by = by.person


def check_plans(told: Matter, plans: Sequence[StepPlan], unit: Any, day: date) -> None:
    """Refuse steps that would leave a request without an end at the places they are for."""
    rules.check_steps([_is_always(step) for step in plans])
    _check_limits(told, plans)
    _check_people(plans, unit)
    rules.check_signers({each.name: _seats(plans, each, day) for each in _places(unit)})


def _is_always(step: StepPlan) -> bool:
    return not step.above and not step.further


def _check_limits(told: Matter, plans: Sequence[StepPlan]) -> None:
    if {step.above for step in plans if step.above} - {limit.key for limit in told.limits}:
        raise Refused({"steps": noop("This matter has no such limit.")}, code="unknown_limit")


def _check_people(plans: Sequence[StepPlan], unit: Any) -> None:
    """A person who is named belongs to the same agency."""
    named = {UUID(str(step.who)) for step in plans if step.how == "person" and step.who}
    found = Person.everything.filter(public_id__in=named, unit__path__startswith=tree.root_of(unit).path)
    if any(step.how == "person" and not step.who for step in plans) or len(named) != found.count():
        raise Refused({"steps": noop("Name a person of the agency.")}, code="unknown_person")
    if any(step.how == "role" and not step.who for step in plans):
        raise Refused({"steps": noop("Name a role.")}, code="required")


def _places(unit: Any) -> list[Any]:
    """Where requests come from: the unit and the stations below it."""
    below = (each for pk, each in tree.current().units.items() if each.path.startswith(unit.path))
    return [each for each in below if each.pk == unit.pk or each.kind == Unit.Kind.STATION]


def _seats(plans: Sequence[StepPlan], unit: Any, day: date) -> list[rules.Seat]:
    return [_seat(planned, step) for planned, step in zip(_planned(plans, unit, day), plans, strict=True)]


def _planned(plans: Sequence[StepPlan], unit: Any, day: date) -> list[Planned]:
    return plan_steps(plans, Place(unit, None, None, day))


def _seat(planned: Planned, step: StepPlan) -> rules.Seat:
    floats = step.how == "superior" and not step.who
    return rules.Seat(frozenset(planned.people), _is_always(step), floats)
