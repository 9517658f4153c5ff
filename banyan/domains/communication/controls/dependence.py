"""Where the agency stands beside government (P1.12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.communication.queries.dependence import positions
from banyan.domains.communication.rules.dependence import judged
from banyan.domains.communication.settings import CLOSE_CONTACTS, DEPENDENT_PERCENT
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop


@control(
    "P1.12",
    kind="duty",
    title=noop("Dependence and closeness are known"),
    judged=noop(
        "The agency is placed by the share of its largest funder (dependent from %(dependent_percent)s %%) and its contacts with "
        "government a month and project (close from %(close_contacts)s). The type is indicative; without the figures it wants "
        "attention."
    ),
    settings=(DEPENDENT_PERCENT, CLOSE_CONTACTS),
)
def dependence_known(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The place of each project's agency, with its numbers."""
    end = max(scope.period.end for scope in scopes)
    found = positions([scope.unit_id for scope in scopes], Period(period.start, end))
    for scope in scopes:
        place = found[tree.root_of(tree.current().units[scope.unit_id]).pk]
        yield Finding(scope.id, *judged(place), on=scope.period.end, mend="communication.dependence")
