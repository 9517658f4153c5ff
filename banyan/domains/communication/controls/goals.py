"""What the yearly questions on the centre's goals prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from banyan.core import dated
from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.communication.queries import goals as asked
from banyan.domains.communication.rules import goals as rules
from banyan.domains.communication.settings import GOALS_FALL
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_PAGE = "communication.goals"


@control(
    "P2.7",
    kind="quality",
    title=noop("The staff is asked about the centre's goals every year"),
    judged=noop(
        "The newest closed round of the three questions, up to the end of the period. Too few answers to show a result, a "
        "mean that fell by more than %(goals_fall)s points since the round before, or a year that is over without a round "
        "want attention."
    ),
    settings=(GOALS_FALL,),
)
def asked_about_goals(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The trend of how far the staff stands behind the goals."""
    units = tree.current().units
    for scope, years in asked.years_at(scopes, period.end).items():
        end = scope.period.end
        newest = next((each for each in reversed(years) if each.survey.closes_on <= end), None)
        missed = rules.missed_year(newest.survey.year if newest else None, end)
        if missed is not None:
            yield Finding(scope.id, *rules.not_asked(missed), on=end, mend=_PAGE)
        elif newest is not None:
            before = years[years.index(newest) - 1].overall if years.index(newest) else None
            most = Decimal(str(dated.value(GOALS_FALL.key, end, units[scope.unit_id])))
            survey = newest.survey
            verdict = rules.judge(newest.overall, before, survey.answered, survey.eligible, most)
            yield Finding(scope.id, *verdict, survey, survey.closes_on, _PAGE)
