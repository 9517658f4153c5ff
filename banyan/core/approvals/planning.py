"""Who would sign each step of a plan at a place on a day: without the asker, advisers and people without the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from banyan.core.approvals import resolving, rules
from banyan.core.approvals.resolving import Signers, StepPlan
from banyan.core.identity.actor import Right
from banyan.core.identity.models import Person

SIGN = "approvals.step.sign"
BELOW_LIMIT, NOBODY_FURTHER = "below_limit", "nobody_further"


@dataclass(frozen=True)
class Place:
    """Where and when something is asked for, and by whom."""

    unit: Any
    scope: UUID | None
    asked_by: Person | None
    day: date
    barred: frozenset[int] = frozenset()
    _known: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def grants(self) -> list[tuple[int, str, Right]]:
        """Who holds which role that reaches this place. One statement."""
        rows = resolving.role_grants(self.unit.path, self.scope, self.day).values_list(
            "user__person_id", "role__code", "role__permissions"
        )
        return [(person, role, Right(tuple(patterns), "")) for person, role, patterns in rows]

    @cached_property
    def entitled(self) -> frozenset[int]:
        """People whose grants let them sign at this place."""
        return frozenset(person for person, _role, right in self.grants if right.allows(SIGN))

    def advisers(self, people: Sequence[int]) -> set[int]:
        """Those of the people who only advise on the day; nobody is looked up twice."""
        unknown = [person for person in people if person not in self._known]
        found = resolving.advisers(unknown, self.day) if unknown else set()
        self._known.update((person, person in found) for person in unknown)
        return {person for person in people if self._known[person]}


@dataclass(frozen=True)
class Planned:
    """A step as it would be asked for: the plan in effect, its signers, and why it is left out (or "")."""

    plan: StepPlan
    found: Signers
    left_out: str = ""

    @property
    def people(self) -> set[int]:
        """Everybody who could sign it."""
        return set(self.found.persons)

    @property
    def signatures(self) -> list[set[int]]:
        """The people of each signature: one set for any of several, one of one person for each of all."""
        if self.plan.mode == "any" or not self.found.persons:
            return [self.people]
        return [{person} for person in self.found.persons]


def plan_steps(
    steps: Sequence[StepPlan], place: Place, unwanted: Mapping[int, str] | None = None
) -> list[Planned]:
    """Every step with its signers, in order. `unwanted` says by place in the order why a step is left out."""
    known: set[int] = set()
    made: list[Planned] = []
    for number, step in enumerate(steps):
        planned = _planned(step, place)
        why = (unwanted or {}).get(number, "")
        if not why and step.further and not planned.people - known:
            why = NOBODY_FURTHER
        made.append(replace(planned, left_out=why))
        known |= set() if why else planned.people
    return made


def _planned(step: StepPlan, place: Place) -> Planned:
    found = _able(resolving.signers(step, place), place)
    if found.persons or not step.otherwise:
        return Planned(step, found)
    instead = StepPlan("role", step.otherwise, step.mode, step.above)
    taken = _able(resolving.signers(instead, place), place)
    return Planned(instead, replace(taken, skipped=found.skipped))


def _able(found: Signers, place: Place) -> Signers:
    """Those whose signature could count: not the asker, no adviser, nobody without the right to sign here."""
    asker = place.asked_by.pk if place.asked_by else None
    able: set[Any] = rules.may_sign(found.persons, asker, place.advisers(found.persons) | place.barred)
    return replace(found, persons=tuple(sorted(able & place.entitled)))
