"""What people prove: qualified, fit for their posts, staying; and how many residents stand behind each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.staff.queries import proving as asked
from banyan.domains.staff.queries.qualified import certified
from banyan.domains.staff.rules import proving
from banyan.domains.staff.rules.ratios import Ratio, Residents
from banyan.domains.staff.settings import COUNT_DAYS, TURNOVER_PERCENT
from banyan.foundation.periods import Period, add_months
from banyan.foundation.refusal import noop


@control(
    "R1.3.2",
    kind="duty",
    title=noop("Professional work by qualified workers"),
    judged=noop(
        "Each social worker in office at the end of the period holds a registered certificate or works under a superior "
        "who does. A registration that ran out, or neither of the two, wants attention; no social worker at all is a breach."
    ),
    absent=noop("No social worker is in office at the centre of this project."),
)
def qualified_workers(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every social worker against the certificate, own or of the superior."""
    for scope, each in asked.workers(scopes):
        if each.employee.social_worker:
            end = scope.period.end
            yield Finding(
                scope.id, *proving.qualified(certified(each.employee, end), end), each.employee, end
            )


@control(
    "P2.1",
    kind="duty",
    title=noop("Residents for each worker, both sides named"),
    judged=noop(
        "The social workers in office stand against the usual residents of the area, counted at most %(count_days)s days "
        "ago. An older count wants attention; no count, or no worker, is a breach."
    ),
    settings=(COUNT_DAYS,),
)
def residents_for_each_worker(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The ratio of each centre with its dated denominator."""
    workers = Counter(scope for scope, each in asked.workers(scopes) if each.employee.social_worker)
    for scope, total in asked.populations(scopes).items():
        on = scope.period.end
        known = total.number is not None and total.counted_on is not None
        residents = Residents("resident", total.number or 0, total.counted_on or on) if known else None
        ratio = Ratio("social_workers", workers[scope], residents)
        days = dated.value(COUNT_DAYS.key, on, tree.current().units[scope.unit_id])
        verdict, said = proving.ratio_known(ratio, total.counted_on, on, int(days))
        yield Finding(scope.id, verdict, said, on=on, mend="staff.population.list")


@control(
    "P2.4",
    kind="duty",
    title=noop("Turnover known, with the reasons"),
    judged=noop(
        "At most %(turnover_percent)s %% of the staff left within the twelve months before the end of the period, and each "
        "leaver's reason is written down. More, or a missing reason, wants attention."
    ),
    settings=(TURNOVER_PERCENT,),
)
def turnover(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Who left within a year, and of how many."""
    staff = Counter(scope for scope, _each in asked.workers(scopes))
    since = add_months(min(scope.period.end for scope in scopes), -12)
    gone = [
        row for row in asked.leavers(scopes, since) if row[1].left_on > add_months(row[0].period.end, -12)
    ]
    left = Counter(scope for scope, _employee, _reason in gone)
    for scope in scopes:
        if staff[scope] + left[scope]:
            most = dated.value(TURNOVER_PERCENT.key, scope.period.end, tree.current().units[scope.unit_id])
            yield Finding(
                scope.id, *proving.turnover(left[scope], staff[scope], int(most)), on=scope.period.end
            )
    for scope, employee, reason in gone:
        if employee.left_on in scope.period:
            yield Finding(scope.id, *proving.left_with_reason(reason), employee, employee.left_on)
