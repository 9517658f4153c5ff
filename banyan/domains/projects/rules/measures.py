"""What an indicator counts: its kind of work, its measure and the conditions of its counting rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The work that serves as evidence."""

    CASE_OPENED = "case_opened"
    CASE_CLOSED = "case_closed"
    CONTACT = "contact"
    GROUP = "group"
    ACTIVITY = "activity"
    VISIT = "visit"
    DAY_CARE = "day_care"
    CONSULTATION = "consultation"
    TRAINING = "training"
    VOLUNTEER = "volunteer"
    VOLUNTEER_HOURS = "volunteer_hours"
    SURVEY = "survey"
    WORK_HOURS = "work_hours"
    SATISFACTION = "satisfaction"
    ANYBODY = "anybody"


class Measure(StrEnum):
    """The unit that is added up; two measures never share a column."""

    EVENTS = "events"
    SESSIONS = "sessions"
    PERSON_TIMES = "person_times"
    PERSONS = "persons"
    HOUSEHOLDS = "households"
    HOUSEHOLD_TIMES = "household_times"
    HOURS = "hours"
    RATE = "rate"
    COVERAGE = "coverage"


class Minimum(StrEnum):
    """What a record must reach before it counts."""

    ATTENDANCE = "attendance"
    SESSIONS = "sessions"
    MINUTES = "minutes"
    ANSWERS = "answers"


class Within(StrEnum):
    """The time within which the same person, household or case counts only so often."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


ADDED_ONCE = frozenset(
    {Measure.EVENTS, Measure.SESSIONS, Measure.PERSON_TIMES, Measure.HOUSEHOLD_TIMES, Measure.HOURS}
)
ONE_LINE_A_PERSON = frozenset({Measure.PERSONS, Measure.COVERAGE})
ONE_LINE_A_HOUSEHOLD = frozenset({Measure.HOUSEHOLDS, Measure.HOUSEHOLD_TIMES})
SERVED_PERSONS = frozenset(
    {
        Kind.CASE_OPENED,
        Kind.CASE_CLOSED,
        Kind.CONTACT,
        Kind.GROUP,
        Kind.ACTIVITY,
        Kind.VISIT,
        Kind.DAY_CARE,
        Kind.CONSULTATION,
    }
)


@dataclass(frozen=True)
class CountingRule:
    """One version of how an indicator counts, as read from the contract or set by a person.

    ``minimums`` are person-times, sessions, minutes or answers; ``at_most`` is how often the same person (or
    household, or case) counts ``within`` a month, a quarter or the contract year.
    """

    kind: Kind
    measure: Measure
    minimums: Mapping[Minimum, int] = field(default_factory=dict)
    at_most: int | None = None
    within: Within | None = None
    evaluated: bool = False
    women_only: bool = False
    by_household: bool = False

    @property
    def is_cross_cutting(self) -> bool:
        """Fed by all work with people, whichever indicator the work was planned for."""
        return self.kind is Kind.ANYBODY

    @property
    def one_line_each(self) -> bool:
        """Each person or household has a line, so that what exceeds the limit can be named."""
        return self.measure in ONE_LINE_A_PERSON | ONE_LINE_A_HOUSEHOLD or self.at_most is not None

    @property
    def grows_with_time(self) -> bool:
        """A share of answers is as true in April as in March; everything else adds up over the year."""
        return self.measure is not Measure.RATE

    def accepts(self, kind: Kind) -> bool:
        """Whether this kind of work may count; a training is held like any other activity."""
        if self.is_cross_cutting:
            return kind in SERVED_PERSONS
        return kind is self.kind or (self.kind is Kind.TRAINING and kind is Kind.ACTIVITY)


def as_plain(rule: CountingRule) -> dict[str, Any]:
    """The rule in words that JSON can hold."""
    return {
        "kind": str(rule.kind),
        "measure": str(rule.measure),
        "minimums": {str(name): least for name, least in rule.minimums.items()},
        "at_most": rule.at_most,
        "within": str(rule.within) if rule.within else None,
        "evaluated": rule.evaluated,
        "women_only": rule.women_only,
        "by_household": rule.by_household,
    }


def from_plain(plain: Mapping[str, Any]) -> CountingRule:
    """The rule back from its plain words."""
    return CountingRule(
        kind=Kind(plain["kind"]),
        measure=Measure(plain["measure"]),
        minimums={Minimum(name): int(least) for name, least in plain["minimums"].items()},
        at_most=plain["at_most"],
        within=Within(plain["within"]) if plain["within"] else None,
        evaluated=plain["evaluated"],
        women_only=plain["women_only"],
        by_household=plain["by_household"],
    )


ONE = Decimal(1)
HUNDRED = Decimal(100)
