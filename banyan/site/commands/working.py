"""`banyan worker`: the process that does long work."""

from __future__ import annotations

from typing import Any

from banyan.site.cli import DONE


def worker(options: Any) -> tuple[int, dict[str, Any]]:
    """Do waiting jobs, tick schedules and revive what died, until told to stop."""
    from banyan.core.jobs import working

    return DONE, {"done": working.run(until_idle=options.once)}
