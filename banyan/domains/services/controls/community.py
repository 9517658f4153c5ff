"""What work in the community proves: teams sat with and reaching people, counts that are fresh, large events permitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import units_of
from banyan.domains.services.community_settings import COUNT_DAYS, TALK_DAYS, TEAM_EVENTS, number
from banyan.domains.services.models import ResidentTeam
from banyan.domains.services.queries.community import group_counts
from banyan.domains.services.queries.safety import large_ones
from banyan.domains.services.queries.teams import taking_part, teams_over
from banyan.domains.services.rules import community, proving
from banyan.domains.services.rules import teams as rules
from banyan.domains.services.settings import PERMIT_FROM, SAFETY_NOTICE, safety_sizes
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_TEAM = "services.residentteam"


@control(
    "R1.3.1",
    kind="quality",
    title=noop("Large activities have their notice or permit"),
    judged=noop(
        "Each activity from %(permit_from)s expected people on had its permit on the day; without it is a breach. Above "
        "%(safety_notice_above)s people the public-safety notice is named; none named wants attention."
    ),
    settings=(PERMIT_FROM, SAFETY_NOTICE),
)
def permitted_by_size(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every large activity whose day has come against its permit."""
    units = units_of(scopes)
    for project, activity, permits in large_ones(scopes, period):
        sizes = safety_sizes(activity.held_on, units[project])
        judged = proving.permitted(
            activity.expected, activity.held_on, permits, sizes, activity.safety_notice
        )
        if judged:
            yield Finding.of(
                project, *judged, model="services.activity", public_id=activity.public_id, number=activity.number,
                on=activity.held_on,
            )  # fmt: skip


@control(
    "W4.2",
    kind="quality",
    title=noop("Somebody of the staff sits with each team of residents"),
    judged=noop(
        "With each team of residents a worker sat within %(community_team_talk_days)s days. Longer wants attention."
    ),
    settings=(TALK_DAYS,),
)
def sat_with(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every team of the period against the last talk."""
    units = units_of(scopes)
    until = min(period.end, today)
    for project, team, talked_on in teams_over(scopes, period, until):
        last = min(until, team.ended_on) if team.ended_on else until
        judged = rules.counselled(talked_on, team.founded_on, last, number(TALK_DAYS, last, units[project]))
        yield Finding.of(project, *judged, model=_TEAM, public_id=team.public_id, number=team.number, on=last)


@control(
    "W6.2",
    kind="quality",
    title=noop("The floating population is counted, with day and source"),
    judged=noop(
        "Each group counted in a community of the station was counted within %(community_count_days)s days. Older wants "
        "attention, for reach is measured against it."
    ),
    settings=(COUNT_DAYS,),
)
def counted_afresh(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The newest count of each group in each area."""
    units = units_of(scopes)
    until = min(period.end, today)
    for project, each in group_counts(scopes, until):
        judged = community.count_judged(each.counted_on, until, number(COUNT_DAYS, until, units[project]))
        yield Finding.of(
            project,
            *judged,
            model="services.groupcount",
            public_id=each.public_id,
            number=each.label(),
            on=until,
        )


@control(
    "W6.6",
    kind="quality",
    title=noop("Women who take part are counted each once, against those who live there"),
    judged=noop(
        "For each fitness team: distinct women of its community who signed in within a year, over the women living there on "
        "a day with its source, never sign-ins. Fewer than %(community_team_events)s events in the year, a share below what "
        "the team wants, or no count of those living there wants attention."
    ),
    settings=(TEAM_EVENTS,),
)
def women_took_part(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every fitness team against its reach."""
    units = units_of(scopes)
    until = min(period.end, today)
    found = [
        (project, team)
        for project, team, _talked in teams_over(scopes, period, until)
        if team.kind == ResidentTeam.Kind.FITNESS
    ]
    parts = taking_part([team for _project, team in found], until) if found else {}
    for project, team in found:
        judged = rules.took_part(
            parts[team.pk], team.women_target, number(TEAM_EVENTS, until, units[project])
        )
        yield Finding.of(
            project, *judged, model=_TEAM, public_id=team.public_id, number=team.number, on=until
        )
