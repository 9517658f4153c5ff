"""One reading for all controls of an evaluation: what several of them ask is read once and handed to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept readings", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within this block every `shared` question is read once; nothing of it outlives the block."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def shared(read: Callable[..., Answer]) -> Callable[..., Answer]:
    """A question that many controls ask with the same arguments (lists of plain values among them)."""

    @wraps(read)
    def answer(*asked: Any) -> Answer:
        kept = _kept.get()
        if kept is None:
            return read(*asked)
        key = (read, *(tuple(each) if isinstance(each, list) else each for each in asked))
        if key not in kept:
            kept[key] = read(*asked)
        return kept[key]

    return answer
