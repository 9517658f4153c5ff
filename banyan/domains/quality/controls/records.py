"""What the checks of service records prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.domains.quality.queries.record_checks import checks_found
from banyan.domains.quality.settings import RECORD_CHECK_DAYS
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R4.2.2",
    kind="quality",
    title=noop("Service records are checked every quarter: true, complete, accurate"),
    judged=noop(
        "Within %(record_check_days)s days after a quarter in which process records were written, a sample that the system "
        "drew with a seed has its verdicts on every record and is signed. A late check wants attention, none is a breach."
    ),
    settings=(RECORD_CHECK_DAYS,),
)
def records_checked(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The records of the last quarter were checked from a drawn sample."""
    yield from checks_found(scopes, period)
