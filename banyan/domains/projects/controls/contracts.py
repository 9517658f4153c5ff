"""What the contract side of projects proves: lawful, under contract, counted, reported for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from banyan.core import dated
from banyan.core.controls import ATTENTION, GOOD, Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.projects.queries import proving as asked
from banyan.domains.projects.rules import proving
from banyan.domains.projects.settings import FREEZE_DAY, FREEZE_HOUR, REGISTRATION_DAYS
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_PROJECT = "projects.project"


@control(
    "R1.2.1",
    kind="duty",
    title=noop("The rules hold for every project, whatever its type"),
    judged=noop(
        "A project of any type is under contract on each day of the period and says by which indicators it is measured. No "
        "contract or no indicator is a breach; days without a contract want attention."
    ),
)
def every_type(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each project against its contract and its indicators; its type is not asked for."""
    projects, contracts = asked.projects_of(scopes), asked.contracts_of(scopes)
    indicators = asked.indicators_of(scopes)
    for scope in scopes:
        covered = asked.covered_days(contracts[scope.id], scope)
        judged = proving.under_contract(covered, scope.period.days)
        record = contracts[scope.id][-1] if contracts[scope.id] else projects[scope.id]
        yield Finding(scope.id, *judged, record, scope.period.end)
        counted = proving.counted_by(bool(indicators[scope.id]))
        yield Finding(scope.id, *counted, projects[scope.id], scope.period.end, "projects.indicator.list")


@control(
    "R1.3.1",
    kind="duty",
    title=noop("Lawful: a legal basis and a valid registration"),
    judged=noop(
        "The project names its legal basis, and the agency's registration is valid to the end of the period. A registration "
        "that ends within %(registration_warning_days)s days, or none entered, wants attention; a missing basis or an ended "
        "registration is a breach."
    ),
    settings=(REGISTRATION_DAYS,),
)
def lawful(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each project against its legal basis and the registration of the agency."""
    projects = asked.projects_of(scopes)
    for scope in scopes:
        project, on = projects[scope.id], scope.period.end
        days = int(dated.value(REGISTRATION_DAYS.key, on, tree.current().units[scope.unit_id]))
        yield Finding(scope.id, *proving.lawful_basis(project.legal_basis), project, on)
        judged = proving.registered(project.registered_until, scope.period.start, on, days)
        yield Finding(scope.id, *judged, project, on)


@control(
    "R2.2.13",
    kind="quality",
    title=noop("Figures kept so that they can be counted again"),
    judged=noop(
        "The figures of each month are frozen by day %(freeze_day)s of the next, %(freeze_hour)s o'clock, and the bookings bear "
        "them out. A month left open wants attention; frozen figures that the bookings do not give are a breach."
    ),
    settings=(FREEZE_DAY, FREEZE_HOUR),
)
def figures_for_good(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each month that is over against its freeze, and the freeze against the bookings."""
    projects, frozen = asked.projects_of(scopes), asked.freezes(scopes)
    months = list(asked.months_to_close(scopes, projects))
    booked = asked.figures_by_month(scopes, sorted({month for _scope, month, _closes in months} or {today}))
    now = datetime.combine(today, time.min)
    for scope, month, closes in months:
        row = frozen.get((scope.id, month))
        judged = proving.frozen(month, closes, row.frozen_at if row else None, now)
        if judged is not None:
            yield _of_month(scope, month, judged)
        if row is not None:
            same = booked.get((scope.id, month), {}) == row.figures
            yield _of_month(scope, month, proving.reproducible(month, same))


@control(
    "R1.1.2",
    kind="duty",
    title=noop("Each purpose has its measure"),
    judged=noop(
        "Goals, quality, needs, load of the team and cost of a result each have a figure for the period. A purpose that nobody "
        "measured says so and wants attention."
    ),
)
def goals_measured(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The first of the five purposes: the goals reached, counted by the contract's indicators."""
    for project, (on_time, every) in asked.reached(scopes).items():
        scope = next(each for each in scopes if each.id == project)
        if every:
            words = noop("Goals: %(reached)s of %(all)s indicators have reached what was due")
            said, verdict = sentence(words, reached=on_time, all=every), GOOD
        else:
            said, verdict = sentence(noop("Goals: not measured, no indicator grows with time")), ATTENTION
        yield Finding(project, verdict, said, on=scope.period.end, mend="projects.ledger")


def _of_month(scope: Scope, month: date, judged: proving.Judged) -> Finding:
    verdict, said = judged
    return Finding.of(
        scope.id,
        verdict,
        said,
        model=_PROJECT,
        public_id=scope.id,
        number=f"{scope.number}/{month:%Y-%m}",
        on=month,
    )
