"""The numbers by which meetings, papers and reports are timed, as dated settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated
from banyan.core.dated import Declared

_DAYS = "work days"
MINUTES_WORKDAYS = dated.declare(
    "projects.minutes_workdays",
    2,
    label=_("Minutes of a meeting are due within"),
    unit=_DAYS,
    clause="R9.1.6",
)
READING_WORKDAYS = dated.declare(
    "projects.minutes_reading_workdays",
    3,
    label=_("Confirmed minutes are read by everybody within"),
    unit=_DAYS,
    clause="R9.1.6",
)
ATTENDANCE_PERCENT = dated.declare(
    "projects.attendance_percent",
    80,
    label=_("Attendance of meetings not below"),
    unit="percent",
    clause="R9.1.3",
)
KICKOFF_DAYS = dated.declare(
    "projects.kickoff_days",
    30,
    label=_("Kick-off meeting after the contract begins within"),
    unit="days",
    clause="R3.2.1",
)
BRIEFING_WORKDAYS = dated.declare(
    "projects.briefing_workdays",
    5,
    label=_("Who missed the kick-off is briefed within"),
    unit=_DAYS,
    clause="R3.2.1",
)
RAISING_DAYS = dated.declare(
    "projects.raising_days",
    3,
    label=_("Late action items go to the superior after"),
    unit="days",
    clause="R9.1.5",
)
WEEKDAY = dated.declare(
    "projects.week_belongs_by",
    5,
    label=_("A week belongs to the month of this weekday (1 Monday … 7 Sunday)"),
    unit="weekday",
    clause="P3.4",
)
WEEK_WORKDAYS = dated.declare(
    "projects.asked_week_workdays",
    2,
    label=_("A week asks for a meeting and papers from so many work days of the project on"),
    unit=_DAYS,
    clause="R3.2.7",
)
MONTH_WORKDAYS = dated.declare(
    "projects.asked_month_workdays",
    5,
    label=_("A month asks for a meeting, papers and reports from so many work days of the project on"),
    unit=_DAYS,
    clause="P3.5",
)
WEEKLY_PAPER_WORKDAYS = dated.declare(
    "projects.weekly_paper_workdays", 0, label=_("Weekly paper after the last work day of the week within"),
    unit=_DAYS, clause="P3.4",
)  # fmt: skip
MONTHLY_PAPER_WORKDAYS = dated.declare(
    "projects.monthly_paper_workdays", 0, label=_("Monthly paper after the last work day of the month within"),
    unit=_DAYS, clause="P3.3",
)  # fmt: skip
ON_TIME_PERCENT = dated.declare(
    "projects.papers_on_time_percent",
    90,
    label=_("Papers handed in on time not below"),
    unit="percent",
    clause="P3.3",
)
REPORT_WORKDAYS = dated.declare(
    "projects.report_workdays",
    5,
    label=_("Monthly report after the end of the month within"),
    unit=_DAYS,
    clause="R3.2.8",
)
INCIDENT_HOURS = dated.declare(
    "projects.incident_hours",
    2,
    label=_("Major incidents are reported within"),
    unit="hours",
    clause="R3.2.8",
)
ANSWER_WORKDAYS = dated.declare(
    "projects.answer_workdays",
    5,
    label=_("Difficulties of the team are answered within"),
    unit=_DAYS,
    clause="R3.2.4",
)


def number(setting: Declared, on: date, unit: Any = None) -> int:
    """What a setting says on a day at a unit."""
    return int(dated.value(setting.key, on=on, unit=unit))
