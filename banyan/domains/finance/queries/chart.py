"""The chart of accounts that the product ships."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from banyan.core.dated import value
from banyan.domains.finance import settings
from banyan.domains.finance.rules.chart import Account, map_on, names_on, read_chart

_FILE = Path(__file__).resolve().parent.parent / "charts" / "accounts.csv"


@cache
def chart() -> tuple[Account, ...]:
    """Every account of every edition of the chart."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return read_chart(csv.DictReader(file))


def account_names(on: date) -> dict[str, str]:
    """Code → name on a day."""
    return names_on(chart(), on)


def chart_map(on: date, unit: Any) -> dict[str, str]:
    """Earlier code → code in force on a day, with the pairs that an agency set for itself from a day on."""
    own = value(settings.ACCOUNT_MAP.key, on, unit)
    return map_on(chart(), on, [(str(old), str(new)) for old, new in own])
