"""What was agreed: somebody, a day, and an end (R9.1.5, R1.3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, Sentence, noop, sentence


@dataclass(frozen=True)
class Standing:
    """An item as the rules see it on a day."""

    is_open: bool
    due_on: date
    closed_on: date | None = None
    is_raised: bool = False


def check_agreed(what: str, due_on: date, agreed_on: date, same_department: bool) -> None:
    """An item names what, and a day that is not before the meeting; support comes from another department."""
    if not what.strip():
        raise Refused({"what": noop("Write what is to be done.")}, clause="R9.1.5")
    if due_on < agreed_on:
        raise Refused({"due_on": noop("The day lies before the meeting.")}, clause="R9.1.5")
    if same_department:
        raise Refused(
            {"supporting": noop("Support comes from another department than the one that leads.")},
            clause="R9.1.7",
        )


def check_done(result: str) -> None:
    """Done is what has a result that can be told."""
    if not result.strip():
        raise Refused(
            {"result": noop("Write what came of it; “done” alone can be checked by nobody.")}, clause="R9.1.5"
        )


def check_dropped(reason: str) -> None:
    """Dropping has a reason."""
    if not reason.strip():
        raise Refused({"reason": noop("Write why it is no longer needed.")}, clause="R9.1.5")


def check_postponed(due_on: date, until: date, reason: str) -> None:
    """A later day needs a reason, and is later."""
    if until <= due_on:
        raise Refused({"due_on": noop("The new day is not later than the old one.")}, clause="R9.1.5")
    if not reason.strip():
        raise Refused({"reason": noop("Write why it takes longer.")}, clause="R9.1.5")


def days_late(item: Standing, today: date) -> int:
    """How many days an item is over its day: until it was closed, or until today."""
    return max(((item.closed_on or today) - item.due_on).days, 0)


def check_may_raise(item: Standing, today: date) -> None:
    """Only what is open, late and not raised yet goes to the superior."""
    if item.is_raised:
        raise Refused({"": noop("It was raised as a problem already.")}, clause="R9.3.1")
    if not item.is_open or days_late(item, today) == 0:
        raise Refused(
            {"": noop("It is not late; only what is over its day is raised to the superior.")},
            clause="R9.1.5",
        )


def told(item: Standing, today: date) -> Sentence:
    """How an item stands, in one sentence."""
    late = days_late(item, today)
    if not item.is_open:
        return (
            sentence(noop("closed, %(days)s days late"), days=late)
            if late
            else sentence(noop("closed in time"))
        )
    if late and item.is_raised:
        return sentence(noop("%(days)s days late, raised to the superior"), days=late)
    return sentence(noop("overdue by %(days)s days"), days=late) if late else sentence(noop("within its day"))
