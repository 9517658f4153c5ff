"""Trees as files bring them: who lies under whom, and whether that ever ends."""

from __future__ import annotations

from collections.abc import Hashable, Mapping


def in_circles(parents: Mapping[Hashable, Hashable | None]) -> frozenset[Hashable]:
    """Everything that, followed upwards, comes back to itself."""
    circling: set[Hashable] = set()
    for start in parents:
        seen = {start}
        above = parents.get(start)
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == start:
            circling.add(start)
    return frozenset(circling)


def parents_first(parents: Mapping[Hashable, Hashable | None]) -> tuple[Hashable, ...]:
    """The keys ordered so that whatever lies above comes before; circles come last, in the order given."""
    ordered: dict[Hashable, None] = {}
    waiting = list(parents)
    while waiting:
        ready = [key for key in waiting if parents[key] not in parents or parents[key] in ordered]
        ordered.update(dict.fromkeys(ready or waiting))
        waiting = [key for key in waiting if key not in ordered]
    return tuple(ordered)
