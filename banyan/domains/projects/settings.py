"""The numbers of this room that an agency may set for itself, valid on the day of the fact."""

from django.utils.translation import gettext_lazy as _

from banyan.core.dated import declare

FREEZE_DAY = declare(
    "projects.freeze_day", 5, label=_("day of the next month on which a month freezes"), unit="day"
)
FREEZE_HOUR = declare("projects.freeze_hour", 18, label=_("hour at which a month freezes"), unit="hour")
BEHIND = declare(
    "projects.behind_below",
    "0.93",
    label=_("share of what is due below which an indicator is behind"),
    unit="share",
)
FAR_BEHIND = declare(
    "projects.far_behind_below",
    "0.75",
    label=_("share of what is due below which it is far behind"),
    unit="share",
)
SMALLEST_CELL = declare(
    "projects.smallest_cell",
    5,
    label=_("records of guarded files that must be together before a figure tells of them"),
    unit="records",
)
FIGURES_HOURS = declare(
    "projects.figures_hours",
    24,
    label=_("hours for which exact figures stay open to whoever opened them"),
    unit="hours",
)
REGISTRATION_DAYS = declare(
    "projects.registration_warning_days",
    90,
    label=_("days before the agency's registration ends on which a warning begins"),
    unit="days",
    clause="R1.3.1",
)
for _stage, _days, _label in (
    ("parties", 3, _("working days for the parties to settle a problem")),
    ("department", 5, _("working days for the department head to answer a problem")),
    ("lead", 10, _("working days for the project lead to answer a problem")),
    ("committee", 10, _("working days for the committee to decide a problem")),
):
    declare(f"projects.problem_days_{_stage}", _days, label=_label, unit="working days", clause="R9.3.1")
RESOURCE_DAYS = declare(
    "projects.resource_answer_days",
    5,
    label=_("working days for the answer to a resource request"),
    unit="days",
    clause="R2.2.7",
)
CHECK_DAYS = declare(
    "projects.progress_check_days", 7, label=_("days between progress checks"), unit="days", clause="R2.2.8"
)
RISK_MEDIUM = declare(
    "projects.risk_medium_from",
    6,
    label=_("likelihood × impact from which a risk is medium"),
    clause="R3.2.9",
)
RISK_HIGH = declare(
    "projects.risk_high_from", 12, label=_("likelihood × impact from which a risk is high"), clause="R3.2.9"
)
RISK_DAYS = declare(
    "projects.risk_review_days",
    30,
    label=_("days within which a high risk is reviewed and “no risk” is said again"),
    unit="days",
    clause="R3.2.10",
)
STUDY_METHODS = declare(
    "projects.study_methods",
    2,
    label=_("methods of needs research at least"),
    unit="methods",
    clause="R3.1.1",
)
