"""What the responsibility matrix proves: nobody's field is left out, none is led twice, changes have a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.staff.models import ResponsibilityField
from banyan.domains.staff.queries import proving as asked
from banyan.domains.staff.queries import serving
from banyan.domains.staff.rules import proving
from banyan.domains.staff.rules.responsibility import LEAD, Duty, judge_fields
from banyan.domains.staff.settings import ALIKE_BELOW, FEWEST_SERVED, OUTSIDE_PERCENT
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_MATRIX = "staff.responsibilities"


@control(
    "P1.3",
    kind="duty",
    title=noop("Departments follow local needs"),
    judged=noop(
        "Each local need in the responsibility matrix has a department that answers for it, and the fields of the centre are "
        "not more than %(alike_below)s alike those of its sister centres (0 to 1). Otherwise it wants attention."
    ),
    settings=(ALIKE_BELOW,),
    absent=noop("The responsibility matrix names no local need and no field that a department leads."),
)
def local_needs(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The needs that somebody answers for, and how alike the centres of an agency are."""
    led: dict[Scope, set[str]] = defaultdict(set)
    for scope, each in asked.fields(scopes):
        if each.leads:
            led[scope].add(each.field.name)
        if each.field.kind == ResponsibilityField.Kind.NEED and each.field.needed:
            yield Finding(
                scope.id, *proving.local_need(bool(each.leads)), each.field, scope.period.end, _MATRIX
            )
    for scope, others in asked.sisters(scopes).items():
        alike = proving.likeness(led[scope], others) if led[scope] else None
        if alike is not None:
            most = dated.value(ALIKE_BELOW.key, scope.period.end, tree.current().units[scope.unit_id])
            judged = proving.own_shape(alike, Decimal(str(most)))
            yield Finding(scope.id, *judged, on=scope.period.end, mend=_MATRIX)


@control(
    "P1.4",
    kind="duty",
    title=noop("Each field has one department in the lead"),
    judged=noop(
        "Each field of the responsibility matrix that is needed has exactly one department in the lead at the end of the "
        "period. Two in the lead want attention; a needed field without a lead is a breach."
    ),
    absent=noop("The responsibility matrix is empty."),
)
def no_void_no_overlap(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every field of the matrix with who leads it."""
    for scope, each in asked.fields(scopes):
        duties = [Duty(unit, each.field.pk, LEAD) for unit in each.leads]
        (found,) = judge_fields({each.field.pk: each.field.needed}, duties)
        judged = proving.answered_for(found.verdict, len(each.leads))
        yield Finding(scope.id, *judged, each.field, scope.period.end, _MATRIX)


@control(
    "P1.4",
    kind="quality",
    title=noop("Who served whom agrees with the responsibility matrix"),
    judged=noop(
        "Person-times of cases, groups, activities, visits, class and volunteers, by the department they belong to and by "
        "the field whose people they are. A needed field to which no record belongs, a field served most by a department "
        "that does not lead it, or %(outside_percent)s %% and more by one without a part in it want attention. Fewer than "
        "%(fewest_served)s person-times say nothing."
    ),
    settings=(OUTSIDE_PERCENT, FEWEST_SERVED),
)
def served_as_agreed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every field of which it is known which records belong to it."""
    units = tree.current().units
    for scope, field, practice in asked.practices(scopes, period):
        judged = serving.judged(practice, units[scope.unit_id], scope.period.end)
        if judged is not None:
            yield Finding(scope.id, *judged, field, scope.period.end, _MATRIX)


@control(
    "P1.5",
    kind="quality",
    title=noop("Reassignments have a day and a reason"),
    judged=noop(
        "Each change in who answers for a field carries its day and its reason. Without a reason it wants attention."
    ),
)
def reassignments(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every field that changed hands in the period."""
    for scope, duty in asked.reassignments(scopes):
        yield Finding(scope.id, *proving.reassigned(duty.reason), duty, duty.starts_on)
