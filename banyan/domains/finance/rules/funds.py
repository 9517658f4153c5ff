"""Whose money lies in bank and cash (R5.1.3): every project's position on every day, loans, what is divided among them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from itertools import groupby
from typing import Any

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, noop, sentence

CLAUSE = "R5.1.3"
_FEN = Decimal("0.01")
#: Whose money it is when a line names no project.
UNALLOCATED = None


@dataclass(frozen=True)
class Move:
    """Cash or bank money of one owner that moved with one voucher; positive when it came in, yuan."""

    voucher: str
    on: date
    owner: Hashable
    amount: Decimal


@dataclass(frozen=True)
class Loan:
    """An agreed loan between two projects: `until` is its last day, the day of repayment where that came sooner."""

    lender: Hashable
    borrower: Hashable
    amount: Decimal
    start: date
    until: date | None = None

    def runs(self, on: date) -> bool:
        """Whether it is lent on a day."""
        return self.start <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Fund:
    """One owner's money in a period: opening + receipts − payments + borrowed − lent = closing, yuan.

    `borrowed` and `lent` are what moved between projects: loans and what was paid back.
    """

    owner: Hashable
    opening: Decimal
    receipts: Decimal
    payments: Decimal
    borrowed: Decimal
    lent: Decimal

    @property
    def closing(self) -> Decimal:
        return self.opening + self.receipts - self.payments + self.borrowed - self.lent


@dataclass(frozen=True)
class Shortfall:
    """Days on which a project had spent more than it had while the bank still held money: whose was it?"""

    owner: Hashable
    first: date
    last: date
    deepest: Decimal
    is_agreed: bool


@dataclass(frozen=True)
class Crossing:
    """Money that one voucher took from one project to another, yuan, and whether a loan allows it."""

    voucher: str
    on: date
    giver: Hashable
    taker: Hashable
    amount: Decimal
    is_agreed: bool


def funds(moves: Iterable[Move], period: Period) -> list[Fund]:
    """Each owner's money in a period; vouchers that move money between owners count as lent and borrowed."""
    sums: dict[Hashable, list[Decimal]] = {}
    for voucher in _by_voucher(moves):
        between = _between(voucher)
        for move in voucher:
            kept = sums.setdefault(move.owner, [ZERO] * 5)
            if move.on < period.start:
                kept[0] += move.amount
            elif move.on <= period.end:
                kept[_place(move, between)] += abs(move.amount)
    return [Fund(owner, *kept) for owner, kept in sums.items()]


def _place(move: Move, between: bool) -> int:
    if between:
        return 3 if move.amount > ZERO else 4
    return 1 if move.amount > ZERO else 2


def _by_voucher(moves: Iterable[Move]) -> Iterable[list[Move]]:
    """The moves of each voucher, one for each owner, in the order of the days."""
    ordered = sorted(moves, key=lambda each: (each.on, each.voucher))
    for (on, number), some in groupby(ordered, key=lambda each: (each.on, each.voucher)):
        sums: dict[Hashable, Decimal] = {}
        for move in some:
            sums[move.owner] = sums.get(move.owner, ZERO) + move.amount
        yield [Move(number, on, owner, amount) for owner, amount in sums.items() if amount]


def _between(voucher: Sequence[Move]) -> bool:
    """Whether a voucher only moves money from one owner to another."""
    return len(voucher) > 1 and sum((move.amount for move in voucher), ZERO) == ZERO


def positions(moves: Iterable[Move]) -> dict[Hashable, list[tuple[date, Decimal]]]:
    """Owner → its money at the end of each day on which anything moved, in the order of the days."""
    found: dict[Hashable, list[tuple[date, Decimal]]] = {}
    for move in sorted(moves, key=lambda each: each.on):
        days = found.setdefault(move.owner, [])
        held = (days[-1][1] if days else ZERO) + move.amount
        if days and days[-1][0] == move.on:
            days[-1] = (move.on, held)
        else:
            days.append((move.on, held))
    return found


def shortfalls(moves: Sequence[Move], loans: Sequence[Loan], until: date) -> list[Shortfall]:
    """Stretches of days on which an owner's money was below nothing while all money together was not."""
    every = positions([Move(m.voucher, m.on, "", m.amount) for m in moves]).get("", [])
    found = []
    for owner, days in positions(moves).items():
        if owner is not UNALLOCATED:
            found += list(_stretches(owner, days, dict(every), loans, until))
    return found


def _stretches(
    owner: Hashable, days: Sequence[tuple[date, Decimal]], together: Mapping[date, Decimal], loans: Sequence[Loan], until: date
) -> Iterable[Shortfall]:  # fmt: skip
    begun: list[tuple[date, Decimal]] = []
    for day, held in days:
        if held < ZERO and together.get(day, ZERO) >= ZERO:
            begun.append((day, held))
        elif begun:
            yield _stretch(owner, begun, day, loans)
            begun = []
    if begun:
        yield _stretch(owner, begun, until, loans)


def _stretch(
    owner: Hashable, begun: Sequence[tuple[date, Decimal]], last: date, loans: Sequence[Loan]
) -> Shortfall:
    agreed = all(
        sum((loan.amount for loan in loans if loan.borrower == owner and loan.runs(day)), ZERO) >= -held
        for day, held in begun
    )
    return Shortfall(owner, begun[0][0], last, min(held for _day, held in begun), agreed)


def crossings(moves: Iterable[Move], loans: Sequence[Loan]) -> list[Crossing]:
    """Every voucher that took money from one project to another; allowed within an agreed loan and its repayment."""
    found = []
    for voucher in _by_voucher(moves):
        owners = [move for move in voucher if move.owner is not UNALLOCATED]
        givers = [move for move in owners if move.amount < ZERO]
        takers = [move for move in owners if move.amount > ZERO]
        for giver in givers:
            for taker in takers:
                amount = min(-giver.amount, taker.amount)
                agreed = any(_allows(loan, giver, taker, amount) for loan in loans)
                found.append(Crossing(giver.voucher, giver.on, giver.owner, taker.owner, amount, agreed))
    return found


def _allows(loan: Loan, giver: Move, taker: Move, amount: Decimal) -> bool:
    lends = (loan.lender, loan.borrower) == (giver.owner, taker.owner) and loan.runs(giver.on)
    repays = (loan.borrower, loan.lender) == (giver.owner, taker.owner) and loan.start <= giver.on
    return (lends or repays) and amount <= loan.amount


def divide(amount: Decimal, weights: Mapping[Any, Decimal]) -> dict[Any, Decimal]:
    """Divide yuan by weights to the fen; the largest remainders get what is left, so that nothing is lost."""
    whole = sum(weights.values(), ZERO)
    if not whole:
        raise Refused(
            {"": noop("The basis has no shares; enter the hours, heads or floor space first.")}, clause=CLAUSE
        )
    exact = {owner: amount * weight / whole for owner, weight in weights.items()}
    cut = {owner: share.quantize(_FEN, ROUND_DOWN) for owner, share in exact.items()}
    left = int((amount - sum(cut.values(), ZERO)) / _FEN)
    order = sorted(exact, key=lambda owner: (cut[owner] - exact[owner], str(owner)))
    for owner in order[:left]:
        cut[owner] += _FEN
    return cut


def check_loan(amount: Decimal, held: Decimal, starts: date, repay_by: date, today: date) -> None:
    """A project lends what it has, beforehand, with a day on which it comes back."""
    if amount > held:
        words = noop("The lending project has %(held)s; it cannot lend %(amount)s.")
        raise Refused({"amount": sentence(words, held=held, amount=amount)}, clause=CLAUSE)
    if starts < today:
        raise Refused(
            {"starts_on": noop("A loan is agreed to before the money is used.")},
            clause=CLAUSE,
            way_out=noop("What was used already is put right by a voucher and told to headquarters."),
        )
    if repay_by < starts:
        raise Refused({"repay_by": noop("The day of repayment lies before the loan.")}, clause=CLAUSE)


def late_days(due_on: date, received_on: date | None, today: date) -> int:
    """How many days after its due day an instalment came, or has not come yet."""
    return max(((received_on or today) - due_on).days, 0)
