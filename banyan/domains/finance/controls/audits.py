"""What audits of money prove: three opinions, all three kinds, every request answered (R5.4, P4.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control, not_asked
from banyan.core.controls.scopes import units_of
from banyan.core.dated import value
from banyan.domains.finance.models import Audit, AuditRequest
from banyan.domains.finance.queries import cycles
from banyan.domains.finance.rules.audits import SCOPES, audit_missing
from banyan.domains.finance.settings import AUDIT_NOTICE_DAYS
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_SAID = noop("Closed on %(day)s with its opinions.")
NO_INTERNAL = noop("No internal audit of the contract year is closed.")
NO_AUDIT = noop("No audit of the contract year is closed.")
NO_EVALUATOR = noop("No audit of the evaluator's accountant is closed in the contract year.")
_BEFORE_THE_END = noop("The contract year ends on %(day)s and this audit is not closed yet.")


def _closed(scopes: Sequence[Scope], period: Period) -> Iterator[tuple[Scope, Period, list[Audit]]]:
    """Each project with its contract years that the days judged touch, and the audits that ended in each of them."""
    touched = cycles.years_touched(scopes, period)
    every = cycles.kept_of(Audit, scopes)
    for scope in scopes:
        for year in touched.get(scope.id, ()):
            last = min(year.end, scope.period.end)
            ended = [a for a in every[scope.id] if a.closed_on and year.start <= a.closed_on <= last]
            yield scope, year, ended


def _missing(scope: Scope, year: Period, absent: str) -> Finding:
    """No audit of a year: a breach once the year is over, watched in its last weeks, nothing before."""
    days = int(value(AUDIT_NOTICE_DAYS.key, year.end, units_of([scope])[scope.id]))
    said = audit_missing(year.end, scope.period.end, days)
    if not said:
        return not_asked(scope)
    words = absent if said == BREACH else _BEFORE_THE_END
    return Finding(scope.id, said, sentence(words, day=year.end), on=year.end, mend="finance.audit.list")


@control(
    "R5.4.1",
    kind="duty",
    title=noop("An internal audit with three opinions every year"),
    judged=noop(
        "In every contract year an internal audit is closed with opinions on compliance, reasonableness and benefit. "
        "In the last %(audit_notice_days)s days of the year a missing one wants attention, at its end it is a breach."
    ),
    settings=(AUDIT_NOTICE_DAYS,),
    absent=NO_INTERNAL,
)
def internal(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Project money is audited internally (R5.4.1)."""
    for scope, year, audits in _closed(scopes, period):
        own = [each for each in audits if each.kind == Audit.Kind.INTERNAL]
        for each in own:
            complete = each.compliance and each.reasonableness and each.benefit
            yield Finding(
                scope.id,
                GOOD if complete else BREACH,
                sentence(_SAID, day=each.closed_on),
                each,
                each.closed_on,
            )
        if not own:
            yield _missing(scope, year, NO_INTERNAL)


@control(
    "R5.4.2",
    kind="duty",
    title=noop("Income, budget execution and claims all audited"),
    judged=noop(
        "The audits of a contract year cover income and expense, budget execution and reimbursement together. "
        "In the last %(audit_notice_days)s days of the year a missing one wants attention, at its end it is a breach."
    ),
    settings=(AUDIT_NOTICE_DAYS,),
    absent=NO_AUDIT,
)
def all_three(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The year's audits together cover all three (R5.4.2)."""
    for scope, year, audits in _closed(scopes, period):
        missing = [name for name in SCOPES if not any(getattr(each, name) for each in audits)]
        for each in audits:
            words = (
                noop("Together all three are covered.")
                if not missing
                else noop("%(count)s of three kinds are not covered.")
            )
            yield Finding(
                scope.id,
                ATTENTION if missing else GOOD,
                sentence(words, count=len(missing)),
                each,
                each.closed_on,
            )
        if not audits:
            yield _missing(scope, year, NO_AUDIT)


@control(
    "R5.4.3",
    kind="quality",
    title=noop("Requests of auditors answered"),
    judged=noop("What an auditor asks for is handed over by its day."),
)
def answered(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The agency works with outside audits (R5.4.3)."""
    for scope in scopes:
        for each in cycles.kept_of(AuditRequest, scopes, "audit__project")[scope.id]:
            if scope.period.start <= each.due_on <= scope.period.end:
                late = (each.delivered_on or today) > each.due_on
                said = (ATTENTION if each.delivered_on else BREACH) if late else GOOD
                told = sentence(noop("Due on %(day)s."), day=each.due_on)
                yield Finding(scope.id, said, told, each, each.due_on)


@control(
    "P4.5",
    kind="duty",
    title=noop("The evaluator's accountant looked at the year"),
    judged=noop(
        "In every contract year the audit of the evaluator's accountant is closed with its opinions. "
        "In the last %(audit_notice_days)s days of the year a missing one wants attention, at its end it is a breach."
    ),
    settings=(AUDIT_NOTICE_DAYS,),
    absent=NO_EVALUATOR,
)
def evaluator(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The year-end review by the third party's accountant (P4.5)."""
    for scope, year, audits in _closed(scopes, period):
        own = [each for each in audits if each.kind == Audit.Kind.PROJECT]
        for each in own:
            yield Finding(scope.id, GOOD, sentence(_SAID, day=each.closed_on), each, each.closed_on)
        if not own:
            yield _missing(scope, year, NO_EVALUATOR)
