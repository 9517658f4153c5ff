"""The front door of the projects room: rooms above hand in evidence here and ask what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.ledger import offer, withdraw
from banyan.domains.projects.deeds.months import freeze, freeze_due
from banyan.domains.projects.models import Indicator, Project
from banyan.domains.projects.models.sources import may_be_closed
from banyan.domains.projects.queries.answers import answer
from banyan.domains.projects.queries.choices import candidates
from banyan.domains.projects.queries.desk import bars_for, year_of
from banyan.domains.projects.queries.evidence import Worth, standing_of, standing_of_all
from banyan.domains.projects.queries.leading import leaders as leaders
from banyan.domains.projects.queries.people import Served, first_services_known_by
from banyan.domains.projects.queries.proof import disagreements as _disagreements
from banyan.domains.projects.queries.proof import evidence_against
from banyan.domains.projects.queries.sources import hands_in
from banyan.domains.projects.queries.year import contract_years as contract_years
from banyan.domains.projects.queries.year import ruler_on as ruler_on
from banyan.domains.projects.rules.evidence import Evidence, LeftOut
from banyan.domains.projects.rules.measures import Kind, Measure
from banyan.domains.projects.rules.propose import Candidate, Work
from banyan.domains.projects.rules.propose import propose as _propose
from banyan.domains.projects.rules.shares import check_shares as _check_shares

__all__ = [
    "Candidate",
    "Evidence",
    "Kind",
    "LeftOut",
    "Measure",
    "Project",
    "Served",
    "Worth",
    "bars_for",
    "check_shares",
    "disagreements",
    "evidence_against",
    "first_services_known_by",
    "freeze",
    "freeze_due",
    "hands_in",
    "indicators_for",
    "ledger",
    "may_be_closed",
    "offer",
    "project_by_number",
    "projects_of",
    "propose",
    "standing_of",
    "standing_of_all",
    "withdraw",
    "year_of",
]


def project_by_number(number: str, by: Actor) -> Any | None:
    """The project that the actor may see under this number."""
    return Project.objects.visible_to(by).filter(number=number).select_related("unit").first()


def projects_of(by: Actor) -> Any:
    """The running projects that the actor may see, as a queryset."""
    return Project.objects.visible_to(by).filter(state=Project.State.RUNNING).order_by("number")


def indicators_for(project: Any, kind: Kind, on: date) -> list[Candidate]:
    """The indicators that this kind of work may be planned for; those that gather all work are left out."""
    every = [each for each in candidates(project, on) if each.rule and each.rule.accepts(kind)]
    return [each for each in every if each.rule and not each.rule.is_cross_cutting]


def propose(project: Any, work: Work, on: date) -> dict[str, int]:
    """Percent by indicator code that this work probably belongs to; a person confirms."""
    return _propose(work, candidates(project, on))


def check_shares(project: Any, shares: Mapping[str, Any], on: date) -> None:
    """Refuse shares that do not make one event under the indicators of this project."""
    found = {each.code: each.rule for each in candidates(project, on)}
    _check_shares(shares, {code: rule.measure if rule else Measure.COVERAGE for code, rule in found.items()})


def ledger(number: str, by: Actor, on: date, until: date | None = None) -> list[dict[str, Any]] | None:
    """Per indicator `code`, `name`, `target`, `unit`, `counted`, `pending`, `not_counted` (`source`, `reason`), by `until`."""
    project = project_by_number(number, by)
    if project is None:
        return None
    indicators = Indicator.objects.visible_to(by).filter(project=project)
    return answer(project, indicators, by, on, until)


def disagreements() -> list[Any]:
    """Sentences about everything in the ledger that its rules do not bear out; nothing when all is well."""
    return list(_disagreements())
