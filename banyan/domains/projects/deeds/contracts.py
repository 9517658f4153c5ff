"""What is done to projects, contracts, instalments and milestones."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.finding import make_findable
from banyan.domains.projects.models import Contract, Instalment, Milestone, Project
from banyan.domains.projects.rules.contract import (
    check_days,
    check_number_is_free,
    instalment_amounts,
    read_instalments,
)

State = Project.State


@deed(Project, "make", new=True, label=_("Take on a project"), icon="plus")
def make_project(project: Project, by: Actor, now: datetime) -> None:
    """Take on a project; whatever its type, the rules of the house apply to it from now on (R1.2.1)."""
    begin(project, now)


def begin(project: Project, now: datetime) -> None:
    """Give a new project its number, unless it has one, and make it findable."""
    check_number_is_free(bool(project.number) and Project.everything.filter(number=project.number).exists())
    if not project.number:
        project.number = numbering.take(Project.number_pattern, project.unit, now.year)
    project.save()
    make_findable(project)


@deed(Project, "edit", frm=(State.PREPARING, State.RUNNING, State.SUMMING_UP), label=_("Edit"), icon="pencil")
def edit_project(project: Project, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct what is written of a project."""
    for name, value in changes.items():
        setattr(project, name, value)
    make_findable(project)


@deed(Contract, "make", new=True, label=_("Enter a contract"), icon="plus")
def make_contract(contract: Contract, by: Actor, now: datetime) -> None:
    """Enter what was signed with the purchaser."""
    check_days(contract.starts_on, contract.ends_on)
    check_number_is_free(
        Contract.everything.filter(project=contract.project, number=contract.number).exists()
    )
    contract.unit = contract.project.unit
    shares = read_instalments(contract.percentages) if contract.percentages else ()
    contract.save()
    set_instalments(contract, shares)


@deed(Contract, "edit", label=_("Edit"), icon="pencil")
def edit_contract(contract: Contract, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct a contract; its instalments follow its amount."""
    for name, value in changes.items():
        setattr(contract, name, value)
    check_days(contract.starts_on, contract.ends_on)
    shares = tuple(Instalment.everything.filter(contract=contract).values_list("percent", flat=True))
    set_instalments(contract, shares)


@deed(Contract, "agree_instalments", label=_("Agree on instalments"), icon="cash")
def agree_instalments(contract: Contract, by: Actor, now: datetime, percentages: str) -> None:
    """Write down in which parts the purchaser pays, such as 55/40/5."""
    set_instalments(contract, read_instalments(percentages))


def set_instalments(contract: Contract, shares: tuple[Decimal, ...]) -> None:
    """Make the instalments of a contract these shares; days already known stay."""
    amounts = instalment_amounts(contract.amount, shares) if shares else []
    for position, (share, amount) in enumerate(zip(shares, amounts, strict=True), start=1):
        Instalment.everything.update_or_create(
            contract=contract, position=position, defaults={"percent": share, "amount": amount}
        )
    Instalment.everything.filter(contract=contract, position__gt=len(shares), received_on=None).delete()


@deed(Instalment, "schedule", label=_("Set the due day"), icon="calendar")
def schedule_instalment(instalment: Instalment, by: Actor, now: datetime, due_on: date) -> None:
    """Say when the purchaser has to pay an instalment."""
    instalment.due_on = due_on


@deed(Instalment, "receive", label=_("Money has come"), icon="cash")
def receive_instalment(instalment: Instalment, by: Actor, now: datetime, received_on: date) -> None:
    """Note the day on which an instalment came in."""
    instalment.received_on = received_on


@deed(Milestone, "make", new=True, label=_("Add a milestone"), icon="flag-3")
def make_milestone(milestone: Milestone, by: Actor, now: datetime) -> None:
    """Put a day on the project's ruler."""
    milestone.unit = milestone.project.unit
    milestone.number = numbering.take(Milestone.number_pattern, milestone.unit, now.year)


@deed(Milestone, "edit", label=_("Edit"), icon="pencil")
def edit_milestone(milestone: Milestone, by: Actor, now: datetime, **changes: Any) -> None:
    """Move or rename a milestone."""
    for name, value in changes.items():
        setattr(milestone, name, value)


@deed(Milestone, "reach", label=_("Milestone reached"), icon="check")
def reach_milestone(milestone: Milestone, by: Actor, now: datetime, done_on: date, note: str = "") -> None:
    """Note the day on which a milestone was reached and what came of it."""
    milestone.done_on, milestone.note = done_on, note or milestone.note
