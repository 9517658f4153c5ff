"""The organisation tree in memory, for scope filters that must not cost a query each.

Kept for at most two seconds per process and dropped at once when a unit is saved here; grants are never kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save

_SECONDS_KEPT = 2.0


@dataclass(frozen=True)
class Tree:
    """Units by id, with their paths."""

    paths: dict[int, str]
    units: dict[int, Any]
    roots: frozenset[int]

    def below(self, paths: Iterable[str]) -> frozenset[int]:
        """Ids of the units at or below the given paths."""
        wanted = tuple(paths)
        return (
            frozenset(pk for pk, path in self.paths.items() if path.startswith(wanted))
            if wanted
            else frozenset()
        )

    def above(self, paths: Iterable[str]) -> frozenset[int]:
        """Ids of the units at or above the given paths."""
        wanted = tuple(paths)
        return frozenset(
            pk for pk, path in self.paths.items() if any(each.startswith(path) for each in wanted)
        )


_kept: list[tuple[float, Tree]] = []


def current() -> Tree:
    """The tree as it stands."""
    if _kept and time.monotonic() - _kept[0][0] < _SECONDS_KEPT:
        return _kept[0][1]
    from banyan.core.identity.models import Unit

    units = {unit.pk: unit for unit in Unit.everything.order_by("path")}
    tree = Tree(
        {pk: unit.path for pk, unit in units.items()},
        units,
        frozenset(pk for pk, unit in units.items() if unit.parent_id is None),
    )
    _kept[:] = [(time.monotonic(), tree)]
    return tree


def forget(**_: Any) -> None:
    """Drop what is remembered."""
    _kept.clear()


def watch() -> None:
    """Forget the tree whenever a unit changes in this process."""
    from banyan.core.identity.models import Unit

    post_save.connect(forget, sender=Unit, dispatch_uid="tree-saved")
    post_delete.connect(forget, sender=Unit, dispatch_uid="tree-deleted")


def _ancestors(unit: Any) -> list[Any]:
    units = current().units
    ids = [int(part, 16) for part in unit.path.split("/") if part]
    return [units[pk] for pk in ids if pk in units]


def centre_of(unit: Any) -> Any:
    """The nearest station at or above a unit; outside stations the unit itself."""
    stations = [each for each in _ancestors(unit) if each.kind == "station"]
    return stations[-1] if stations else unit


def stations_told(unit_ids: Iterable[int | None]) -> dict[int | None, str]:
    """What to call the station of each of these units where they are of several stations; nothing where of one.

    Numbers run at each station by themselves: the same one can stand twice on a list over several stations.
    """
    wanted = {pk for pk in unit_ids if pk}
    units = current().units if len(wanted) > 1 else {}
    centres: dict[int | None, Any] = {pk: centre_of(units[pk]) for pk in wanted if pk in units}
    stations = {centre.pk for centre in centres.values() if centre.kind == "station"}
    return {pk: centre.name for pk, centre in centres.items()} if len(stations) > 1 else {}


def root_of(unit: Any) -> Any:
    """The top of a unit's branch."""
    ancestors = _ancestors(unit)
    return ancestors[0] if ancestors else unit


def give_units(records: Iterable[Any]) -> None:
    """Tell records their unit out of the tree, so that nobody has to ask the database for it."""
    units = current().units
    for record in records:
        unit = units.get(getattr(record, "unit_id", 0))
        if unit is not None:
            record.unit = unit


def top() -> Any:
    """The first of the units that stand above all others."""
    kept = current()
    return kept.units[min(kept.roots)] if kept.roots else None
