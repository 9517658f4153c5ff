"""Reading settings as the settings page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import Declared, declared


@dataclass(frozen=True)
class Standing:
    """A setting with the value in force, where it was set, and what is set for later."""

    declared: Declared
    value: Any
    since: date | None
    basis: str
    unit: Any
    later: tuple[DatedSetting, ...]


def standing(unit: Any, on: date, by: Any) -> list[Standing]:
    """Every declared setting with its value at a unit on a day. One statement."""
    rows = list(DatedSetting.objects.visible_to(by).select_related("unit").order_by("valid_from"))
    fitting = [row for row in rows if unit.path.startswith(row.unit.path)]
    return [_one(each, [row for row in fitting if row.key == each.key], on) for each in declared()]


def _one(each: Declared, rows: list[DatedSetting], on: date) -> Standing:
    valid = [row for row in rows if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)]
    later = tuple(row for row in rows if row.valid_from > on)
    if not valid:
        return Standing(each, each.default, None, "", None, later)
    best = max(valid, key=lambda row: (len(row.unit.path), row.valid_from))
    return Standing(each, best.value, best.valid_from, best.basis, best.unit, later)
