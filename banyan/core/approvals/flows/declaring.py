"""The matters that are signed in this house, each with the steps it has where an agency set nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from banyan.core.approvals.resolving import StepPlan
from banyan.core.dated import Declared

_LONGEST_KIND = 40


@dataclass(frozen=True)
class Matter:
    """Something that is signed: `kind` as requests carry it, its words, its default steps, and its limits in yuan."""

    kind: str
    label: Any
    steps: tuple[StepPlan, ...]
    limits: tuple[Declared, ...] = ()

    def limit(self, key: str) -> Declared:
        """The dated setting of a limit by its key."""
        return next(limit for limit in self.limits if limit.key == key)


_matters: dict[str, Matter] = {}


def declare(
    kind: str,
    *,
    label: Any,
    steps: Sequence[StepPlan],
    amounts: Declared | Sequence[Declared] | None = None,
) -> Matter:
    """Make a matter known with its default steps.

    `amounts` are the dated settings (yuan) above which a step may be wanted; a step names one by `above=`.
    """
    limits = (amounts,) if isinstance(amounts, Declared) else tuple(amounts or ())
    made = Matter(kind, label, tuple(steps), limits)
    if not made.steps or len(kind) > _LONGEST_KIND:
        raise ValueError(f"{kind}: a matter has steps, and its kind at most {_LONGEST_KIND} characters")
    if {step.above for step in made.steps if step.above} - {limit.key for limit in limits}:
        raise ValueError(f"{kind}: a step names a limit that is none of its amounts")
    if _matters.setdefault(kind, made) != made:
        raise ValueError(f"the matter {kind} is declared twice")
    return made


def declared() -> tuple[Matter, ...]:
    """All matters, by kind."""
    return tuple(_matters[kind] for kind in sorted(_matters))


def matter(kind: str) -> Matter:
    """A matter by its kind; asking for one that nobody declared is a mistake of the code."""
    found = known(kind)
    if found is None:
        raise LookupError(f"nobody declared who signs {kind}")
    return found


def known(kind: str) -> Matter | None:
    """A matter by its kind, or None."""
    return _matters.get(kind)
