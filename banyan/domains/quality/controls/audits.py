"""What audits of money found and what became of it (R5.4.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.domains.finance import public as finance
from banyan.domains.quality.queries.audit_findings import findings_of
from banyan.domains.quality.queries.mending import Place
from banyan.domains.quality.rules.audit_findings import finding_verdict
from banyan.domains.quality.settings import AUDIT_FINDING_DAYS, number
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R5.4.4",
    kind="quality",
    title=noop("What an audit found is put right"),
    judged=noop(
        "A finding of an audit is on the list of rectifications within %(audit_finding_days)s days, is put right by its "
        "day, and ends with evidence and a verifier who is not its owner. Anything else is a breach."
    ),
    settings=(AUDIT_FINDING_DAYS,),
)
def put_right(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The agency rectifies what audits find (R5.4.4)."""
    for scope, found, last in findings_of(scopes):
        days = number(AUDIT_FINDING_DAYS, found.found_on, Place(scope.unit_path))
        said = finding_verdict(found.found_on, days, last, scope.period.end)
        if said is not None:
            yield Finding.of(
                scope.id, *said, model=finance.AUDIT_FINDING, public_id=found.public_id, number=found.number,
                on=found.found_on,
            )  # fmt: skip
