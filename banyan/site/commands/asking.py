"""`banyan ledger` and `banyan ratio`: the figures of the rooms, for scripts."""

from __future__ import annotations

from typing import Any

from banyan.core import clock
from banyan.core.identity.actor import system_actor
from banyan.site.cli import DONE
from banyan.site.commands.finding import day, project_numbered, unit_numbered


def ledger(options: Any) -> tuple[int, dict[str, Any]]:
    """The indicators of a project: counted, pending, and what does not count with its reason."""
    from banyan.domains.projects import public

    today, by = clock.today(), system_actor("command")
    until = day(options.until) if options.until else today
    project = project_numbered(options.project)
    rows = public.ledger(project.number, by, today, until)
    return DONE, {"project": project.number, "until": until.isoformat(), "indicators": rows}


def ratio(options: Any) -> tuple[int, dict[str, Any]]:
    """Residents per worker at a unit on a day, each numerator and denominator named."""
    from banyan.domains.staff import public

    return DONE, public.ratio(unit_numbered(options.unit), day(options.on))
