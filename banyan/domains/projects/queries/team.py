"""Who works in a project, as the room below answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Contract, Project
from banyan.domains.projects.queries.cockpit import contract_on
from banyan.domains.staff import public as staff


@dataclass(frozen=True)
class Team:
    """People in the project's unit, what the contract asks for, and how many people live where it works."""

    people: int
    contracted: int | None
    residents: int | None
    counted_on: date | None

    @property
    def missing(self) -> int:
        """How many people the contract asks for beyond those who are there."""
        return max((self.contracted or 0) - self.people, 0)


def team_of(project: Project, on: date, by: Actor) -> Team:
    """The team of a project on a day."""
    contract = contract_on(Contract.objects.visible_to(by).filter(project=project), on)
    living = staff.population(project.unit, on)
    return Team(
        people=len(staff.incumbents(project.unit, on)),
        contracted=contract.places if contract else None,
        residents=living.number,
        counted_on=living.counted_on,
    )
