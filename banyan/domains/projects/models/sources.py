"""Which of the records that rooms above hand in may be closed to all but those named for them."""

from __future__ import annotations

_closed: set[str] = set()


def may_be_closed(*models: str) -> None:
    """A room above names its kinds of record where it declares its registers."""
    _closed.update(models)


def closed_sources() -> frozenset[str]:
    """The kinds named so far."""
    return frozenset(_closed)
