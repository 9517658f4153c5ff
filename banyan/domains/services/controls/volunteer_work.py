"""What the keeping of volunteers proves: forms of training, posts, exchanges, rules, reviews, incentives, the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from banyan.core.controls import Finding, Scope, control
from banyan.core.controls.scopes import running
from banyan.core.identity import tree
from banyan.domains.services.community_settings import (
    EXCHANGE_DAYS,
    REVIEW_DAYS,
    RULES_DAYS,
    YEAR_DAYS,
    number,
)
from banyan.domains.services.models import VolunteerYear
from banyan.domains.services.queries import volunteer_work as asked
from banyan.domains.services.rules import volunteer_work as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_YEAR = timedelta(days=365)
_COURSE, _VOLUNTEER, _POST = "services.volunteercourse", "services.volunteer", "services.volunteerpost"


def _days(setting: object, scope: Scope, on: date) -> int:
    return number(setting, on, tree.current().units[scope.unit_id])  # type: ignore[arg-type]


@control(
    "R7.2.2",
    kind="quality",
    title=noop("Volunteers learn by theory, practice and shared cases"),
    judged=noop(
        "Within the year before the end of the period the station used all three forms. A form left out wants attention."
    ),
)
def three_forms(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The trainings of a year, by their form."""
    until = min(period.end, today)
    for project, held in asked.courses_over(scopes, until - _YEAR, until).items():
        if held:
            last = held[-1]
            judged = rules.forms_used([each.form for each in held])
            yield Finding.of(
                project, *judged, model=_COURSE, public_id=last.public_id, number=last.number, on=until
            )


@control(
    "R7.2.3",
    kind="quality",
    title=noop("A post that asks for training is filled by trained volunteers"),
    judged=noop(
        "Whoever filled a post in the period had the training for it before taking it. Without it, it is a breach."
    ),
)
def posts_trained(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Everybody who filled a post in the period."""
    until = min(period.end, today)
    for project, held, trained in asked.holdings_over(scopes, Period(min(period.start, until), until)):
        judged = rules.filled(held.post.needs_training, trained, held.since)
        yield Finding.of(
            project, *judged, model=_POST, public_id=held.post.public_id, number=held.label(), on=until
        )


@control(
    "R7.2.4",
    kind="quality",
    title=noop("Volunteers meet regularly to exchange"),
    judged=noop(
        "On the last day of the period the last exchange meeting lay no more than %(community_exchange_days)s days back. "
        "Longer wants attention. Stations without volunteers are not asked."
    ),
    settings=(EXCHANGE_DAYS,),
)
def exchanges(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The last exchange of each station that has volunteers."""
    until = min(period.end, today)
    with_people = {project for project, _rules, people in asked.rules_over(scopes, until) if people}
    courses = asked.courses_over(scopes, until - _YEAR, until)
    for scope in scopes:
        if scope.id not in with_people:
            continue
        held = [each for each in courses[scope.id] if each.kind == "exchange"]
        judged = rules.exchanged(
            held[-1].held_on if held else None, until, _days(EXCHANGE_DAYS, scope, until)
        )
        if held:
            last = held[-1]
            yield Finding.of(
                scope.id, *judged, model=_COURSE, public_id=last.public_id, number=last.number, on=until
            )
        else:
            yield Finding(scope.id, *judged, on=until)


@control(
    "R7.3.1",
    kind="quality",
    title=noop("Every volunteer accepted the rules in force"),
    judged=noop(
        "The station has rules of volunteering in force, and each volunteer accepted them within %(community_rules_days)s days. Without "
        "rules, or not accepted, it is a breach."
    ),
    settings=(RULES_DAYS,),
)
def rules_accepted(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Everybody on the register against the rules of their station."""
    until = min(period.end, today)
    days = {scope.id: _days(RULES_DAYS, scope, until) for scope in scopes}
    for project, holding, people in asked.rules_over(scopes, until):
        since = holding.since if holding else None
        for each, accepted_on in people if holding else people[:1]:
            judged = rules.accepted(since, each.registered_on, accepted_on, until, days[project])
            if judged:
                yield Finding.of(
                    project, *judged, model=_VOLUNTEER, public_id=each.public_id, number=each.number, on=until
                )


@control(
    "R7.3.2",
    kind="quality",
    title=noop("The service of volunteers is reviewed regularly"),
    judged=noop(
        "Each volunteer who served within the last %(community_review_days)s days was reviewed within them. Longer wants attention."
    ),
    settings=(REVIEW_DAYS,),
)
def service_reviewed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Everybody who serves, with the last review; newcomers have until the days are over."""
    until = min(period.end, today)
    days = _days(REVIEW_DAYS, scopes[0], until) if scopes else 0
    for project, each, first, last in asked.serving_over(scopes, until, days + days // 12):
        judged = rules.reviewed(last, first, until, days)
        if judged:
            yield Finding.of(
                project, *judged, model=_VOLUNTEER, public_id=each.public_id, number=each.number, on=until
            )


@control(
    "R7.4.1",
    kind="quality",
    title=noop("Certificate, reward in kind and advancement encourage volunteers"),
    judged=noop(
        "Within the year before the end of the period the station gave each of the three. One left out wants attention. "
        "Stations without volunteers are not asked."
    ),
)
def rewarded(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """What each station with volunteers gave within a year."""
    until = min(period.end, today)
    given = asked.rewards_over(scopes, until - _YEAR, until)
    for project, _holding, people in asked.rules_over(scopes, until):
        if people:
            yield Finding(project, *rules.rewarded(given[project]), on=until)


@control(
    "R7.4.2",
    kind="quality",
    title=noop("The hours of a certificate are the hours approved"),
    judged=noop(
        "The hours of each certificate issued in the period and still valid equal the sum of the records approved when it was "
        "issued. Anything else is a breach."
    ),
)
def certificates_hold(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every certificate of the period, summed anew."""
    for project, paper, hours in asked.certificates_over(scopes, period):
        judged = rules.certified(paper.hours, hours)
        yield Finding.of(
            project, *judged, model="services.volunteercertificate", public_id=paper.public_id, number=paper.number,
            on=paper.issued_on,
        )  # fmt: skip


@control(
    "R7.4.4",
    kind="quality",
    title=noop("Each year of volunteering is summed up and judged"),
    judged=noop(
        "A year of the project that ended by the end of the period is summed up within %(volunteer_year_days)s days. Late wants attention, "
        "missing is a breach."
    ),
    settings=(YEAR_DAYS,),
)
def years_summed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every calendar year that ended while the project runs, from its sum."""
    until = min(period.end, today)
    kept = asked.years_over(scopes)
    begun = {each.id: each.starts_on for each in running([scope.id for scope in scopes])}
    stations = {project for project, _rules, people in asked.rules_over(scopes, until) if people}
    for scope in scopes:
        days = _days(YEAR_DAYS, scope, until)
        for ends_on in _ends(period, until, days) if scope.id in stations else ():
            if ends_on >= begun[scope.id]:
                yield from _sum_of(scope, kept.get(scope.id, []), ends_on, (until, days))


def _sum_of(
    scope: Scope, kept: list[VolunteerYear], ends_on: date, bound: tuple[date, int]
) -> Iterator[Finding]:
    paper = next((each for each in reversed(kept) if each.starts_on <= ends_on <= each.ends_on), None)
    if paper is None:
        judged = rules.summed_up(rules.YearDue(ends_on, None, False), *bound)
        if judged:
            yield Finding(scope.id, *judged, on=bound[0])
        return
    due = rules.YearDue(ends_on, paper.handed_on, paper.state == VolunteerYear.State.ACCEPTED)
    judged = rules.summed_up(due, *bound)
    if judged:
        yield Finding.of(
            scope.id, *judged, model="services.volunteeryear", public_id=paper.public_id, number=paper.number, on=bound[0]
        )  # fmt: skip


def _ends(period: Period, until: date, days: int) -> list[date]:
    """The ends of calendar years whose sum was due, or could be handed in, within the period."""
    ends = [date(year, 12, 31) for year in range(period.start.year - 1, until.year + 1)]
    return [each for each in ends if each <= until and each + timedelta(days=days) >= period.start]
