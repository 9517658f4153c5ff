"""Keeping this room's records findable, in the transaction of the deed that changed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banyan.core.search.keeping import Entry, put_all, source
from banyan.domains.quality.models import Rectification

_RECTIFICATION = Rectification._meta.label_lower


def find_rectifications(rectifications: Sequence[Rectification]) -> None:
    """Make rectifications findable by number, finding, clause and source."""
    put_all([_entry(each) for each in rectifications])


def _entry(rectification: Rectification) -> Entry:
    return Entry(rectification, str(rectification), (rectification.clause, rectification.source_number))


def _entries() -> Iterator[Entry]:
    return map(_entry, Rectification.everything.select_related("unit", "project").iterator())


source(_RECTIFICATION, _entries)
