"""Crisis levels from red to blue: what is done first, who hears of it, and by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from banyan.foundation.refusal import Refused, noop

LEVELS = ("red", "orange", "yellow", "blue")


@dataclass(frozen=True)
class Call:
    """Somebody who must hear of a crisis: by role, within minutes; `written` for what is handed in on paper."""

    role: str
    minutes: int
    is_written: bool = False


@dataclass(frozen=True)
class Clock:
    """The limits of a level in minutes, as valid on a day."""

    red_call: int = 30
    red_written: int = 24 * 60
    orange_call: int = 120
    yellow_call: int = 24 * 60


FIRST_STEPS = {
    "red": noop("Stay there; call 110 or 120; nobody is left alone."),
    "orange": noop("Agree on a safety plan the same day."),
    "yellow": noop("Plan within three days what lowers the risk."),
    "blue": noop("Bring the next contact forward and watch."),
}


def calls(level: str, clock: Clock) -> list[Call]:
    """Who is called, in the order of the tree."""
    if level == "red":
        return [
            Call("centre-director", clock.red_call),
            Call("supervisor", clock.red_call),
            Call("centre-director", clock.red_written, is_written=True),
        ]
    if level == "orange":
        return [Call("department-head", clock.orange_call), Call("supervisor", clock.orange_call)]
    return [Call("department-head", clock.yellow_call)] if level == "yellow" else []


def due_at(raised_at: datetime, call: Call) -> datetime:
    """By when somebody must have heard."""
    return raised_at + timedelta(minutes=call.minutes)


def check_level(level: str, signs: str, first_step: str) -> None:
    """A crisis is said with its signs and what was done first; words, not a colour alone."""
    problems = {}
    if level not in LEVELS:
        problems["level"] = noop("Choose red, orange, yellow or blue.")
    if not signs.strip():
        problems["signs"] = noop("Say which signs were seen or heard.")
    if not first_step.strip():
        problems["first_step"] = noop("Say what was done first.")
    if problems:
        raise Refused(problems)
