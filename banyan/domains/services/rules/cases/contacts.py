"""What a contact record must say before it is filed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from banyan.domains.services.rules.cases.stages import TURNED_AWAY, Stage
from banyan.foundation.refusal import Refused, noop

OVER = tuple(str(each) for each in (*TURNED_AWAY, Stage.CLOSED, Stage.FOLLOW_UP))


@dataclass(frozen=True)
class Told:
    """A contact as it was written down."""

    held_on: date
    began_at: time
    ended_at: time
    texts: Mapping[str, str]


def check_contact(told: Told, inquired_on: date, today: date, is_over: bool) -> None:
    """A record says when, what happened and what the worker makes of it; the client's words may be missing.

    `is_over` speaks of a new contact: what was written before the end may be corrected after it.
    """
    problems = {}
    if is_over:
        problems[""] = noop("This case is over; what is done now is a follow-up.")
    if not inquired_on <= told.held_on <= today:
        problems["held_on"] = noop("A contact lies between the inquiry and today.")
    if told.ended_at <= told.began_at:
        problems["ended_at"] = noop("A contact ends after it began.")
    if not told.texts.get("happened", "").strip():
        problems["happened"] = noop("Write what was seen, heard and done, without judging it.")
    if not told.texts.get("judgement", "").strip():
        problems["judgement"] = noop("Write what you make of it, and what follows.")
    if problems:
        raise Refused(problems, clause="R2.2.12")


def is_late(happened_on: date, entered_on: date, late_days: int) -> bool:
    """Whether something was entered more than so many days after its day (补录); both days stay to be read."""
    return (entered_on - happened_on).days > late_days


def check_newest(holds: bool) -> None:
    """A version that somebody replaced meanwhile is not corrected again: neither's words are lost."""
    if not holds:
        raise Refused(
            {
                "": noop(
                    "Somebody corrected this record meanwhile; their words stand in the file, yours are still below."
                )
            },
            clause="R2.2.12",
            way_out=noop(
                "Open the newest version in another tab, read what they wrote, and put your words there."
            ),
        )
