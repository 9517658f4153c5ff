"""Documents in and out: what a paper needs at each station."""

from __future__ import annotations

from datetime import date

from banyan.foundation.refusal import Refused, noop

IN, OUT = "in", "out"


def dispatch_pattern(mark: str) -> str:
    """The numbering of what the house sends: mark, 发, the year in hexagonal brackets, the count."""
    return f"{mark}发〔{{year}}〕{{count}}号"


def check_registered(passed_on: date, today: date, due_on: date | None) -> None:
    """A paper is registered on the day it came or later, and its deadline lies after that."""
    if passed_on > today:
        raise Refused({"passed_on": noop("This day has not come yet.")}, clause="R9.2.5")
    if due_on is not None and due_on < passed_on:
        raise Refused({"due_on": noop("The deadline lies before the day the paper came.")}, clause="R9.2.5")


def check_proposal(proposal: str) -> None:
    """Whoever registers a paper says what should be done with it."""
    if not proposal.strip():
        raise Refused({"proposal": noop("Say who should handle the paper, and how.")}, clause="R9.2.5")


def check_instruction(
    instruction: str, due_on: date, today: date, proposed_by: int | None, by: int | None
) -> None:
    """The instruction names what is to be done until when, and is not given on one's own proposal."""
    if not instruction.strip():
        raise Refused({"instruction": noop("Write the instruction.")}, clause="R9.2.5")
    if due_on < today:
        raise Refused({"due_on": noop("The deadline lies in the past.")}, clause="R9.2.5")
    if proposed_by is not None and proposed_by == by:
        raise Refused(
            {"": noop("Nobody gives the instruction on their own proposal.")},
            clause="R9.2.5",
            way_out=noop("The centre director or the superior gives it."),
        )


def check_closing(result: str, unread: int, handler: int | None) -> None:
    """A paper is closed with a result, by then it has a handler, and everybody it went round to has "
    "read it."""
    if not result.strip():
        raise Refused({"result": noop("Say what became of the paper.")}, clause="R9.2.5")
    if handler is None:
        raise Refused({"handler": noop("Nobody handles this paper yet.")}, clause="R9.2.5")
    if unread:
        raise Refused(
            {"": noop("Somebody it went round to has not read it yet.")},
            clause="R9.2.5",
            way_out=noop("Wait for the missing receipts."),
        )


def is_overdue(state_open: bool, due_on: date | None, today: date) -> bool:
    """Whether an open paper has passed its deadline."""
    return state_open and due_on is not None and due_on < today
