"""What the monitoring calendar and the half-yearly inspections prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.domains.quality.queries.inspecting import halves_found
from banyan.domains.quality.queries.monitoring import looks_found
from banyan.domains.quality.settings import INSPECTION_DAYS
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "R3.2.6",
    kind="duty",
    title=noop("What the monitoring calendar asks for is looked at"),
    judged=noop(
        "Every look that the monitoring calendar of the project or of its unit asks for was made in its span. "
        "A missed look is a breach; a fault that was seen is not, it becomes a rectification."
    ),
    absent=noop("No monitoring calendar asks for a look at this project."),
)
def monitored(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each look of the calendar was made."""
    yield from looks_found(scopes, period, today)


@control(
    "R10.1.1",
    kind="quality",
    title=noop("Compliance is inspected every half year and the result told"),
    judged=noop(
        "Within %(inspection_days)s days after a half year its inspection is signed and its result told by a circular. "
        "A late one, or one not told, wants attention; none is a breach."
    ),
    settings=(INSPECTION_DAYS,),
)
def inspected(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The last half year was inspected and its result told."""
    yield from halves_found(scopes, period)
