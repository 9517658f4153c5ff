"""The numbers of visits on the roster as dated settings, read for the day of the fact."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated


def _declare(name: str, default: int, label: Any, unit: str, clause: str = "") -> dated.Declared:
    return dated.declare(f"services.visit_{name}", default, label=label, unit=unit, clause=clause)


VISIT_DAYS = {
    "high": _declare("days_high", 15, _("Days within which somebody in great need is visited"), "days"),
    "middle": _declare("days_middle", 31, _("Days within which somebody in need is visited"), "days"),
    "low": _declare("days_low", 92, _("Days within which somebody watched over is visited"), "days"),
}
TRIES = _declare(
    "tries", 2, _("Tries in a row without meeting anybody after which somebody must act"), "times"
)
LATE = _declare(
    "late_days", 7, _("Days by which a visit may be late before it is a breach"), "days", "R3.2.2"
)
RELIEF_DAYS = _declare(
    "relief_days", 30, _("Days within which relief for the same household needs a reason"), "days", "W5.3"
)


def number(setting: dated.Declared, on: date, unit: Any = None) -> int:
    """One of the numbers above, as valid on a day."""
    return int(dated.value(setting.key, on=on, unit=unit))


def visit_days(level: str, on: date, unit: Any = None) -> int:
    """Days within which a person of this need is visited again."""
    return number(VISIT_DAYS[level], on, unit)
