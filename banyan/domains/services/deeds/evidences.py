"""What every record says it is worth, so that `banyan recount` can compare it with what the ledger holds.

source(Visit, evidences_of_visit, "project", "unit")     # in the room's registers, one line for each kind of record

`evidences_of_visit(visit)` gives everything the ledger should hold of a record: a list, empty where it is nothing. The
names behind it are relations that it reads: they come with the records instead of one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from banyan.domains.projects import public as projects
from banyan.foundation.refusal import Sentence

Tell = Callable[[Any], Iterable[projects.Evidence]]
_sources: dict[type, tuple[Tell, tuple[str, ...]]] = {}
_PIECE = 500


def source(model: type, tell: Tell, *read: str) -> None:
    """Name the function that says what a record of this kind is worth, and the relations that it reads."""
    _sources[model] = (tell, read)


def every_evidence() -> Iterator[projects.Evidence]:
    """What all records together say, read past the doors inside `banyan recount`."""
    for model, (tell, read) in _sources.items():
        records = model.everything.order_by("pk")  # type: ignore[attr-defined]
        for record in (records.select_related(*read) if read else records).iterator(chunk_size=_PIECE):
            yield from tell(record)


def disagreements() -> Iterator[Sentence]:
    """Records whose evidence in the ledger is not what they say today, or no longer stands behind it."""
    yield from projects.evidence_against(every_evidence())
