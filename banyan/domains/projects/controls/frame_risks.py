"""What risks and decisions prove: R3.2.9, R3.2.10, P3.6, P3.7."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from banyan.core.controls import ATTENTION, BREACH, GOOD, Finding, Scope, control
from banyan.domains.projects import settings
from banyan.domains.projects.models import Alternative, Decision, Hearing, NoRisk, Risk, RiskReview
from banyan.domains.projects.queries.life_proofs import number_of, rows_of
from banyan.domains.projects.rules.decisions import Prepared, missing_parts
from banyan.domains.projects.rules.risks import CATEGORIES, NOT_LOOKED_AT
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

Scopes = Sequence[Scope]


def _watched(rows: list[Risk], end: date) -> list[Risk]:
    return [
        row
        for row in rows
        if row.identified_on and row.identified_on <= end and not (row.closed_on and row.closed_on <= end)
    ]


@control(
    "R3.2.9",
    kind="duty",
    title=noop("Four categories of risk are considered"),
    judged=noop(
        "Policy, personnel, funding and service users each have a watched risk, or “none” said within "
        "%(risk_review_days)s days."
    ),
    settings=(settings.RISK_DAYS,),
    absent=noop("No risk is entered and no category was said to be without."),
)
def considered(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Risks and explicit "none" prove it; a silent category is at fault."""
    risks, nones = rows_of(Risk, scopes), rows_of(NoRisk, scopes)
    for scope in scopes:
        end = scope.period.end
        oldest = end - timedelta(days=number_of(settings.RISK_DAYS, scope))
        watched = _watched(risks[scope.id], end)
        said = {row.category: row for row in nones[scope.id] if row.said_on <= end}
        if not watched and not said:
            continue
        for row in watched:
            yield Finding(scope.id, GOOD, noop("The risk is watched."), row, row.reviewed_on)
        for category in (each for each in CATEGORIES if each not in {row.category for row in watched}):
            none = said.get(category)
            if none is None:
                words = NOT_LOOKED_AT[category]
                yield Finding(scope.id, BREACH, words, on=end, mend="projects.risk.new")
            elif none.said_on < oldest:
                yield Finding(scope.id, ATTENTION, noop("“None” was said too long ago."), none, none.said_on)
            else:
                yield Finding(scope.id, GOOD, noop("“None” was said for this category."), none, none.said_on)


@control(
    "R3.2.10",
    kind="quality",
    title=noop("High risks are reviewed again and again"),
    judged=noop("A risk from %(risk_high_from)s on is reviewed within %(risk_review_days)s days."),
    settings=(settings.RISK_HIGH, settings.RISK_DAYS),
)
def reviewed(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """The last review of each high risk, as it stood at the end of the period."""
    risks, reviews = rows_of(Risk, scopes), rows_of(RiskReview, scopes, through="risk__project")
    for scope in scopes:
        end, high = scope.period.end, number_of(settings.RISK_HIGH, scope)
        oldest = end - timedelta(days=number_of(settings.RISK_DAYS, scope))
        for row in _watched(risks[scope.id], end):
            own = [each for each in reviews[scope.id] if each.risk_id == row.pk and each.reviewed_on <= end]
            last = max(own, key=lambda each: (each.reviewed_on, each.pk), default=None)
            if last is None or last.likelihood * last.impact < high:
                continue
            late = last.reviewed_on < oldest
            words = noop("A high risk that nobody looked at again.") if late else noop("Reviewed in time.")
            yield Finding(scope.id, BREACH if late else GOOD, words, row, last.reviewed_on)


def _decided(scopes: Scopes) -> Iterator[tuple[Scope, Decision, Prepared]]:
    kept = rows_of(Decision, scopes)
    ways = rows_of(Alternative, scopes, through="decision__project")
    heard = rows_of(Hearing, scopes, through="decision__project")
    for scope in scopes:
        for row in kept[scope.id]:
            if row.decided_on and row.decided_on in scope.period:
                count = sum(each.decision_id == row.pk for each in ways[scope.id])
                people = tuple(each.heard_id for each in heard[scope.id] if each.decision_id == row.pk)
                yield scope, row, Prepared(row.level, row.situation, row.facts, row.criteria, count, people)


@control(
    "P3.6",
    kind="quality",
    title=noop("People are heard before the centre decides"),
    judged=noop("A decision of the centre names people other than the decider who were heard."),
)
def heard(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Decisions of the centre in the period."""
    for scope, row, prepared in _decided(scopes):
        if row.level == Decision.Level.CENTRE:
            lacks = any(clause == "P3.6" for clause, _words in missing_parts(prepared, row.decided_by_id))
            words = noop("Nobody was heard before it.") if lacks else noop("People were heard before it.")
            yield Finding(scope.id, BREACH if lacks else GOOD, words, row, row.decided_on)


@control(
    "P3.7",
    kind="quality",
    title=noop("Decisions are weighed and looked at again"),
    judged=noop(
        "Situation, facts, criteria and two alternatives are there, and the outcome is reviewed on its day."
    ),
)
def weighed(scopes: Scopes, period: Period, today: date) -> Iterator[Finding]:
    """Decisions in the period with what they lack."""
    for scope, row, prepared in _decided(scopes):
        if any(clause == "P3.7" for clause, _words in missing_parts(prepared, row.decided_by_id)):
            verdict, words = BREACH, noop("The sheet lacks a part.")
        elif row.reviewed_on is None and row.review_on and row.review_on < scope.period.end:
            verdict, words = ATTENTION, noop("The outcome was not reviewed on its day.")
        else:
            verdict, words = GOOD, noop("Weighed, and reviewed or not due yet.")
        yield Finding(scope.id, verdict, words, row, row.decided_on)
