"""The numbers of the trade in this room, as dated settings: read for the day of the fact."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "通报〔{年}〕{序号}号",
    label=_("Document number of circulars"),
    clause="R10.1.1",
)
REPORT_READERS = dated.declare(
    "quality.report_readers", ["programme-director", "administrator"],
    label=_("Roles that read reports of breaches, the first that is free of suspicion"), clause="R10.1.2",
    names={
        "programme-director": pgettext_lazy("value of a setting", "programme director"),
        "administrator": pgettext_lazy("value of a setting", "administrator"),
    },
)  # fmt: skip
MOST_READERS = dated.declare(
    "quality.most_readers",
    3,
    label=_("Readers of a report of a breach, at most"),
    unit="persons",
    clause="R10.1.2",
)
REPORT_DAYS = dated.declare(
    "quality.report_days",
    45,
    label=_("Days until a report of a breach is answered"),
    unit="days",
    clause="R10.1.2",
)
PROTECTION_MONTHS = dated.declare(
    "quality.protection_months", [3, 6, 12], label=_("Months after which the reporter's protection is looked at"),
    clause="R10.1.2",
)  # fmt: skip
PROTECTION_LOOK_DAYS = dated.declare(
    "quality.protection_look_days", 14, label=_("Days before and after its day in which a look at the reporter's protection is made"),
    unit="days", clause="R10.1.2",
)  # fmt: skip
REWARD_GRADES = dated.declare(
    "quality.reward_grades", ["通报表扬", "优秀个人", "记功奖励"], label=_("Grades of rewards, rising"),
    clause="R10.1.3",
)  # fmt: skip
SANCTION_GRADES = dated.declare(
    "quality.sanction_grades", ["提醒谈话", "书面警告", "降级", "解除合同"], label=_("Grades of sanctions, rising"),
    clause="R10.1.3",
)  # fmt: skip
APPEAL_DAYS = dated.declare(
    "quality.appeal_days", 10, label=_("Work days for an appeal"), unit="days", clause="R10.1.3"
)
APPRAISAL_MONTHS = dated.declare(
    "quality.appraisal_months",
    12,
    label=_("Months between two appraisals of a team"),
    unit="months",
    clause="R2.2.4",
)
YEAR_DAYS = dated.declare(
    "quality.year_days", 90, label=_("Days after a year until its quality work is summed up"), unit="days",
    clause="R4.4.4",
)  # fmt: skip
AUDIT_FINDING_DAYS = dated.declare(
    "quality.audit_finding_days", 5, label=_("Days until what an audit found is on the list of rectifications"),
    unit="days", clause="R5.4.4",
)  # fmt: skip
RELIEF_DAYS = dated.declare(
    "quality.relief_days", 30, label=_("Days after a measure of relief until its effect is measured"), unit="days",
    clause="P2.5",
)  # fmt: skip
RECORD_PERCENT = dated.declare(
    "quality.record_check_percent", 5, label=_("Share of a worker's records that a check draws"), unit="%",
    clause="R4.2.2",
)  # fmt: skip
RECORD_LEAST = dated.declare(
    "quality.record_check_least", 3, label=_("Records of a worker that a check draws at least"), unit="records",
    clause="R4.2.2",
)  # fmt: skip
RECORD_CHECK_DAYS = dated.declare(
    "quality.record_check_days", 45, label=_("Days after a quarter until its records are checked"), unit="days",
    clause="R4.2.2",
)  # fmt: skip
LIKE_PERCENT = dated.declare(
    "quality.like_percent", 90, label=_("Likeness above which two records of a worker are read"), unit="%",
    clause="R4.2.2",
)  # fmt: skip
LIKE_SIGNS = dated.declare(
    "quality.like_signs", 30, label=_("Signs below which a record is too short to be compared"), unit="signs",
    clause="R4.2.2",
)  # fmt: skip


def number(setting: dated.Declared, on: date, unit: Any = None) -> int:
    """A whole number as valid on a day at a unit."""
    return int(dated.value(setting.key, on=on, unit=unit))


def text(setting: dated.Declared, on: date, unit: Any = None) -> str:
    """Words as valid on a day at a unit."""
    return str(dated.value(setting.key, on=on, unit=unit))


def several(setting: dated.Declared, on: date, unit: Any = None) -> list[Any]:
    """A list as valid on a day at a unit."""
    return list(dated.value(setting.key, on=on, unit=unit))
