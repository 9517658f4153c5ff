"""What the register of volunteers proves: told and agreed, inducted, insured, thanked; skills that met needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import units_of
from banyan.domains.services.community_settings import NEED_DAYS, number
from banyan.domains.services.models import Volunteer
from banyan.domains.services.queries.volunteer_work import rewards_over
from banyan.domains.services.queries.volunteers import needs_over, served_days, volunteers_over
from banyan.domains.services.rules import volunteers as rules
from banyan.domains.services.settings import age_limits
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_ACTIVITY, _VOLUNTEER = "services.activity", "services.volunteer"


@control(
    "R7.2.1",
    kind="quality",
    title=noop("Volunteers are inducted before they first serve"),
    judged=noop(
        "Each sign-in of a volunteer comes after the day of induction. Before it is a breach; a number that is not on the "
        "register wants attention."
    ),
)
def inducted_first(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every day of service of the period against the induction."""
    for each in served_days(scopes, period):
        trained = each.volunteer.trained_on if each.volunteer else None
        judged = rules.inducted(trained, each.on, each.volunteer is not None)
        yield Finding.of(
            each.project, *judged, model=_ACTIVITY, public_id=each.activity, number=each.number, on=each.on
        )


@control(
    "R7.3.3",
    kind="quality",
    title=noop("Volunteers are insured on the days they serve"),
    judged=noop("Each day of service lies inside the volunteer's insurance. Outside wants attention."),
)
def insured_while_serving(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every day of service of the period against the insurance."""
    for each in served_days(scopes, period):
        covers = each.volunteer.covers.all() if each.volunteer else ()
        judged = rules.insured([(cover.starts_on, cover.ends_on) for cover in covers], each.on)
        yield Finding.of(
            each.project, *judged, model=_ACTIVITY, public_id=each.activity, number=each.number, on=each.on
        )


@control(
    "R7.1.4",
    kind="quality",
    title=noop("A guardian agrees where a volunteer is under age"),
    judged=noop(
        "For each volunteer who was under age on joining the guardian agreed. Otherwise it is a breach."
    ),
)
def guardians_agreed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every volunteer on the register who joined under age."""
    until = min(period.end, today)
    for project, each in volunteers_over(scopes, until):
        joined = each.registered_on or until
        if each.left_on and each.left_on < period.start:
            continue
        judged = rules.guarded(each.born_on, each.guardian_agreed_on, joined, age_limits(joined).adult_from)
        if judged:
            yield Finding.of(
                project, *judged, model=_VOLUNTEER, public_id=each.public_id, number=each.number, on=until
            )


@control(
    "R7.4.3",
    kind="quality",
    title=noop("Volunteers who leave are thanked"),
    judged=noop("Whoever left in the period was thanked. Otherwise it wants attention."),
)
def left_with_thanks(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every volunteer who left in the period."""
    for project, each in volunteers_over(scopes, min(period.end, today)):
        if each.state == Volunteer.State.LEFT and each.left_on and each.left_on in period:
            judged = rules.thanked(each.thanked_on)
            yield Finding.of(
                project,
                *judged,
                model=_VOLUNTEER,
                public_id=each.public_id,
                number=each.number,
                on=each.left_on,
            )


@control(
    "W6.5",
    kind="quality",
    title=noop("Residents' skills meet what families of every housing and kind need"),
    judged=noop(
        "Each need of a family was matched within %(community_need_days)s days with a volunteer who has the skill. Longer, or "
        "matched with somebody without it, wants attention."
    ),
    settings=(NEED_DAYS,),
)
def skills_met_needs(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every need that was open in the period."""
    units = units_of(scopes)
    until = min(period.end, today)
    for project, need in needs_over(scopes, period, until):
        matched_on = need.matched_on if need.matched_on and need.matched_on <= until else None
        fits = need.volunteer is not None and need.skill in rules.skills(need.volunteer.skills)
        judged = rules.matched(
            need.asked_on, matched_on, until, number(NEED_DAYS, need.asked_on, units[project]), fits
        )
        yield Finding.of(
            project,
            *judged,
            model="services.familyneed",
            public_id=need.public_id,
            number=need.number,
            on=until,
        )


@control(
    "R7.1.3",
    kind="quality",
    title=noop("Nobody volunteers without having been told and having agreed"),
    judged=noop(
        "Each volunteer who registered in the period was told and agreed by that day. Otherwise it is a breach."
    ),
)
def told_and_agreed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Everybody who registered in the period."""
    for project, each in volunteers_over(scopes, min(period.end, today)):
        if each.registered_on and each.registered_on in period:
            judged = rules.agreed(each.agreed_on, each.registered_on)
            yield Finding.of(
                project, *judged, model=_VOLUNTEER, public_id=each.public_id, number=each.number, on=each.registered_on
            )  # fmt: skip


@control(
    "R7.1.2",
    kind="quality",
    title=noop("Volunteers are won in several ways"),
    judged=noop(
        "Those who registered within the year before the end of the period came in at least two ways. One way alone wants attention."
    ),
)
def several_ways(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The ways in which a year's newcomers came."""
    until = min(period.end, today)
    ways: dict[UUID, list[str]] = defaultdict(list)
    for project, each in volunteers_over(scopes, until):
        if each.registered_on and each.registered_on > until - timedelta(days=365):
            ways[project].append(each.channel)
    for project, found in ways.items():
        yield Finding(project, *rules.won_in(found), on=until)


@control(
    "R7.3.4",
    kind="quality",
    title=noop("Outstanding volunteers are commended"),
    judged=noop(
        "Within the year before the end of the period the station commended somebody. Otherwise it wants attention; "
        "stations without volunteers are not asked."
    ),
)
def commended(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """What each station with volunteers gave within a year."""
    until = min(period.end, today)
    given = rewards_over(scopes, until - timedelta(days=365), until)
    for project in {project for project, _each in volunteers_over(scopes, until)}:
        yield Finding(project, *rules.commended(bool({"commendation", "stars"} & given[project])), on=until)
