"""The unit and contract year that stand beside every page: what the figures are about."""

from __future__ import annotations

from django.http import HttpRequest

from banyan.core import clock
from banyan.core.ui.frame import Scope, scope_from
from banyan.domains.projects import public as projects


@scope_from
def scope_of(request: HttpRequest) -> Scope | None:
    """The project that the person works in, or the unit of the person where there is none."""
    by = request.actor  # type: ignore[attr-defined]
    year = projects.year_of(by, clock.today())
    if year is not None:
        return Scope(*year)
    return Scope(by.person.unit.name) if by.person else None
