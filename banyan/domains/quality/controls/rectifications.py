"""What the rectifications prove: causes found, measures owned, effects verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.domains.quality.queries.mending import cases
from banyan.domains.quality.rules import judging
from banyan.domains.quality.settings import (
    ANALYSIS_DAYS,
    FOLLOW_UP_DAYS,
    PLANNING_DAYS,
    VERIFYING_DAYS,
    number,
)
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R4.4.1",
    kind="quality",
    title=noop("Causes of faults are looked for, whoever found them"),
    judged=noop(
        "Every fault on the one list, from monitoring as from evaluation, has its cause within "
        "%(analysis_days)s days. A late cause wants attention, a missing one is a breach."
    ),
    settings=(ANALYSIS_DAYS,),
)
def causes(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each fault has its cause in time."""
    for case in cases(scopes, period):
        days = number(ANALYSIS_DAYS, case.mending.found_on, case.place)
        said = judging.cause_verdict(case.mending, case.on, days)
        if said is not None:
            yield case.finding(said)


@control(
    "R4.4.2",
    kind="quality",
    title=noop("Every measure has one owner and one date"),
    judged=noop(
        "Within %(planning_days)s days of the cause a measure is settled with one person and one date. "
        "Late wants attention, none is a breach."
    ),
    settings=(PLANNING_DAYS,),
)
def measures(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each measure has an owner and a date in time."""
    for case in cases(scopes, period):
        days = number(PLANNING_DAYS, case.mending.analysed_on or case.on, case.place)
        said = judging.plan_verdict(case.mending, case.on, days)
        if said is not None:
            yield case.finding(said, case.mending.analysed_on)


@control(
    "R4.4.3",
    kind="quality",
    title=noop("Measures are followed and their effect is verified by somebody else"),
    judged=noop(
        "A measure that is not done on its day is a breach; one that nobody looked after for "
        "%(follow_up_days)s days, or whose effect nobody verified within %(verifying_days)s days, wants "
        "attention. Done is not effective."
    ),
    settings=(FOLLOW_UP_DAYS, VERIFYING_DAYS),
)
def effects(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each measure is carried out by its day and its effect verified by somebody else."""
    for case in cases(scopes, period):
        verifying = number(VERIFYING_DAYS, case.mending.done_on or case.on, case.place)
        looking = number(FOLLOW_UP_DAYS, case.on, case.place)
        said = judging.effect_verdict(case.mending, case.on, verifying, looking)
        if said is not None:
            yield case.finding(said, case.mending.due_on)


@control(
    "R1.3.5",
    kind="quality",
    title=noop("Closed improvements have problem, cause, measure and verification"),
    judged=noop(
        "Every rectification that was closed in the period names the problem, its cause, the measure and"
        " how the effect was verified, by somebody other than its owner; what did not help goes into a "
        "next round."
    ),
)
def improvements(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each closed improvement has all four."""
    for case in cases(scopes, period):
        closed_on = case.mending.verified_on
        if closed_on is not None and closed_on in case.scope.period:
            yield case.finding(judging.improvement_verdict(case.mending), closed_on)
