"""What rewards and sanctions, appraisals, yearly summaries, relief and reports of breaches prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.domains.quality.queries import conduct
from banyan.domains.quality.settings import (
    APPRAISAL_MONTHS,
    PROTECTION_LOOK_DAYS,
    RELIEF_DAYS,
    REPORT_DAYS,
    YEAR_DAYS,
)
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R10.1.2",
    kind="quality",
    title=noop("Reports of breaches are answered and reporters protected"),
    judged=noop(
        "Every report in the agency has its answer within %(report_days)s days, and the reporter's protection is looked "
        "at, %(protection_look_days)s days around each of its days. A late answer or a missed look wants attention, no "
        "answer is a breach. The answer is the same for every project, and no report is named by it."
    ),
    settings=(REPORT_DAYS, PROTECTION_LOOK_DAYS),
)
def reports(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Reports are answered in time."""
    yield from conduct.reports_found(scopes, period)


@control(
    "R10.1.3",
    kind="quality",
    title=noop("Rewards and sanctions rest on a resolution, sanctions on evidence and a hearing"),
    judged=noop(
        "Every decision of the period names its resolution; every sanction has evidence, the hearing of the person "
        "and what falls to the manager."
    ),
)
def decisions(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Decisions have what belongs to them."""
    yield from conduct.decisions_found(scopes, period)


@control(
    "R2.2.4",
    kind="quality",
    title=noop("The project team is appraised, apart from persons"),
    judged=noop(
        "Within %(appraisal_months)s months the committee has appraised the team by a resolution. A project that is "
        "younger has time."
    ),
    settings=(APPRAISAL_MONTHS,),
)
def appraisals(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Teams are appraised."""
    yield from conduct.appraisals_found(scopes)


@control(
    "R4.4.4",
    kind="quality",
    title=noop("The quality work of the year is summed up and commended"),
    judged=noop(
        "Within %(year_days)s days after a year its quality work is summed up, with who is commended."
    ),
    settings=(YEAR_DAYS,),
)
def years(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Years are summed up."""
    yield from conduct.years_found(scopes)


@control(
    "P2.5",
    kind="quality",
    title=noop("Measures of relief are measured before and after"),
    judged=noop(
        "Every measure of relief has a figure before it and, %(relief_days)s days after its end at the latest, one "
        "afterwards."
    ),
    settings=(RELIEF_DAYS,),
)
def reliefs(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Relief is measured."""
    yield from conduct.reliefs_found(scopes, period)
