"""What public life proves: brands and their results, festivals kept, experts who spoke, visitors heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from banyan.core.controls import Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.services.community_settings import FESTIVAL_DAYS, MATTER_DAYS, number
from banyan.domains.services.queries import public_life as asked
from banyan.domains.services.rules import festivals
from banyan.domains.services.rules import public_life as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_YEAR = timedelta(days=365)


@control(
    "W4.3",
    kind="quality",
    title=noop("Brands and their public results can be looked up"),
    judged=noop(
        "Each public result of the period has its proof: the activity it came from, an address on the web, or a file. "
        "Without any it wants attention."
    ),
)
def results_proven(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every result shown in the period."""
    for project, shown, filed in asked.showings_over(scopes, period):
        judged = rules.proven(shown.link, shown.activity_id is not None, filed)
        yield Finding.of(
            project, *judged, model="services.showing", public_id=shown.public_id, number=shown.number, on=shown.shown_on
        )  # fmt: skip


@control(
    "W5.1",
    kind="quality",
    title=noop("Something is held for each of the great festivals"),
    judged=noop(
        "For Spring Festival, Women's Day, Dragon Boat, Mid-Autumn and Double Ninth the station held an activity within "
        "%(festival_days)s days of the day, which goes by the moon of the year. Otherwise it wants attention."
    ),
    settings=(FESTIVAL_DAYS,),
)
def festivals_kept(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every festival of the period whose days are over."""
    most = max((_days_at(scope, period.start) for scope in scopes), default=0)
    held = asked.festive_over(scopes, period, most)
    for scope in scopes:
        days = _days_at(scope, period.start)
        for day, festival in festivals.within(scope.period):
            if day + timedelta(days=days) <= today:
                yield Finding(
                    scope.id, *festivals.kept(day, held[scope.id].get(festival.value, ()), days), on=day
                )


def _days_at(scope: Scope, on: date) -> int:
    return number(FESTIVAL_DAYS, on, tree.current().units[scope.unit_id])


@control(
    "W5.2",
    kind="quality",
    title=noop("Experts speak on family education, law and health"),
    judged=noop(
        "Within the year before the end of the period experts spoke on each of the three fields at activities of the project. "
        "A field left out wants attention; where none spoke at all nothing is said."
    ),
)
def experts_spoke(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The fields of a year's lectures."""
    until = min(period.end, today)
    for project, fields in asked.fields_lectured(scopes, until - _YEAR, until).items():
        if fields:
            yield Finding(project, *rules.lectured(fields), on=until)


@control(
    "W5.4",
    kind="quality",
    title=noop("Visitors are heard, and their matter ends or goes on as a case"),
    judged=noop(
        "The matter of each visitor is settled, or goes on as a case, within %(community_matter_days)s days. Longer "
        "wants attention; violence in the family without a case is a breach."
    ),
    settings=(MATTER_DAYS,),
)
def visitors_heard(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every matter that was open in the period, as it stood at its end."""
    until = min(period.end, today)
    units = {scope.id: tree.current().units[scope.unit_id] for scope in scopes}
    for project, visit in asked.receptions_over(scopes, period, until):
        settled = visit.settled_on is not None and visit.settled_on <= until
        days = number(MATTER_DAYS, visit.came_on, units[project])
        judged = rules.followed(
            visit.matter, visit.case_id is not None, settled, (until - visit.came_on).days, days
        )
        yield Finding.of(
            project, *judged, model="services.reception", public_id=visit.public_id, number=visit.number, on=visit.came_on
        )  # fmt: skip
