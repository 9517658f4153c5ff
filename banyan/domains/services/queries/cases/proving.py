"""Cases as controls judge them, read once for all projects.

Guarded cases are not among them: findings are read and counted by many, and a row without a number tells that there is a
file, since when, and what is wrong with it. Their papers are judged on their own page, for whoever reads them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from banyan.core.controls import Scope
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CasePresence, CaseWorker
from banyan.domains.services.queries.cases.facts import facts_of_all
from banyan.domains.services.queries.cases.team import place_of
from banyan.domains.services.rules.cases.stages import Facts
from banyan.domains.services.rules.cases.team import Place
from banyan.foundation.periods import Period


@dataclass(frozen=True)
class Proof:
    """A case with what is judged of it."""

    case: Case
    project: UUID
    facts: Facts
    team: list[Place] = field(default_factory=list)
    hours: dict[str, int] = field(default_factory=dict)


def closed_cases(scopes: Sequence[Scope], period: Period) -> list[Proof]:
    """Cases closed in the period that had been begun. Three statements."""
    closed = Case.everything.filter(_of(scopes), closed_on__range=(period.start, period.end))
    cases = list(closed.select_related("project").order_by("closed_on", "pk"))
    facts = facts_of_all(cases)
    return [
        Proof(case, case.project.public_id, facts[case.pk])
        for case in cases
        if facts[case.pk].first_contact_on
    ]  # type: ignore[union-attr]


def running_cases(scopes: Sequence[Scope], period: Period) -> list[Proof]:
    """Cases accepted by the end of the period and not closed before it began, with team and minutes. Three statements."""
    found = Case.everything.filter(_of(scopes), opened_on__lte=period.end).exclude(closed_on__lt=period.start)
    cases = list(found.select_related("project").order_by("opened_on", "pk"))
    team: dict[int, list[Place]] = defaultdict(list)
    for worker in CaseWorker.everything.filter(case__in=cases):
        team[worker.case_id].append(place_of(worker))
    hours: dict[int, dict[str, int]] = defaultdict(dict)
    spent = CasePresence.everything.filter(case__in=cases, contact__state=CaseContact.State.FILED)
    for case, role, minutes in spent.values_list("case_id", "role").annotate(Sum("minutes")):
        hours[case][role] = minutes
    return [
        Proof(case, case.project.public_id, Facts(accepted_on=case.opened_on), team[case.pk], hours[case.pk])  # type: ignore[union-attr]
        for case in cases
    ]


def last_reviews(cases: Sequence[Case], until: date) -> dict[int, date]:
    """Case → the last day on which it was reviewed with the client. One statement."""
    kept = CaseDocument.everything.filter(
        case__in=cases, kind=CaseDocument.Kind.REVIEW, state__in=("filed", "approved"), happened_on__lte=until
    )
    return dict(kept.order_by().values_list("case_id").annotate(Max("happened_on")))


def contacts_by_function(scopes: Sequence[Scope], period: Period) -> dict[UUID, tuple[int, int]]:
    """Project → contacts of the period, and those that served case management. One statement."""
    met = CaseContact.everything.filter(
        case__project__public_id__in=[scope.id for scope in scopes], state=CaseContact.State.FILED,
        held_on__range=(period.start, period.end),
    ).exclude(CaseContact.closed())  # fmt: skip
    managing = Count("pk", filter=~Q(function=CaseContact.Function.DIRECT))
    rows = met.order_by().values("case__project__public_id").annotate(contacts=Count("pk"), managing=managing)
    return {row["case__project__public_id"]: (row["contacts"], row["managing"]) for row in rows}


def told(case: Case) -> dict[str, Any]:
    """How a finding names a case."""
    return {"model": case._meta.label_lower, "public_id": case.public_id, "number": case.number}


def last_day(case: Case, period_end: date) -> date:
    """The last day on which a case of a period is judged."""
    return min(period_end, case.closed_on) if case.closed_on else period_end


def _of(scopes: Sequence[Scope]) -> Q:
    return Q(project__public_id__in=[scope.id for scope in scopes]) & ~Case.closed()
