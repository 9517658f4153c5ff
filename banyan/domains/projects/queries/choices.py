"""Which indicators a piece of work may belong to."""

from __future__ import annotations

from datetime import date

from banyan.domains.projects.models import Project
from banyan.domains.projects.queries.terms import ProjectTerms
from banyan.domains.projects.rules import propose as rules


def candidates(project: Project, on: date) -> list[rules.Candidate]:
    """Every indicator of a project with the rule in force on a day."""
    terms = ProjectTerms(project)
    return [
        rules.Candidate(
            code=asked.number,
            name=asked.name,
            field=asked.field,
            department=asked.department,
            helping_department=asked.helping_department,
            counted_in=asked.counted_in,
            rule=each.rule,
        )
        for asked, each in terms.on(on)
    ]
