"""A newly registered volunteer as evidence: counted once by the contract that won them, by nationwide number where known."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import at_noon, proposed
from banyan.domains.services.models import Volunteer

KIND = projects.Kind.VOLUNTEER


def project_for(unit: Any, on: date) -> Any:
    """The one running project of a station whose contract counts new volunteers; nothing where none or several do."""
    running = projects.Project.everything.filter(
        unit__path__startswith=unit.centre.path, state=projects.Project.State.RUNNING
    )
    found = [each for each in running.order_by("number") if projects.indicators_for(each, KIND, on)]
    return found[0] if len(found) == 1 else None


def hand_in(volunteer: Volunteer, former: Any = None) -> None:
    """Offer a volunteer to the ledger, and take them back from a project that did not win them after all."""
    if former is not None and former != volunteer.project:
        projects.withdraw(former.public_id, volunteer._meta.label_lower, volunteer.public_id)
    for given in evidences_of(volunteer):
        projects.offer(given)


def evidences_of(volunteer: Volunteer) -> list[projects.Evidence]:
    """What somebody who registered is in the ledger: one person, complete once informed and agreed."""
    if volunteer.project is None or volunteer.registered_on is None:
        return []
    key = f"national {volunteer.national_number}" if volunteer.national_number else str(volunteer.public_id)
    lacking = () if volunteer.agreed_on else ("consent_missing",)
    unit, on = volunteer.unit, volunteer.registered_on
    return [
        projects.Evidence(
            project=volunteer.project.public_id, source_model=volunteer._meta.label_lower,
            source_public_id=volunteer.public_id, source_number=volunteer.number, kind=KIND, happened_on=on,
            shares=proposed(volunteer.project, KIND, "", unit, on), volunteers=1, persons=(key,),
            women=(key,) if volunteer.sex == "female" else (), labels={key: volunteer.number}, complete=not lacking,
            approved=True, missing=lacking, approved_at=at_noon(volunteer.agreed_on or on),
        )
    ]  # fmt: skip
