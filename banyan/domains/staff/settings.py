"""The numbers of the trade that the staff room works with, as dated settings with their defaults."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import dated
from banyan.domains.staff.rules.premises import Hours
from banyan.domains.staff.rules.qualifications import ASSISTANT, SENIOR, SOCIAL_WORKER, RegistrationTerms
from banyan.domains.staff.rules.terms import StaffTerms

dated.declare(
    "staff.registration",
    {"years": 3, "hours": {ASSISTANT: 72, SOCIAL_WORKER: 90, SENIOR: 90}, "alerts": [12, 6]},
    _("Registration of certificates: years, class hours by level, months of warning"),
    "",
    "P1.6",
    names={
        "years": pgettext_lazy("value of a setting", "years"),
        "hours": pgettext_lazy("value of a setting", "class hours"),
        ASSISTANT: pgettext_lazy("value of a setting", "assistant social worker"),
        SOCIAL_WORKER: pgettext_lazy("value of a setting", "social worker"),
        SENIOR: pgettext_lazy("value of a setting", "senior social worker"),
        "alerts": pgettext_lazy("value of a setting", "months of warning"),
    },
)
dated.declare("staff.inquiry_months", 12, _("Time between two no-crime inquiries"), _("months"))
dated.declare(
    "staff.duties",
    {
        "words": {"finance": ["财务", "会计"], "cashier": ["出纳"], "archives": ["档案"]},
        "incompatible": [["finance", "archives"], ["finance", "cashier"], ["cashier", "archives"]],
    },
    _("Duties by the words of a post title, and which of them must lie in two hands"),
    names={
        "words": pgettext_lazy("value of a setting", "words of the title"),
        "finance": pgettext_lazy("value of a setting", "money duty"),
        "cashier": pgettext_lazy("value of a setting", "cash duty"),
        "archives": pgettext_lazy("value of a setting", "archives duty"),
        "incompatible": pgettext_lazy("value of a setting", "not in one hand"),
    },
)
dated.declare("staff.frontline_words", ["一线"], _("Words in a rank that mean front-line work"), "", "P2.1")
dated.declare(
    "staff.workers_per_ten_thousand", 5, _("Target of workers for 10,000 residents"), _("workers"), "P2.1"
)
VACANT_DAYS = dated.declare(
    "staff.vacant_days", 90, _("Days a place may stay vacant before it wants attention"), "days", "P1.2"
)
ALIKE_BELOW = dated.declare(
    "staff.alike_below", "0.9", _("Likeness of sister centres above which it wants attention"), "", "P1.3"
)
COUNT_DAYS = dated.declare(
    "staff.count_days", 730, _("Days for which a count of residents is taken as true"), "days", "P2.1"
)
TURNOVER_PERCENT = dated.declare(
    "staff.turnover_percent", 20, _("Share of leavers in a year above which it wants attention"), "%", "P2.4"
)

OUTSIDE_PERCENT = dated.declare(
    "staff.outside_percent",
    40,
    _("Share of a field's service by a department without a part in it, from which it wants attention"),
    "%",
    "P1.4",
)
FEWEST_SERVED = dated.declare(
    "staff.fewest_served",
    20,
    _("Person-times of a field below which nothing is said about who served it"),
    "",
    "P1.4",
)


def terms_on(day: date, unit: Any = None) -> StaffTerms:
    """The terms valid on a day at a unit, for the rules."""
    registration = dated.value("staff.registration", day, unit)
    duties = dated.value("staff.duties", day, unit)
    hours = {level: Decimal(str(number)) for level, number in registration["hours"].items()}
    return StaffTerms(
        registration=RegistrationTerms(registration["years"], hours, tuple(registration["alerts"])),
        inquiry_months=dated.value("staff.inquiry_months", day, unit),
        duty_words={duty: tuple(words) for duty, words in duties["words"].items()},
        incompatible=tuple((first, second) for first, second in duties["incompatible"]),
    )


def target_on(day: date, unit: Any = None) -> Decimal:
    """How many workers 10,000 residents should have."""
    return Decimal(str(dated.value("staff.workers_per_ten_thousand", day, unit)))


def frontline_words_on(day: date, unit: Any = None) -> tuple[str, ...]:
    """The words that make a rank front-line work."""
    return tuple(dated.value("staff.frontline_words", day, unit))


OPENS = dated.declare("staff.house_opens", "08:30", _("Rooms can be booked from"), "", "P1.9")
CLOSES = dated.declare("staff.house_closes", "21:00", _("Rooms can be booked until"), "", "P1.9")
DAYS_AHEAD = dated.declare(
    "staff.booked_ahead_days", 60, _("Rooms can be booked so many days ahead"), "days", "P1.9"
)
PAY_STANDARDS = dated.declare("staff.pay_standards", 2, _("Different pay standards in force"), "", "P2.8")
WANTED_ROOMS = dated.declare(
    "staff.wanted_rooms",
    ["case", "group", "office"],
    _("Kinds of room that every centre has"),
    "",
    "P1.9",
    names={
        "case": pgettext_lazy("value of a setting", "room for casework"),
        "group": pgettext_lazy("value of a setting", "room for groups"),
        "office": pgettext_lazy("value of a setting", "office"),
    },
)


def hours_on(day: date, unit: Any = None) -> Hours:
    """When the house is open on a day, and how far ahead rooms are booked."""
    opens, closes = (time.fromisoformat(dated.value(each.key, day, unit)) for each in (OPENS, CLOSES))
    return Hours(opens, closes, int(dated.value(DAYS_AHEAD.key, day, unit)))
