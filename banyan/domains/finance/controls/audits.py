"""What audits of money prove: three opinions, all three kinds, every request answered (R5.4, P4.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control
from banyan.domains.finance.models import Audit, AuditRequest
from banyan.domains.finance.queries import cycles
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.rules.audits import SCOPES
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_SAID = noop("Closed on %(day)s with its opinions.")


def _closed(scopes: Sequence[Scope], today: date) -> Iterator[tuple[Scope, list[Audit]]]:
    """Each project with the audits that ended in its contract year, up to the end of the days judged."""
    begins = {books.scope.id: books.frame.year.start for books in books_of(scopes, today)}
    for scope in scopes:
        every = cycles.kept_of(Audit, scopes)[scope.id]
        yield scope, [a for a in every if a.closed_on and begins[scope.id] <= a.closed_on <= scope.period.end]


@control(
    "R5.4.1",
    kind="duty",
    title=noop("An internal audit with three opinions every year"),
    judged=noop(
        "An internal audit of the contract year is closed with opinions on compliance, reasonableness and benefit."
    ),
    absent=noop("No internal audit of the contract year is closed."),
)
def internal(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Project money is audited internally (R5.4.1)."""
    for scope, audits in _closed(scopes, today):
        for each in audits:
            if each.kind == Audit.Kind.INTERNAL:
                complete = each.compliance and each.reasonableness and each.benefit
                yield Finding(
                    scope.id,
                    GOOD if complete else BREACH,
                    sentence(_SAID, day=each.closed_on),
                    each,
                    each.closed_on,
                )


@control(
    "R5.4.2",
    kind="duty",
    title=noop("Income, budget execution and claims all audited"),
    judged=noop(
        "The audits of the contract year cover income and expense, budget execution and reimbursement together."
    ),
    absent=noop("No audit of the contract year is closed."),
)
def all_three(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The year's audits together cover all three (R5.4.2)."""
    for scope, audits in _closed(scopes, today):
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
    kind="quality",
    title=noop("The evaluator's accountant looked at the year"),
    judged=noop("The audit of the evaluator's accountant is closed with its opinions."),
)
def evaluator(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The year-end review by the third party's accountant (P4.5)."""
    for scope, audits in _closed(scopes, today):
        for each in audits:
            if each.kind == Audit.Kind.PROJECT:
                yield Finding(scope.id, GOOD, sentence(_SAID, day=each.closed_on), each, each.closed_on)
