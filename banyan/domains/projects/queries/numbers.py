"""The numbers of this room that an agency may set, all in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core.dated import declared
from banyan.core.dated.models import DatedSetting
from banyan.domains.projects.rules.forecast import Thresholds


@dataclass(frozen=True)
class Numbers:
    """What holds at a unit on a day."""

    thresholds: Thresholds
    freeze_day: int
    freeze_hour: int
    registration_warning_days: int
    smallest_cell: int


def numbers_on(day: date, unit: Any) -> Numbers:
    """The settings of this room at a unit on a day: the nearest unit that set one decides."""
    values = {each.key: each.default for each in declared() if each.key.startswith("projects.")}
    rows = DatedSetting.everything.filter(key__in=values, valid_from__lte=day).exclude(valid_to__lt=day)
    for row in sorted(rows.select_related("unit"), key=lambda row: (len(row.unit.path), row.valid_from)):
        if unit.path.startswith(row.unit.path):
            values[row.key] = row.value
    return Numbers(
        Thresholds(Decimal(values["projects.behind_below"]), Decimal(values["projects.far_behind_below"])),
        int(values["projects.freeze_day"]),
        int(values["projects.freeze_hour"]),
        int(values["projects.registration_warning_days"]),
        int(values["projects.smallest_cell"]),
    )
