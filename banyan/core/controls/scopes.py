"""Which projects there are to judge: the room that keeps them says so, and the kernel asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from banyan.core.controls.declaring import Scope
from banyan.core.identity import tree
from banyan.foundation.periods import Period


@dataclass(frozen=True, slots=True)
class Running:
    """A project and the days between which it runs; `ends_on` is empty while no end is agreed."""

    id: UUID
    unit_id: int
    unit_path: str
    number: str
    name: str
    starts_on: date
    ends_on: date | None = None


Provider = Callable[[], Iterable[Running]]
_providers: list[Provider] = []


def provider(function: Provider) -> Provider:
    """Make known who lists the projects; asked while the kernel holds the door open."""
    if function not in _providers:
        _providers.append(function)
    return function


def running(ids: Sequence[UUID] | None = None) -> tuple[Running, ...]:
    """Every project of the house, or those of these identifiers, by number."""
    found = [each for ask in _providers for each in ask()]
    chosen = found if ids is None else [each for each in found if each.id in set(ids)]
    return tuple(sorted(chosen, key=lambda each: each.number))


def within(project: Running, period: Period, today: date) -> Scope | None:
    """The project as controls see it in a period; nothing when it runs on none of its days up to today."""
    first = max(period.start, project.starts_on)
    last = min(period.end, today, project.ends_on or today)
    if last < first:
        return None
    return Scope(
        project.id, project.unit_id, project.unit_path, project.number, project.name, Period(first, last)
    )


def units_of(scopes: Iterable[Scope]) -> dict[UUID, Any]:
    """Project → the unit that runs it, as the tree remembers it: settings are asked by place."""
    units = tree.current().units
    return {scope.id: units[scope.unit_id] for scope in scopes}
