"""Declaring settings and finding the value that was valid on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.core import door


@dataclass(frozen=True)
class Declared:
    """A setting that exists: its default and how it is called on screen."""

    key: str
    default: Any
    label: str
    unit_of_measure: str = ""
    clause: str = ""


_declared: dict[str, Declared] = {}


def declare(key: str, default: Any, label: str, unit: str = "", clause: str = "") -> Declared:
    """Make a setting known. `unit` is its measure (days, persons); `clause` where the rulebook asks for it."""
    made = Declared(key, default, label, unit, clause)
    if _declared.setdefault(key, made) != made:
        raise ValueError(f"setting {key} is declared twice")
    return made


def declared() -> tuple[Declared, ...]:
    """All settings, by key."""
    return tuple(_declared[key] for key in sorted(_declared))


def value(key: str, on: date, unit: Any = None) -> Any:
    """The value of a setting on the day of the fact, at the nearest unit that set one; else the default."""
    from banyan.core.dated.models import DatedSetting

    default = _declared[key].default
    with door.opened("dated settings"):
        rows = list(
            DatedSetting.objects.filter(key=key, valid_from__lte=on)
            .exclude(valid_to__lt=on)
            .select_related("unit")
            .order_by("valid_from")
        )
    fitting = [row for row in rows if unit is None or unit.path.startswith(row.unit.path)]
    if unit is None:
        fitting = [row for row in fitting if row.unit.parent_id is None]
    return max(fitting, key=lambda row: (len(row.unit.path), row.valid_from)).value if fitting else default
