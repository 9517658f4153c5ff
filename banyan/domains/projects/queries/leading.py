"""Who leads a project on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.domains.projects.models import Project


def lead_on(project: Project, on: date) -> Any | None:
    """The person who answers for the project on a day; None while nobody was named."""
    return project.lead
