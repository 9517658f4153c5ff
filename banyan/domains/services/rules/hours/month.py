"""When the hours of a month are handed in and accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from banyan.foundation.refusal import Refused, noop, sentence

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Told:
    """What the records of a month tell of one worker's hours for one contract."""

    records: int = 0
    raw: int = 0
    countable: int = 0


def hours_of(minutes: int) -> Decimal:
    """Minutes as hours with two decimals: 95 minutes are 1.58."""
    return (Decimal(minutes) / 60).quantize(CENT, ROUND_HALF_UP)


def first_of(day: date) -> date:
    """A month is called by its first day."""
    return day.replace(day=1)


def last_of(day: date) -> date:
    """The last day of the month, on which its hours stand in the ledger."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def check_hand_in(month: date, today: date, told: Told, *, own: bool, impossible: int) -> None:
    """One hands in one's own month, on its last day or later, when something was worked and no day has over 24 hours."""
    if not own:
        raise Refused({"": noop("Everybody hands in the hours of their own month.")})
    if today < last_of(month):
        raise Refused(
            {
                "month": sentence(
                    noop("The month ends on %(day)s; hand its hours in then."),
                    day=last_of(month).isoformat(),
                )
            }
        )
    if impossible:
        raise Refused(
            {"": sentence(noop("%(days)s days have more than 24 hours."), days=impossible)},
            way_out=noop("Correct these days on the day sheet or in the records."),
        )
    if not told.records:
        raise Refused(
            {"": noop("No record of this month names you and this contract.")},
            way_out=noop("Write the records of the services first; they tell the hours."),
        )


def check_accept(own: bool, handed_in: Told, now: Told) -> None:
    """Nobody accepts their own hours, nor hours that the records no longer tell."""
    if own:
        raise Refused({"": noop("Nobody accepts their own hours.")}, code="own_request")
    if handed_in != now:
        raise Refused(
            {
                "": sentence(
                    noop("The records now tell %(now)s countable hours; %(then)s were handed in."),
                    now=str(hours_of(now.countable)),
                    then=str(hours_of(handed_in.countable)),
                )
            },
            way_out=noop("Send it back; the worker hands it in again with the records of today."),
        )


def check_reason(reason: str) -> None:
    """Whoever sends hours back says what is to be looked at."""
    if not reason.strip():
        raise Refused({"reason": noop("Say what is to be looked at again.")})
