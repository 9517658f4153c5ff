"""The figures that a report takes along."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.domains.projects.models import Indicator, Project
from banyan.domains.projects.queries.ledger import ledger_of
from banyan.domains.projects.queries.numbers import numbers_on
from banyan.domains.projects.queries.unread import EVERYBODY
from banyan.domains.projects.rules.figures import plain


def figures_for(project: Project, on: date) -> list[dict[str, Any]]:
    """Each indicator with target, counted, recorded and due on a day, as plain values for whoever reads the report."""
    indicators = Indicator.everything.filter(project=project)
    kept = ledger_of(indicators, on, numbers_on(on, project.unit), EVERYBODY, with_waiting=False)
    return [
        {
            "code": row.indicator.number,
            "name": row.indicator.name,
            "unit": row.indicator.counted_in,
            "target": str(plain(row.figures.target)),
            "counted": str(plain(row.figures.counted)),
            "pending": str(plain(row.figures.pending)),
            "due": str(plain(row.forecast.due)),
            "judgement": str(row.forecast.judgement.value),
        }
        for row in kept.rows
    ]
