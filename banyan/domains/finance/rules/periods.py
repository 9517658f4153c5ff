"""When a month of the books may be closed, and by whom it is opened again (R5.1.2, R5.2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

CLAUSE = "R5.1.2"


@dataclass(frozen=True)
class Unexplained:
    """An item that went another way than planned, and nobody said why: yuan due and spent by the end of the month."""

    project: str
    item: str
    due: Decimal
    spent: Decimal


@dataclass(frozen=True)
class MonthEnd:
    """What a month looks like on the day somebody wants to close it.

    `unposted` vouchers, `below` units that are still open, `earlier` months that are (first days), yuan on both sides.
    """

    starts_on: date
    ends_on: date
    unposted: int
    below: Sequence[str]
    earlier: Sequence[date]
    debit: Decimal
    credit: Decimal
    unexplained: Sequence[Unexplained]


def check_closing(month: MonthEnd, today: date) -> None:
    """Everything is posted and balanced, the units below are closed, the months before too, deviations are explained."""
    if today <= month.ends_on:
        raise Refused({"": noop("The month is not over yet.")}, clause=CLAUSE)
    if month.unposted:
        words = noop("%(count)s vouchers of the month are entered and not posted.")
        raise Refused(
            {"": sentence(words, count=month.unposted)}, clause=CLAUSE, way_out=noop("Post them first.")
        )
    if month.debit != month.credit:
        words = noop("The month is not balanced: debit %(debit)s, credit %(credit)s.")
        raise Refused({"": sentence(words, debit=month.debit, credit=month.credit)}, clause="P4.4")
    _check_order(month)
    if month.unexplained:
        raise Refused({"": _not_explained(month.unexplained)}, clause="R5.2.4",
                      way_out=noop("Write cause and measure on the page of deviations."))  # fmt: skip


def _check_order(month: MonthEnd) -> None:
    if month.earlier:
        words = noop("%(month)s is still open; months are closed in their order.")
        raise Refused({"": sentence(words, month=f"{month.earlier[0]:%Y-%m}")}, clause=CLAUSE)
    if month.below:
        words = noop("%(unit)s has not closed the month; the levels below close first.")
        raise Refused({"": sentence(words, unit=month.below[0])}, clause=CLAUSE)


def _not_explained(found: Sequence[Unexplained]) -> Sentence:
    first = found[0]
    words = noop(
        "%(count)s items deviate and nobody said why; the first is %(item)s of %(project)s: %(spent)s spent, %(due)s due."
    )
    return sentence(
        words, count=len(found), item=first.item, project=first.project, spent=first.spent, due=first.due
    )


def check_reopening(may_above: bool, closed_above: Iterable[str], reason: str) -> None:
    """A month is opened again by the level above, with a reason, and only while that level is open itself."""
    if not may_above:
        raise Refused(
            {"": noop("A closed month is opened again by the level above.")},
            clause=CLAUSE,
            way_out=noop("Ask headquarters' finance."),
            code="from_above",
        )
    for unit in closed_above:
        words = noop("%(unit)s has closed the month; it is opened there first.")
        raise Refused({"": sentence(words, unit=unit)}, clause=CLAUSE)
    if not reason.strip():
        raise Refused({"reason": noop("Say why the month is opened again.")}, clause=CLAUSE)


def quarter_starts(month: date) -> date:
    """The first day of the quarter that a month belongs to."""
    return month.replace(month=(month.month - 1) // 3 * 3 + 1, day=1)


def check_note(words: str, action: str, cause: str = "other") -> None:
    """An explanation names the kind of cause, the cause and what is done about it (R5.2.4)."""
    missing = {
        name: said
        for name, text, said in (
            ("cause", cause, noop("Choose the kind of cause.")),
            ("words", words, noop("Say why the item went another way than planned.")),
            ("action", action, noop("Say what is done about it.")),
        )
        if not text.strip()
    }
    if missing:
        raise Refused(missing, clause="R5.2.4")
