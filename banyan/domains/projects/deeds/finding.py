"""Makes projects and indicators findable, in the transaction that writes them."""

from __future__ import annotations

from collections.abc import Iterator

from banyan.core.search.keeping import Entry, put, source
from banyan.domains.projects.models import Indicator, Project


def make_findable(record: Project | Indicator) -> None:
    """Put a record into the index, or bring its words up to date."""
    put(_entry(record))


def declare_entries() -> None:
    """Tell the index what there is, for making it anew."""
    source(Project._meta.label_lower, _projects)
    source(Indicator._meta.label_lower, _indicators)


def _entry(record: Project | Indicator) -> Entry:
    if isinstance(record, Project):
        return Entry(record, record.name, (record.purchaser, record.type))
    return Entry(record, record.name, (record.field, record.service_type, record.project.number))


def _projects() -> Iterator[Entry]:
    return (_entry(project) for project in Project.everything.select_related("unit").iterator())


def _indicators() -> Iterator[Entry]:
    return (_entry(each) for each in Indicator.everything.select_related("unit", "project").iterator())
