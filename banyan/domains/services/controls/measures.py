"""What sums over services prove: reach, a whole team, and the measures of quality, needs, load and cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.services.queries import measuring as asked
from banyan.domains.services.rules import measuring
from banyan.domains.services.settings import UNKNOWN_PERCENT
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_ACTIVITIES = "services.activity.list"


@control(
    "P2.2",
    kind="quality",
    title=noop("Reach: persons, not sign-ins"),
    judged=noop(
        "Residents served in the period are told as distinct persons, with communities and those in no special group. More "
        "than %(unknown_percent)s %% of sign-ins that belong to nobody known want attention."
    ),
    settings=(UNKNOWN_PERCENT,),
)
def persons_reached(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The distinct persons that each project reached."""
    found = asked.reach(scopes)
    for scope in scopes:
        each = found.get(scope.id, asked.Reach())
        if each.lines:
            most = dated.value(UNKNOWN_PERCENT.key, scope.period.end, tree.current().units[scope.unit_id])
            parts = {"persons": each.persons, "communities": each.communities, "ordinary": each.ordinary}
            judged = measuring.reached(each.lines, each.unknown, parts, int(most))
            yield Finding(scope.id, *judged, on=scope.period.end, mend=_ACTIVITIES)


@control(
    "R2.1.4",
    kind="duty",
    title=noop("A team of social workers, staff and volunteers"),
    judged=noop(
        "At the end of the period social workers and other staff are in office, and volunteers took part in the period. "
        "No social worker is a breach; a missing other part wants attention."
    ),
)
def whole_team(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The three parts of each project's team."""
    kinds, found = staff.kinds_of_staff(scopes), asked.reach(scopes)
    for scope in scopes:
        volunteers = found.get(scope.id, asked.Reach()).volunteers
        for judged in measuring.team(*kinds[scope], volunteers):
            yield Finding(scope.id, *judged, on=scope.period.end)


@control(
    "R1.1.2",
    kind="duty",
    title=noop("Each purpose has its measure"),
    judged=noop(
        "Goals, quality, needs, load of the team and cost of a result each have a figure for the period. A purpose that nobody "
        "measured says so and wants attention."
    ),
)
def purposes_measured(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Quality, needs, load and cost of each project; the goals are measured by the contract's indicators."""
    work, said, kinds = asked.work(scopes), asked.satisfaction(scopes), staff.kinds_of_staff(scopes)
    for scope in scopes:
        done, (answers, mean) = work.get(scope.id, asked.Work()), said.get(scope.id, (0, None))
        for judged in (
            measuring.quality(answers, mean),
            measuring.needs(done.answered, done.held),
            measuring.load(done.person_times, kinds[scope][0]),
            measuring.cost(done.cost, done.person_times_with_cost),
        ):
            yield Finding(scope.id, *judged, on=scope.period.end, mend=_ACTIVITIES)
