"""Where a record belongs."""

from __future__ import annotations

from banyan.foundation.refusal import Refused, noop


def check_project(unit_path: str, project_path: str) -> None:
    """A record of a project lies at the project's unit or below it."""
    if not unit_path.startswith(project_path):
        raise Refused({"project": noop("This project belongs to another unit.")})
