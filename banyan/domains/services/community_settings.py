"""The numbers of community work as dated settings, read for the day of the fact."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import dated
from banyan.domains.services.rules.teams import Needed


def _declare(name: str, default: int, label: Any, unit: str, clause: str = "") -> dated.Declared:
    return dated.declare(f"services.community_{name}", default, label=label, unit=unit, clause=clause)


TALK_DAYS = _declare(
    "team_talk_days", 92, _("Days within which a worker sits with each team of residents"), "days", "W4.2"
)
TEAM_MEMBERS = _declare(
    "team_members", 5, _("Members from which residents are a formed team"), "persons", "W4.2"
)
OWN_DOINGS = _declare(
    "team_own_doings", 3, _("Things done by itself from which a team runs itself"), "times", "W4.2"
)
TEAM_EVENTS = _declare("team_events", 10, _("Events that a team holds in a year"), "events", "W6.6")
ANALYSIS_DAYS = _declare("analysis_days", 365, _("Days after which a community analysis is renewed"), "days")
COUNT_DAYS = _declare("count_days", 365, _("Days after which the count of a group is old"), "days", "W6.2")
ENDING_DAYS = _declare(
    "ending_days", 60, _("Days before its end at which an agreement asks for renewal"), "days"
)


def number(setting: dated.Declared, on: date, unit: Any = None) -> int:
    """One of the numbers above, as valid on a day."""
    return int(dated.value(setting.key, on=on, unit=unit))


def team_needs(on: date, unit: Any = None) -> Needed:
    """What the stages of a team ask for on a day."""
    return Needed(number(TEAM_MEMBERS, on, unit), number(OWN_DOINGS, on, unit))


NEED_DAYS = _declare(
    "need_days",
    30,
    _("Days within which a family's need is matched with a volunteer's skill"),
    "days",
    "W6.5",
)
STARS = tuple(
    dated.declare(f"services.volunteer_star_{place}", hours, label=label, unit="hours", clause="R7.3.4")
    for place, (hours, label) in enumerate(
        (
            (100, _("Approved hours for one star")),
            (300, _("Approved hours for two stars")),
            (600, _("Approved hours for three stars")),
            (1000, _("Approved hours for four stars")),
            (1500, _("Approved hours for five stars")),
        ),
        1,
    )
)


def star_table(on: date, unit: Any = None) -> tuple[int, ...]:
    """Approved hours for one to five stars, by the table of a day."""
    return tuple(number(each, on, unit) for each in STARS)


RULES_DAYS = _declare(
    "rules_days", 30, _("Days within which each volunteer accepts the rules in force"), "days", "R7.3.1"
)
EXCHANGE_DAYS = _declare(
    "exchange_days", 92, _("Days within which volunteers meet to exchange"), "days", "R7.2.4"
)
REVIEW_DAYS = _declare(
    "review_days",
    365,
    _("Days within which the service of each volunteer who serves is reviewed"),
    "days",
    "R7.3.2",
)
YEAR_DAYS = _declare(
    "volunteer_year_days",
    60,
    _("Days after its end within which a year of volunteering is summed up"),
    "days",
    "R7.4.4",
)
FESTIVAL_DAYS = _declare(
    "festival_days", 10, _("Days around a festival within which its activity is held"), "days", "W5.1"
)
MATTER_DAYS = _declare(
    "matter_days",
    30,
    _("Days within which a visitor's matter is settled or goes on as a case"),
    "days",
    "W5.4",
)
