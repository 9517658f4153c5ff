"""The duty desk and the calls of a crisis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import make_aware

from banyan.core.controls import BREACH, GOOD, Finding, Scope, control
from banyan.domains.communication import settings
from banyan.domains.communication.queries import proof
from banyan.domains.communication.rules import judging
from banyan.domains.communication.rules.duty import gaps
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_NO_TREE = noop("No call tree was in force.")


@control(
    "R9.1.9",
    kind="quality",
    title=noop("Shifts are handed over in writing"),
    judged=noop(
        "Each shift at the duty desk is handed over in writing and read by the next within "
        "%(take_over_hours)s hours, or closed with nothing left. Read late wants attention; not handed "
        "over or not read is a breach."
    ),
    settings=(settings.TAKE_OVER,),
)
def handed_over(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Nothing urgent stays in somebody's head when the desk changes hands (R9.1.9)."""
    now = _end_of(today)
    for shift in proof.shifts(period):
        hours = settings.number(settings.TAKE_OVER, shift.held_on, shift.unit)
        ended = make_aware(datetime.combine(shift.held_on, shift.ends_at))
        verdict = judging.handover(shift.state, shift.handed_at, shift.taken_at, ended, now, hours)
        for scope in proof.fitting(shift, scopes):
            if shift.held_on in scope.period:
                yield from proof.said(scope, shift, verdict, shift.held_on)


@control(
    "A4.2",
    kind="quality",
    title=noop("Whoever is asked first owns it"),
    judged=noop(
        "Each matter at the desk has an owner at every moment and is passed on at most %(bounces)s times."
    ),
    settings=(settings.BOUNCES,),
)
def owned_at_every_moment(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """First-asked responsibility without a gap (A4.2)."""
    matters = proof.matters(period)
    chains = proof.owners(matters)
    for matter in matters:
        asked = make_aware(datetime.combine(matter.asked_on, matter.asked_time))
        most = settings.number(settings.BOUNCES, matter.asked_on, matter.unit)
        holes = gaps(chains.get(matter.pk, []), asked, matter.done_at)
        for scope in proof.fitting(matter, scopes):
            if matter.asked_on in scope.period:
                verdict = judging.ownership(bool(holes), matter.bounces, most)
                yield from proof.said(scope, matter, verdict, matter.asked_on)


@control(
    "R9.3.2",
    kind="duty",
    title=noop("A call tree in force, and everybody told in time"),
    judged=noop(
        "A call tree is in force at the end of the period. In each alarm and drill everybody knew in "
        "time: the first within %(first_call_minutes)s minutes, the second within "
        "%(second_call_minutes)s, the last within %(last_call_minutes)s."
    ),
    settings=(settings.FIRST_CALL, settings.SECOND_CALL, settings.LAST_CALL),
    absent=_NO_TREE,
)
def told_in_time(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Who informs whom, and how long it really took (R9.3.2)."""
    trees = proof.trees(period)
    for scope in scopes:
        standing = [tree for tree in trees if _stands(tree, scope)]
        for tree in standing:
            words = sentence(noop("In force from %(day)s."), day=tree.valid_from)
            yield Finding(scope.id, GOOD, words, tree, tree.valid_from)
        if not standing:
            yield Finding(
                scope.id, BREACH, sentence(_NO_TREE), on=scope.period.end, mend="communication.calltree.list"
            )
    alarms = proof.crises(period)
    counted = proof.calls(alarms, _end_of(today))
    for crisis in alarms:
        late, waiting = counted[crisis.pk]
        for scope in proof.fitting(crisis, scopes):
            if crisis.noticed_on in scope.period:
                verdict = judging.crisis(late, waiting, crisis.closed_at is not None)
                yield from proof.said(scope, crisis, verdict, crisis.noticed_on)


def _stands(tree: Any, scope: Scope) -> bool:
    """Whether a tree holds for a project on the last day of its period."""
    end = scope.period.end
    begun = tree.valid_from <= end and (tree.valid_until is None or tree.valid_until >= end)
    return begun and bool(proof.fitting(tree, [scope], inherits=True))


def _end_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(23, 59)))
