"""The numbers of the trade in this room, as dated settings: read for the day of the fact."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated
from banyan.domains.services.rules.ages import AgeLimits
from banyan.domains.services.rules.safety import Thresholds

dated.declare("services.guardian_below", 14, label=_("A guardian decides below this age"), unit="years")
dated.declare("services.adult_from", 18, label=_("Adult from this age"), unit="years")
dated.declare("services.elder_from", 60, label=_("Elder from this age"), unit="years")
dated.declare("services.summary_days", 7, label=_("Days for the summary of an activity"), unit="days")
SAFETY_PARTS = dated.declare(
    "services.safety_parts_above", 50, label=_("Every part of the safety plan is written above so many people"),
    unit="persons",
)  # fmt: skip
SAFETY_NOTICE = dated.declare(
    "services.safety_notice_above", 200, label=_("Public-safety notice above so many people"), unit="persons"
)
PERMIT_FROM = dated.declare(
    "services.permit_from",
    1000,
    label=_("A permit for a large mass activity from so many people on"),
    unit="persons",
)
PERMIT_DAYS = dated.declare(
    "services.permit_days",
    20,
    label=_("Days before the activity by which its permit is applied for"),
    unit="days",
)
plan_limit = dated.declare(
    "services.plan_limit", 10_000, label=_("Budget of an activity above which a further signature may be wanted"),
    unit="yuan", clause="R5.1.1",
)  # fmt: skip
dated.declare("services.code_seconds", 60, label=_("Seconds until the sign-in code changes"), unit="seconds")
UNKNOWN_PERCENT = dated.declare(
    "services.unknown_percent", 5, label=_("Share of sign-ins of nobody known above which reach cannot be told"),
    unit="%", clause="P2.2",
)  # fmt: skip

LEAST_MEMBERS = dated.declare(
    "services.group_least_members", 3, label=_("Members who must come before a group session counts"),
    unit="persons",
)  # fmt: skip
LEAST_SESSIONS = dated.declare(
    "services.group_least_sessions", 4, label=_("Sessions that must count before a group counts"),
    unit="sessions",
)  # fmt: skip
EVALUATION_DAYS = dated.declare(
    "services.group_evaluation_days", 14, label=_("Days for the evaluation after the last session of a group"),
    unit="days",
)  # fmt: skip
RECORD_DAYS = dated.declare(
    "services.group_record_days", 3, label=_("Days for the record of a group session"), unit="days",
    clause="R4.2.2",
)  # fmt: skip
LEAST_PAIRS = dated.declare(
    "services.least_pairs", 10, label=_("Pairs of tests below which nothing is said about significance"),
    unit="pairs",
)  # fmt: skip
LEAST_ANSWERS = dated.declare(
    "services.satisfaction_least_answers", 5, label=_("Answers below which satisfaction is not told"), unit="answers",
    clause="R4.2.3",
)  # fmt: skip
MOST_FALL = dated.declare(
    "services.satisfaction_most_fall", 0.3, label=_("Fall of satisfaction that wants attention"), unit="of 5",
    clause="R4.2.3",
)  # fmt: skip
FEEDBACK_SESSIONS = dated.declare(
    "services.group_feedback_sessions", 4, label=_("Sessions after which members are asked midway"),
    unit="sessions", clause="R3.2.3",
)  # fmt: skip
dated.declare(
    "services.group_formation_percent", 25, label=_("Share of the sessions that forms a group"), unit="%"
)
dated.declare(
    "services.group_transition_percent", 50, label=_("Share of the sessions by which its transition is over"),
    unit="%",
)  # fmt: skip


def group_number(setting: dated.Declared, on: date, unit: Any = None) -> int:
    """One of the whole numbers above, as valid on a day."""
    return int(dated.value(setting.key, on=on, unit=unit))


def group_phases(on: date, unit: Any = None) -> tuple[int, int]:
    """Percent of the planned sessions that form a group, and by which its transition is over."""
    shares = ("services.group_formation_percent", "services.group_transition_percent")
    formation, transition = (int(dated.value(key, on=on, unit=unit)) for key in shares)
    return formation, transition


def age_limits(on: date, unit: Any = None) -> AgeLimits:
    """The ages at which consent changes hands, as valid on a day."""
    return AgeLimits(
        guardian_below=dated.value("services.guardian_below", on=on, unit=unit),
        adult_from=dated.value("services.adult_from", on=on, unit=unit),
        elder_from=dated.value("services.elder_from", on=on, unit=unit),
    )


def summary_days(on: date, unit: Any = None) -> int:
    """Calendar days within which the summary of an activity is due."""
    return int(dated.value("services.summary_days", on=on, unit=unit))


def safety_sizes(on: date, unit: Any = None) -> Thresholds:
    """The numbers of expected people from which more is asked of an activity's safety."""
    parts, notice, permit = (
        int(dated.value(each.key, on=on, unit=unit)) for each in (SAFETY_PARTS, SAFETY_NOTICE, PERMIT_FROM)
    )
    return Thresholds(parts, notice, permit)


def code_seconds(on: date, unit: Any = None) -> int:
    """Seconds after which the code on the sign-in screen changes."""
    return int(dated.value("services.code_seconds", on=on, unit=unit))


LONG_DAY = dated.declare(
    "services.long_day_hours", 12, label=_("Hours of one day above which somebody should look"), unit="hours"
)
LATE_DAYS = dated.declare(
    "services.late_entry_days", 7, label=_("Days after the event until an entry is late"), unit="days", clause="R4.2.2"
)  # fmt: skip
BESIDE_PERCENT = dated.declare(
    "services.beside_contract_percent", 20, label=_("Share of hours beside the contract above which somebody should look"),
    unit="%", clause="P1.11",
)  # fmt: skip
WORKER_YEAR = dated.declare(
    "services.worker_year_hours",
    1695,
    label=_("Available hours of a full-time worker in a year"),
    unit="hours",
)
COUNTABLE_PERCENT = dated.declare(
    "services.countable_percent", 60, label=_("Share of available hours that count"), unit="%"
)
