"""`banyan ledger` and `banyan ratio`: the figures of the rooms, for scripts."""

from __future__ import annotations

from typing import Any

from banyan.core import clock
from banyan.site.cli import DONE
from banyan.site.commands.finding import day, project_numbered, unit_numbered


def ledger(options: Any) -> tuple[int, dict[str, Any]]:
    """The indicators of a project: counted, pending, and what does not count with its reason."""
    from banyan.domains.projects import public

    until = day(options.until) if options.until else clock.today()
    return DONE, public.ledger(project_numbered(options.project), until)


def ratio(options: Any) -> tuple[int, dict[str, Any]]:
    """Residents per worker at a unit on a day, each numerator and denominator named."""
    from banyan.domains.staff import public

    return DONE, public.ratio(unit_numbered(options.unit), day(options.on))
