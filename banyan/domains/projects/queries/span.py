"""The days that a page of a project is about."""

from __future__ import annotations

from datetime import date

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Contract, Project
from banyan.domains.projects.queries.cockpit import contract_on
from banyan.foundation.periods import Period


def span_of(project: Project, by: Actor, today: date) -> Period:
    """The contract in force, else the calendar year."""
    contract = contract_on(Contract.objects.visible_to(by).filter(project=project), today)
    if contract is None:
        return Period(date(today.year, 1, 1), date(today.year, 12, 31))
    return Period(contract.starts_on, contract.ends_on)
