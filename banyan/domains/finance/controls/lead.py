"""The project lead answers for the money (R2.2.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import Finding, Scope, control
from banyan.domains.finance.models import Budget, OverspendAlert
from banyan.domains.finance.queries.alerts import alerts_of
from banyan.domains.finance.queries.proving import books_of
from banyan.domains.finance.rules import alerts as rules
from banyan.domains.finance.settings import ALERT_WORKDAYS
from banyan.domains.projects import public as projects
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop

_BUDGET = Budget._meta.label_lower


@control(
    "R2.2.10",
    kind="duty",
    title=noop("The project lead answers for the money"),
    judged=noop(
        "At the end of the period the budget has a lead who answers for it. Every overspent item was told to whoever led the "
        "project that day; not told is a breach, not answered within %(alert_workdays)s working days wants attention."
    ),
    settings=(ALERT_WORKDAYS,),
    absent=noop("The project has no budget that anybody could answer for."),
)
def lead_answers(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each budget with its lead, each overspent item with what the lead was told."""
    leads, told = projects.leaders([scope.id for scope in scopes]), alerts_of(scopes)
    for books in books_of(scopes, today):
        scope = books.scope
        if books.budget is None:
            continue
        judged = rules.owned(leads(scope.id, scope.period.end) is not None)
        yield Finding.of(
            scope.id, *judged, model=_BUDGET, public_id=books.budget.public_id, number=books.budget.number,
            on=scope.period.end,
        )  # fmt: skip
        for over in rules.overspent(books.findings):
            alert = next((each for each in told.get(scope.id, ()) if each.item == over.item), None)
            known = _told(alert, leads(scope.id, alert.told_on)) if alert else None
            yield Finding(scope.id, *rules.judged(over, known, today), alert, scope.period.end)


def _told(alert: OverspendAlert, lead: int | None) -> rules.Told:
    is_answered = alert.state == OverspendAlert.State.ANSWERED
    return rules.Told(lead is not None and alert.told_to_id == lead, alert.due_on, is_answered)
