"""What those served say, and whether it rises (R4.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.services.queries import satisfied as asked
from banyan.domains.services.rules import satisfied as rules
from banyan.domains.services.settings import LEAST_ANSWERS, MOST_FALL
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

KINDS = {
    asked.ACTIVITIES: (noop("Satisfaction with activities"), "services.activity.list"),
    asked.GROUPS: (noop("Satisfaction with groups"), "services.group.list"),
    asked.CASES: (noop("Satisfaction with casework"), "services.case.list"),
}


@control(
    "R4.2.3",
    kind="quality",
    title=noop("Satisfaction is followed kind by kind of service"),
    judged=noop(
        "The mean of what those served answered from 1 to 5 stands beside that of the span of equal length before, for "
        "activities, groups and casework. Fewer than %(satisfaction_least_answers)s answers, or a fall of more than "
        "%(satisfaction_most_fall)s, want attention."
    ),
    settings=(LEAST_ANSWERS, MOST_FALL),
)
def satisfaction_followed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each kind of service of which anybody was asked, now or before."""
    now, before = asked.said_of(scopes), asked.said_of(asked.before(scopes))
    for scope in scopes:
        unit, end = tree.current().units[scope.unit_id], scope.period.end
        least = int(dated.value(LEAST_ANSWERS.key, end, unit))
        fall = Decimal(str(dated.value(MOST_FALL.key, end, unit)))
        for kind, (words, page) in KINDS.items():
            told, former = now.get((scope.id, kind)), before.get((scope.id, kind))
            if told or former:
                judged = rules.trend(words, told or rules.Said(), former or rules.Said(), least, fall)
                yield Finding(scope.id, *judged, on=end, mend=page)
