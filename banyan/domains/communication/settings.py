"""The numbers of the trade in this room, as dated settings: read for the day of the fact."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import dated
from banyan.domains.communication.rules.crises import Limits

SUGGESTION = dated.declare(
    "communication.suggestion_workdays",
    10,
    _("Working days until a suggestion is answered"),
    "days",
    "R9.1.8",
)
FEEDBACK = dated.declare(
    "communication.feedback_workdays", 10, _("Working days until feedback has its outcome"), "days", "R2.2.9"
)
FEEDBACK_MONTHS = dated.declare(
    "communication.feedback_months", 3, _("Months within which users are heard while a service runs"), "months",
    "R3.2.3",
)  # fmt: skip
CONTACTS = dated.declare(
    "communication.contacts_a_quarter", 1, _("Contacts with a stakeholder in a quarter"), "times", "R3.2.5"
)
AGREEMENT_WARNING = dated.declare(
    "communication.agreement_warning_days",
    30,
    _("Days before an agreement with a partner ends"),
    "days",
    "R9.2.2",
)
DOCUMENT = dated.declare(
    "communication.document_workdays", 10, _("Working days until a document is dealt with"), "days", "R9.2.5"
)
DOCUMENT_MARK = dated.declare(
    "communication.document_mark",
    "社服",
    _("Mark of the house in the numbers of what it sends"),
    "",
    "R9.2.5",
)
FIRST_CALL = dated.declare(
    "communication.first_call_minutes", 30, _("Minutes until the first know of a crisis"), "minutes", "R9.3.2"
)
SECOND_CALL = dated.declare(
    "communication.second_call_minutes",
    120,
    _("Minutes until the second know of a crisis"),
    "minutes",
    "R9.3.2",
)
LAST_CALL = dated.declare(
    "communication.last_call_minutes",
    1440,
    _("Minutes until everybody in the tree knows"),
    "minutes",
    "R9.3.2",
)
TAKE_OVER = dated.declare(
    "communication.take_over_hours",
    24,
    _("Hours until the next shift has read the handover"),
    "hours",
    "R9.1.9",
)
BOUNCES = dated.declare("communication.bounces", 2, _("How often a matter may be passed on"), "times", "A4.2")
QUORUM = dated.declare(
    "communication.quorum_percent", 50, _("Share of the staff that must vote"), "percent", "P2.6"
)
PARTICIPATION = dated.declare(
    "communication.participation_percent", 10, _("Share of the staff that speaks up about the whole centre"),
    "percent", "P2.6",
)  # fmt: skip
SMALLEST = dated.declare(
    "communication.smallest_cell", 5, _("Fewest people of whom a result is shown"), "persons", "R9.3.3"
)
GOALS_FALL = dated.declare(
    "communication.goals_fall", 0.3, _("Fall of the mean on the centre's goals from which it wants attention"),
    "points", "P2.7",
)  # fmt: skip
DEPENDENT_PERCENT = dated.declare(
    "communication.dependent_percent", 50, _("Share of the largest funder from which an agency depends on it"),
    "percent", "P1.12",
)  # fmt: skip
CLOSE_CONTACTS = dated.declare(
    "communication.close_contacts", 1, _("Contacts with government a month and project from which an agency is close"),
    "times", "P1.12",
)  # fmt: skip
GOVERNMENT = dated.declare(
    "communication.government_kinds", ["purchaser", "authority", "police"], _("Kinds of stakeholder that are government"),
    "", "P1.12",
    names={
        "purchaser": pgettext_lazy("value of a setting", "purchaser"),
        "authority": pgettext_lazy("value of a setting", "authority"),
        "police": pgettext_lazy("value of a setting", "police"),
    },
)  # fmt: skip


def number(setting: Any, on: date, unit: Any = None) -> int:
    """The value of a setting of this room on the day of the fact."""
    return int(dated.value(setting.key, on=on, unit=unit))


def mark(on: date, unit: Any = None) -> str:
    """The mark of the house in the numbers of what it sends."""
    return str(dated.value(DOCUMENT_MARK.key, on=on, unit=unit))


def crisis_limits(on: date, unit: Any = None) -> Limits:
    """Minutes until each wave must know, as valid on a day."""
    return Limits(number(FIRST_CALL, on, unit), number(SECOND_CALL, on, unit), number(LAST_CALL, on, unit))
