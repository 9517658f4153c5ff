"""Teams of residents: how far one has grown, members each once across teams, and who of the women took part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from banyan.domains.services.rules.proving import ATTENTION, GOOD, Judged
from banyan.foundation.refusal import Refused, noop, sentence

_TENTH = Decimal("0.1")


class Stage(StrEnum):
    """How far a team has grown; derived from dated facts and provable at any time."""

    SEED = "seed"
    FORMED = "formed"
    SELF_RUN = "self_run"
    FILED = "filed"


@dataclass(frozen=True)
class Facts:
    """What is known of a team's growth: its days, its members, and the days on which it did something by itself."""

    founded_on: date
    members: int
    leader_on: date | None = None
    rules_on: date | None = None
    filed_on: date | None = None
    own_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Milestone:
    """One step of growth: the day it was reached, or what is still missing for it."""

    stage: Stage
    reached_on: date | None
    missing: str = ""


@dataclass(frozen=True)
class Needed:
    """What a stage asks for: members of a formed team, and own doings of one that runs itself."""

    members: int
    own_days: int


def milestones(facts: Facts, needed: Needed) -> list[Milestone]:
    """The four steps in order; one stands only where those before it stand."""
    formed = facts.leader_on if facts.members >= needed.members else None
    by_itself = (
        sorted(facts.own_days)[needed.own_days - 1] if len(facts.own_days) >= needed.own_days else None
    )
    self_run = max(by_itself, facts.rules_on) if by_itself and facts.rules_on else None
    steps = [
        Milestone(Stage.SEED, facts.founded_on),
        Milestone(Stage.FORMED, formed, _lacks_form(facts, needed)),
        Milestone(Stage.SELF_RUN, self_run and formed and max(self_run, formed), _lacks_own(facts, needed)),
        Milestone(Stage.FILED, facts.filed_on, noop("It is not filed with the community yet.")),
    ]
    reached: list[Milestone] = []
    for step in steps:
        stands = step.reached_on is not None and all(each.reached_on for each in reached)
        reached.append(
            Milestone(step.stage, step.reached_on if stands else None, "" if stands else step.missing)
        )
    return reached


def stage(facts: Facts, needed: Needed) -> Stage:
    """The last step that was reached."""
    return [each.stage for each in milestones(facts, needed) if each.reached_on][-1]


def _lacks_form(facts: Facts, needed: Needed) -> str:
    if facts.members < needed.members:
        return noop("It has too few members to be a team.")
    return noop("Nobody leads it yet.")


def _lacks_own(facts: Facts, needed: Needed) -> str:
    if facts.rules_on is None:
        return noop("It has no rules of its own yet.")
    return noop("It has done too little by itself yet.")


@dataclass(frozen=True)
class Size:
    """Teams, their places, the people behind them, and members of a team on average."""

    teams: int
    places: int
    persons: int
    average: Decimal | None


def size(teams: Iterable[int], places: Mapping[int, Collection[str]]) -> Size:
    """Team → keys of its members: the average is of places, people are counted each once (W4.2)."""
    members = [places.get(team, ()) for team in teams]
    count = sum(map(len, members))
    average = (Decimal(count) / len(members)).quantize(_TENTH, ROUND_HALF_UP) if members else None
    return Size(len(members), count, len({key for each in members for key in each}), average)


def check_meeting(held_on: date, today: date, hours: tuple[time, time], present: int, members: int) -> None:
    """A meeting is written down when it has been held, with members of the team."""
    if held_on > today:
        raise Refused({"held_on": noop("A meeting is written down when it has been held.")})
    if hours[1] <= hours[0]:
        raise Refused({"ended_at": noop("A meeting ends after it began.")})
    if not 1 <= present <= members:
        raise Refused({"present": sentence(noop("The team has %(members)s members."), members=members)})


def check_fact_day(name: str, on: date, founded_on: date, today: date) -> None:
    """What a team reached, it reached after it was founded and not tomorrow."""
    if not founded_on <= on <= today:
        raise Refused({name: noop("The day lies between the founding of the team and today.")})


def counselled(talked_on: date | None, founded_on: date, until: date, days: int) -> Judged:
    """A team against the last time its worker sat with it (W4.2)."""
    late = (until - (talked_on or founded_on)).days - days
    if late <= 0:
        return GOOD, sentence(noop("The worker sat with the team in time."))
    return ATTENTION, sentence(
        noop("Nobody of the staff sat with the team for %(days)s days longer than set."), days=late
    )


@dataclass(frozen=True)
class TakingPart:
    """Women who took part, each once, against the women who live there on a day."""

    women: int
    sign_ins: int
    events: int
    living: int | None
    counted_on: date | None
    source: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Distinct women ÷ women living there; nothing where nobody counted those who live there."""
        if not self.living:
            return None
        return (Decimal(100 * self.women) / self.living).quantize(_TENTH, ROUND_HALF_UP)


def took_part(found: TakingPart, target: int | None, least_events: int) -> Judged:
    """A team's reach among the women of its community (W6.6)."""
    if found.percent is None or found.counted_on is None:
        return ATTENTION, sentence(
            noop("%(women)s women took part; nobody wrote down how many women live there."), women=found.women
        )
    told = {
        "women": found.women, "living": found.living, "percent": found.percent, "day": found.counted_on.isoformat(),
        "events": found.events,
    }  # fmt: skip
    if found.events < least_events:
        return ATTENTION, sentence(
            noop("%(women)s of %(living)s women (%(day)s), %(percent)s %%; only %(events)s events in a year"),
            **told,
        )
    if target is not None and found.percent < target:
        return ATTENTION, sentence(
            noop("%(women)s of %(living)s women (%(day)s), %(percent)s %%; the team wants %(target)s %%"),
            **told, target=target,
        )  # fmt: skip
    return GOOD, sentence(
        noop("%(women)s of %(living)s women (%(day)s), %(percent)s %%; %(events)s events"), **told
    )
