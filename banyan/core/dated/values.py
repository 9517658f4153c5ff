"""Declaring settings and finding the value that was valid on a day."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.signals import post_delete, post_save

from banyan.core import door


@dataclass(frozen=True)
class Declared:
    """A setting that exists: its default and how it is called on screen."""

    key: str
    default: Any
    label: Any
    unit_of_measure: str = ""
    clause: str = ""
    names: Mapping[str, Any] = field(default_factory=dict, hash=False)


_SECONDS_KEPT = 2.0
_declared: dict[str, Declared] = {}
_kept: list[tuple[float, dict[str, list[Any]]]] = []


def declare(
    key: str,
    default: Any,
    label: Any,
    unit: str = "",
    clause: str = "",
    names: Mapping[str, Any] | None = None,
) -> Declared:
    """Make a setting known. `unit` is its measure (days, persons); `clause` where the rulebook asks for it.

    `names` tells what the codes in the value are called on screen: people read and write the name, the value keeps
    the code.
    """
    made = Declared(key, default, label, unit, clause, names or {})
    if _declared.setdefault(key, made) != made:
        raise ValueError(f"setting {key} is declared twice")
    return made


def declared() -> tuple[Declared, ...]:
    """All settings, by key."""
    return tuple(_declared[key] for key in sorted(_declared))


def value(key: str, on: date, unit: Any = None) -> Any:
    """The value of a setting on the day of the fact, at the nearest unit that set one; else the default."""
    default = _declared[key].default
    row = row_for(key, on, unit)
    return default if row is None else row.value


def row_for(key: str, on: date, unit: Any = None) -> Any | None:
    """The setting that somebody made and that is valid on the day at the nearest unit; None where the default holds."""
    rows = [
        row
        for row in _standing().get(key, ())
        if row.valid_from <= on and not (row.valid_to and row.valid_to < on)
    ]
    fitting = [row for row in rows if unit is None or unit.path.startswith(row.unit.path)]
    if unit is None:
        fitting = [row for row in fitting if row.unit.parent_id is None]
    return max(fitting, key=lambda row: (len(row.unit.path), row.valid_from), default=None)


def _standing() -> dict[str, list[Any]]:
    """All settings that somebody made, by key; kept for two seconds, and dropped at once when one is saved here."""
    if _kept and time.monotonic() - _kept[0][0] < _SECONDS_KEPT:
        return _kept[0][1]
    from banyan.core.dated.models import DatedSetting

    found: dict[str, list[Any]] = defaultdict(list)
    with door.opened("dated settings"):
        for row in DatedSetting.objects.select_related("unit").order_by("valid_from"):
            found[row.key].append(row)
    _kept[:] = [(time.monotonic(), found)]
    return found


def forget(**_: Any) -> None:
    """Drop what is remembered."""
    _kept.clear()


def watch() -> None:
    """Forget the settings whenever one changes in this process."""
    from banyan.core.dated.models import DatedSetting

    post_save.connect(forget, sender=DatedSetting, dispatch_uid="setting-saved")
    post_delete.connect(forget, sender=DatedSetting, dispatch_uid="setting-deleted")
