"""Who answers for what is agreed, ended and never rewritten; contracts state how many people a centre owes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import Unit
from banyan.domains.staff.models import ContractedPlaces, Responsibility, ResponsibilityField
from banyan.domains.staff.rules import responsibility as rules
from banyan.domains.staff.rules import serving


@deed(ResponsibilityField, "make_field", new=True, label=_("New field of responsibility"), icon="plus")
def name_field(field: ResponsibilityField, by: Actor, now: datetime) -> None:
    """Add a target group, a need or a service line that somebody has to answer for."""
    serving.check_ages(field.age_from, field.age_to)
    field.number = numbering.take(ResponsibilityField.number_pattern, field.unit, now.year)


@deed(ResponsibilityField, "edit_field", label=_("Edit"), icon="pencil")
def change_field(field: ResponsibilityField, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a field, say which records belong to it, or that it is not needed here (any more)."""
    for name, value in changes.items():
        setattr(field, name, value)
    serving.check_ages(field.age_from, field.age_to)


@deed(Responsibility, "assign", new=True, label=_("Assign a responsibility"), icon="user-star")
def assign(duty: Responsibility, by: Actor, now: datetime) -> None:
    """Agree that a department leads or supports a field from a day on (P1.4)."""
    rules.check_period(duty.starts_on, duty.ends_on)
    duty.number = numbering.take(Responsibility.number_pattern, duty.unit, now.year)


@deed(Responsibility, "end", label=_("End the responsibility"), danger=True, icon="user-minus")
def end_responsibility(duty: Responsibility, by: Actor, now: datetime, ends_on: date, reason: str) -> None:
    """Take a field off a department after a day; what it did until then stays with it (P1.5)."""
    rules.check_period(duty.starts_on, ends_on)
    duty.ends_on, duty.reason = ends_on, reason


def follow_contract(
    *, unit: Unit, contract_number: str, places: int, starts_on: date, ends_on: date, **project: Any
) -> ContractedPlaces:
    """Keep what a contract asks of a centre in step with the contract, inside the deed that writes the contract.

    `project` may bring `project_number` and `project_id`. The contract's own line of the trail tells the change.
    """
    kept, _made = ContractedPlaces.everything.update_or_create(
        unit=unit,
        contract_number=contract_number,
        defaults={"places": places, "starts_on": starts_on, "ends_on": ends_on, **project},
    )
    return kept
