"""What could happen to people at an activity: the parts of the safety plan, and the permits that its size asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

PARTS = (
    ("weather", noop("Say what is done in rain, heat or a storm; write 'none' where it does not matter.")),
    ("crowd", noop("Say how many fit in, where the ways out are and who keeps them free.")),
    ("children", noop("Say who looks after children; write 'none' where none come.")),
    ("food", noop("Say what is eaten and where it comes from; write 'none' where nothing is.")),
    ("first_aid", noop("Say who gives first aid, where the box stands and which hospital is near.")),
    ("stop_rule", noop("Say when the activity is stopped, and who says so.")),
)


@dataclass(frozen=True)
class SafetyPlan:
    """The safety part of a plan; an empty text means that nothing was written."""

    weather: str = ""
    crowd: str = ""
    children: str = ""
    food: str = ""
    first_aid: str = ""
    stop_rule: str = ""
    insurance: str = ""
    has_lead: bool = False


NOTHING_WRITTEN = SafetyPlan()


@dataclass(frozen=True)
class Thresholds:
    """Expected persons: above `parts` every part is written, above `notice` the street knows, from `permit` the police allow."""

    parts: int
    notice: int
    permit: int


@dataclass(frozen=True)
class Permit:
    """A permit that was applied for: granted on a day for so many persons, or not yet."""

    applied_on: date
    granted_on: date | None = None
    allowed: int | None = None
    refused: bool = False

    def covers(self, expected: int, on: date) -> bool:
        """Granted by the day, for at least so many; no number given means as many as were applied for."""
        return (
            self.granted_on is not None and self.granted_on <= on and (self.allowed or expected) >= expected
        )


def safety_problems(
    plan: SafetyPlan, expected: int | None, notice: str, sizes: Thresholds
) -> dict[str, str | Sentence]:
    """What the safety part of a plan lacks for so many people; small activities need the one text only."""
    if expected is None:
        return {}
    found: dict[str, str | Sentence] = {}
    if expected > sizes.parts:
        found = {name: words for name, words in PARTS if not getattr(plan, name).strip()}
        if not plan.insurance.strip():
            found["insurance"] = noop(
                "Name the insurance of those who come; write 'none' where there is none."
            )
        if not plan.has_lead:
            found["safety_lead"] = noop("Say who of the staff is in charge of safety on the day.")
    if needs_notice(expected, sizes) and not notice.strip():
        found["safety_notice"] = sentence(
            noop("More than %(people)s people are expected: name the public-safety notice or permit."),
            people=sizes.notice,
        )
    return found


def needs_notice(expected: int | None, sizes: Thresholds) -> bool:
    """Above this number the street wants to know beforehand."""
    return expected is not None and expected > sizes.notice


def needs_permit(expected: int | None, sizes: Thresholds) -> bool:
    """From this number on it is a large mass activity, which the police allow beforehand or not at all."""
    return expected is not None and expected >= sizes.permit


def check_permitted(expected: int | None, on: date, permits: Iterable[Permit], sizes: Thresholds) -> None:
    """Nobody is let in to a large activity without its permit, whatever was planned."""
    if (
        not needs_permit(expected, sizes)
        or expected is None
        or any(each.covers(expected, on) for each in permits)
    ):
        return
    said = sentence(
        noop("%(expected)s people are expected; from %(people)s on, an activity is held with a permit only."),
        expected=expected, people=sizes.permit,
    )  # fmt: skip
    raise Refused(
        {"": said},
        way_out=noop("Write down the permit that was granted, or change the plan to fewer people."),
    )


def apply_by(held_on: date, days: int) -> date:
    """The last day on which the permit is applied for."""
    return held_on - timedelta(days=days)


def check_granted(granted_on: date, applied_on: date, today: date) -> None:
    """An answer comes after the question, and not before it is there."""
    if not applied_on <= granted_on <= today:
        raise Refused(
            {
                "granted_on": noop(
                    "The permit was granted on or after the day of asking, and not later than today."
                )
            }
        )
