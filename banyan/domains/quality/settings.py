"""The numbers of the trade in this room, as dated settings: read for the day of the fact."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated

ANALYSIS_DAYS = dated.declare(
    "quality.analysis_days",
    5,
    label=_("Days until the cause of a fault is known"),
    unit="days",
    clause="R4.4.1",
)
PLANNING_DAYS = dated.declare(
    "quality.planning_days", 5, label=_("Days from the cause to the measure"), unit="days", clause="R4.4.2"
)
VERIFYING_DAYS = dated.declare(
    "quality.verifying_days",
    14,
    label=_("Days until a finished measure is verified"),
    unit="days",
    clause="R4.4.3",
)
FOLLOW_UP_DAYS = dated.declare(
    "quality.follow_up_days",
    30,
    label=_("Days between two looks at a measure under way"),
    unit="days",
    clause="R4.4.3",
)
MOST_EXTENSIONS = dated.declare(
    "quality.most_extensions",
    2,
    label=_("Times that a due date may be extended"),
    unit="times",
    clause="R4.4.2",
)
REMIND_DAYS = dated.declare(
    "quality.remind_days", 3, label=_("Days before the due date that the owner is reminded"), unit="days",
    clause="R4.4.3",
)  # fmt: skip
CHECK_DAYS_BACK = dated.declare(
    "quality.check_days_back",
    7,
    label=_("Days within which a look is written down"),
    unit="days",
    clause="R3.2.6",
)
INSPECTION_DAYS = dated.declare(
    "quality.inspection_days", 60, label=_("Days after a half year until its inspection is told"), unit="days",
    clause="R10.1.1",
)  # fmt: skip
CIRCULAR_PATTERN = dated.declare(
    "quality.circular_pattern",
    "通报〔{year}〕{count}号",
    label=_("Document number of circulars"),
    clause="R10.1.1",
)


def number(setting: dated.Declared, on: date, unit: Any = None) -> int:
    """A whole number as valid on a day at a unit."""
    return int(dated.value(setting.key, on=on, unit=unit))


def text(setting: dated.Declared, on: date, unit: Any = None) -> str:
    """Words as valid on a day at a unit."""
    return str(dated.value(setting.key, on=on, unit=unit))
