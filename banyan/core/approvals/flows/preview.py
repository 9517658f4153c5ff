"""Who would sign today: a flow tried out for a unit, somebody who asks, and an amount; nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from banyan.core import door
from banyan.core.approvals import resolving, rules
from banyan.core.approvals.flows import choosing, wording
from banyan.core.approvals.flows.declaring import Matter
from banyan.core.approvals.planning import BELOW_LIMIT, Place, Planned
from banyan.core.approvals.resolving import StepPlan
from banyan.core.identity.models import Person, Post
from banyan.core.ui.wording import money
from banyan.foundation.refusal import Refused


@dataclass(frozen=True)
class Passed:
    """Somebody named by a step who does not sign, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Tried:
    """One step as it would be today: who signs, which vacant posts are passed over, who is passed by and why."""

    number: int
    step: str
    names: tuple[str, ...] = ()
    post: str = ""
    vacant: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    left_out: str = ""

    @property
    def is_stuck(self) -> bool:
        """Whether the step is wanted and nobody could sign it."""
        return not self.left_out and not self.names


@dataclass(frozen=True)
class Preview:
    """The steps in order, and why asking would be refused, if it would."""

    asked_by: str
    stops: tuple[Tried, ...]
    refused: Refused | None


def preview(told: Matter, steps: Sequence[StepPlan], place: Place, amount: Decimal | None) -> Preview:
    """What asking today would come to. The viewer may see flows; names of signers are part of a flow."""
    with door.opened("approvals.flow.preview"):
        planned = choosing.planned(told.kind, steps, place, amount)
        stops = tuple(
            _tried(number, step, each, told, place)
            for number, (step, each) in enumerate(zip(steps, planned, strict=True), start=1)
        )
        asked_by = place.asked_by.name if place.asked_by else ""
        return Preview(asked_by, stops, _refusal(planned))


def _refusal(planned: Iterable[Planned]) -> Refused | None:
    try:
        rules.check_enough_people(
            [people for each in planned if not each.left_out for people in each.signatures]
        )
    except Refused as refused:
        return refused
    return None


def _title(post_id: int | None) -> str | None:
    if post_id is None:
        return None
    return Post.everything.filter(pk=post_id).values_list("title", flat=True).first()


def _tried(number: int, step: StepPlan, planned: Planned, told: Matter, place: Place) -> Tried:
    words = wording.step_words(step, told)
    if planned.left_out:
        return Tried(number, words, left_out=_why_left_out(step, planned, told, place))
    named = resolving.signers(replace(step, otherwise=""), place)
    post = _title(planned.found.post_id)
    return Tried(
        number,
        words,
        tuple(_names(planned.people)),
        post or "",
        planned.found.skipped,
        tuple(_passed(set(named.persons) - planned.people, place)),
    )


def _why_left_out(step: StepPlan, planned: Planned, told: Matter, place: Place) -> str:
    if planned.left_out == BELOW_LIMIT:
        limit = choosing.limit_of(told, step.above, place)
        return _("not wanted up to %(limit)s") % {"limit": money(limit)}
    return _("left out: everybody who could sign it signs before")


def _names(people: Iterable[int]) -> list[str]:
    found = Person.everything.filter(pk__in=list(people)).order_by("name_key")
    return list(found.values_list("name", flat=True))


def _passed(people: set[int], place: Place) -> Iterable[Passed]:
    advisers = place.advisers(sorted(people))
    for pk, name in Person.everything.filter(pk__in=people).order_by("name_key").values_list("pk", "name"):
        yield Passed(name, _why_passed(pk, advisers, place))


def _why_passed(person: int, advisers: set[int], place: Place) -> str:
    if place.asked_by is not None and person == place.asked_by.pk:
        return _("asks themself")
    return _("only advises") if person in advisers else _("has no right to sign here")


def someone_of(unit: Any, day: Any) -> Person | None:
    """Somebody of a unit who could ask: of those in a post, one who has somebody above them comes first."""
    with door.opened("approvals.flow.preview"):
        held = resolving.Appointment.everything.filter(
            resolving.Appointment.on(day),
            post__unit__path__startswith=unit.path,
            person__user__is_active=True,
        )
        first = held.select_related("person").order_by("-post__unit__path", "-post__superior", "pk").first()
        return first.person if first else None
