"""The numbers of casework as dated settings, read for the day of the fact."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated
from banyan.domains.services.rules.cases.crisis import Clock
from banyan.domains.services.rules.cases.deadlines import Limits


def _declare(name: str, default: Any, label: Any, unit: Any, clause: str = "R2.2.12") -> dated.Declared:
    return dated.declare(f"services.case_{name}", default, label=label, unit=unit, clause=clause)


INTAKE = _declare("intake_workdays", 3, _("Working days until a case is decided on at intake"), "days")
ASSESSMENT = _declare("assessment_workdays", 10, _("Working days until the assessment of a case"), "days")
PLAN = _declare("plan_workdays", 5, _("Working days from assessment to plan of a case"), "days")
CONSENT = _declare(
    "consent_workdays", 3, _("Working days from intake until the consent of the client is filed"), "days"
)
AGREEMENT = _declare("agreement_workdays", 5, _("Working days from plan to agreement of a case"), "days")
RECORD = _declare("record_workdays", 3, _("Working days until a contact of a case is written down"), "days")
REVIEW = _declare("review_months", 3, _("Months until a case is reviewed"), "months")
FIRST_FOLLOW_UP = _declare(
    "first_follow_up_months", 1, _("Months until the first follow-up of a closed case"), "months"
)
SECOND_FOLLOW_UP = _declare(
    "second_follow_up_months", 3, _("Months until the second follow-up of a closed case"), "months"
)
CRISIS_HOURS = _declare(
    "crisis_hours", 72, _("Hours until the papers follow that a crisis let wait"), "hours"
)
GLASS_HOURS = _declare("glass_hours", 24, _("Hours for which broken glass stays open"), "hours", "")
CONTACT_DAYS = {
    "A": _declare("contact_days_a", 7, _("Days within which a case of grade A is met"), "days", ""),
    "B": _declare("contact_days_b", 15, _("Days within which a case of grade B is met"), "days", ""),
    "C": _declare("contact_days_c", 31, _("Days within which a case of grade C is met"), "days", ""),
    "V": _declare("contact_days_v", 92, _("Days within which a case of grade V is met"), "days", ""),
}
WEIGHTS = {
    "A": _declare("weight_a", 3, _("Weight of a case of grade A in a worker's load"), "", ""),
    "B": _declare("weight_b", 1.5, _("Weight of a case of grade B in a worker's load"), "", ""),
    "C": _declare("weight_c", 1, _("Weight of a case of grade C in a worker's load"), "", ""),
    "V": _declare("weight_v", 0.25, _("Weight of a case of grade V in a worker's load"), "", ""),
}
MOST_LOAD = _declare("most_load", 30, _("Load of cases that a worker carries at most"), "", "")
RED_CALL = _declare(
    "red_minutes", 30, _("Minutes until director and supervisor hear of a red crisis"), "minutes", ""
)
RED_WRITTEN = _declare(
    "red_written_minutes", 1440, _("Minutes until a red crisis is reported in writing"), "minutes", ""
)
ORANGE_CALL = _declare("orange_minutes", 120, _("Minutes until an orange crisis is told"), "minutes", "")
YELLOW_CALL = _declare(
    "yellow_minutes", 1440, _("Minutes until the head hears of a yellow crisis"), "minutes", ""
)


def limits(on: date, unit: Any = None) -> Limits:
    """All deadlines of casework as valid on a day."""

    def said(setting: dated.Declared) -> int:
        return int(dated.value(setting.key, on=on, unit=unit))

    return Limits(
        intake=said(INTAKE),
        assessment=said(ASSESSMENT),
        plan=said(PLAN),
        consent=said(CONSENT),
        agreement=said(AGREEMENT),
        record=said(RECORD),
        review_months=said(REVIEW),
        follow_up_months=(said(FIRST_FOLLOW_UP), said(SECOND_FOLLOW_UP)),
        crisis_hours=said(CRISIS_HOURS),
        contact_days=tuple((grade, said(setting)) for grade, setting in CONTACT_DAYS.items()),
    )


def weights(on: date, unit: Any = None) -> dict[str, Decimal]:
    """What a case of each grade weighs."""
    return {
        grade: Decimal(str(dated.value(setting.key, on=on, unit=unit))) for grade, setting in WEIGHTS.items()
    }


def most_load(on: date, unit: Any = None) -> Decimal:
    """What a worker's cases weigh together at most."""
    return Decimal(str(dated.value(MOST_LOAD.key, on=on, unit=unit)))


def crisis_clock(on: date, unit: Any = None) -> Clock:
    """Minutes for the calls of each crisis level."""
    found = (
        int(dated.value(each.key, on=on, unit=unit))
        for each in (RED_CALL, RED_WRITTEN, ORANGE_CALL, YELLOW_CALL)
    )
    return Clock(*found)


def glass_hours(on: date, unit: Any = None) -> int:
    """Hours for which broken glass stays open."""
    return int(dated.value(GLASS_HOURS.key, on=on, unit=unit))
