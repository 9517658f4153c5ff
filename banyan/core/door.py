"""The guarded door: records are read through an actor's reach, or while a deed, control or job holds the door open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_reasons: ContextVar[tuple[str, ...]] = ContextVar("door_reasons", default=())


class ScopeMissing(RuntimeError):
    """Somebody read records without saying on whose behalf."""

    def __init__(self, model: type) -> None:
        super().__init__(f"{model.__name__} was read without visible_to(actor) and with the door closed")


@contextmanager
def opened(reason: str) -> Iterator[None]:
    """Hold the door open inside the block; `reason` names the deed, control or job that needs it."""
    token = _reasons.set((*_reasons.get(), reason))
    try:
        yield
    finally:
        _reasons.reset(token)


def is_open() -> bool:
    """Whether a deed, control or job is at work in this thread of control."""
    return bool(_reasons.get())
