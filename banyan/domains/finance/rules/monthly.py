"""The monthly cycle of money (P4.2): forms in time, merged as they are, nothing spent before the release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, Sentence, noop, sentence
from banyan.foundation.workdays import Calendar

CLAUSE = "P4.2"
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Wish:
    """One line of a department's form, yuan."""

    item: str
    amount: Decimal
    reason: str
    activity: str = ""
    needed_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """One item in one month, yuan: released with what was carried over, and already used. Nothing released is None."""

    released: Decimal | None
    used: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        return (self.released or ZERO) - self.used


@dataclass(frozen=True)
class Rest:
    """What is left of an item at the end of a month, and what shall go into the next one for which reason."""

    item: str
    released: Decimal
    used: Decimal
    reason: str = ""

    @property
    def unused(self) -> Decimal:
        return max(self.released - self.used, ZERO)

    @property
    def carried(self) -> Decimal:
        """Without a reason it lapses."""
        return self.unused if self.reason.strip() else ZERO


def first_of(day: date) -> date:
    """The month that a day belongs to, by its first day."""
    return day.replace(day=1)


def due_on(month: date, calendar: Calendar, workdays: int) -> date:
    """The day by which a form is handed in: `workdays` working days before the last one of the month before."""
    return calendar.add_workdays(month, -1 - workdays)


def check_form(wishes: Sequence[Wish], items: Iterable[str]) -> None:
    """A form has lines; each stands on an item of the budget in force, with an amount and a reason."""
    if not wishes:
        raise Refused(
            {"": noop("The form has no lines.")},
            clause=CLAUSE,
            way_out=noop("A department that needs nothing hands in nothing; it is shown as such."),
        )
    known = frozenset(items)
    wrong = {
        f"{name}-{place}": said
        for place, wish in enumerate(wishes)
        for name, said in _wrong_with(wish, known)
    }
    if wrong:
        raise Refused(wrong, clause="R5.1.4" if min(wrong).startswith("item") else CLAUSE)


def _wrong_with(wish: Wish, known: frozenset[str]) -> Iterator[tuple[str, Sentence]]:
    """What is wrong with one line of a form: the cell, and what is said beside it."""
    if wish.item not in known:
        yield "item", sentence(noop("Item %(item)s is not in the budget in force."), item=wish.item or "—")
    elif wish.amount <= ZERO:
        yield "amount", sentence(noop("Item %(item)s needs an amount."), item=wish.item)
    elif not wish.reason.strip():
        words = noop("Say what the %(amount)s on item %(item)s are for.")
        yield "reason", sentence(words, amount=wish.amount, item=wish.item)


def by_item(wishes: Iterable[Wish]) -> dict[str, Decimal]:
    """Item → yuan."""
    sums: dict[str, Decimal] = {}
    for wish in wishes:
        sums[wish.item] = sums.get(wish.item, ZERO) + wish.amount
    return sums


def check_merge(forms: int, merged: Decimal, totals: Iterable[Decimal]) -> None:
    """There is something to merge, and the merged paper comes to what the departments asked."""
    if not forms:
        raise Refused(
            {"": noop("No department has handed in a form that is not merged yet.")},
            clause=CLAUSE,
            way_out=noop("Ask the departments for their forms."),
        )
    asked = sum(totals, ZERO)
    if merged != asked:
        words = noop("The forms come to %(asked)s, their lines to %(merged)s.")
        raise Refused({"": sentence(words, asked=asked, merged=merged)}, clause=CLAUSE)


def check_annual(asked: Mapping[str, Decimal], left: Mapping[str, Decimal]) -> None:
    """What is asked lies within what the year's budget still has on each item."""
    beyond = {item: amount for item, amount in asked.items() if amount > left.get(item, ZERO)}
    if beyond:
        item = min(beyond)
        words = noop("Item %(item)s: %(asked)s asked, %(left)s left of the year's budget.")
        raise Refused(
            {"": sentence(words, item=item, asked=beyond[item], left=left.get(item, ZERO))},
            clause="R5.1.4",
            way_out=noop("Send the form back to its department, or have the budget adjusted first."),
        )


def check_may_spend(standing: Standing, item: str, month: date, amount: Decimal, reserved: Decimal) -> None:
    """Nothing is spent before the month is released, and nothing beyond it."""
    if standing.released is None:
        words = noop("Nothing is released for item %(item)s in %(month)s; money is spent after the release.")
        raise Refused(
            {"": sentence(words, item=item, month=f"{month:%Y-%m}")},
            clause=CLAUSE,
            way_out=noop("Put it into the department's monthly form and have it signed and released."),
            code="not_released",
        )
    left = standing.left - reserved
    if amount > left:
        words = noop("Item %(item)s has %(left)s left in %(month)s; this is %(amount)s.")
        raise Refused(
            {
                "": sentence(
                    words, item=item, left=left.quantize(_CENT), month=f"{month:%Y-%m}", amount=amount
                )
            },
            clause=CLAUSE,
            way_out=noop("Ask for the rest with the form of the next month."),
            code="beyond_release",
        )


def check_settling(month: date, today: date) -> None:
    """A month is settled when it is over."""
    if first_of(today) <= month:
        raise Refused({"": noop("The month is not over yet.")}, clause=CLAUSE)
