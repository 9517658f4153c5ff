"""Bank and books side by side: what meets, what is proposed, what is missing on which side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO


@dataclass(frozen=True)
class BankMove:
    """One line of the statement; `amount` in yuan, positive when money came in."""

    reference: str
    on: date
    amount: Decimal
    summary: str = ""
    counterpart: str = ""
    balance: Decimal | None = None
    key: object = None


@dataclass(frozen=True)
class BookMove:
    """One line of the books on the bank's account; positive when money came in."""

    voucher: str
    on: date
    amount: Decimal
    reference: str = ""
    supplier: str = ""
    summary: str = ""
    key: object = None


@dataclass(frozen=True)
class Pair:
    """Two lines that are one payment. A certain one carries the bank's own number."""

    bank: BankMove
    book: BookMove
    is_certain: bool
    days: int


@dataclass(frozen=True)
class Reconciliation:
    """Both sides brought together; all amounts in yuan. `agrees` when both adjusted balances are one.

    `broken` are lines of the statement whose balance does not follow from the one before, with the balance that would:
    there a line is missing, comes twice or was changed.
    """

    opening: Decimal
    statement: Decimal
    book: Decimal
    pairs: tuple[Pair, ...]
    only_bank: tuple[BankMove, ...]
    only_books: tuple[BookMove, ...]
    adjusted_statement: Decimal
    adjusted_book: Decimal
    broken: tuple[tuple[BankMove, Decimal], ...] = ()

    @property
    def agrees(self) -> bool:
        return self.adjusted_statement == self.adjusted_book


def reconcile(
    bank: Sequence[BankMove], books: Sequence[BookMove], opening: Decimal, book_opening: Decimal, days: int
) -> Reconciliation:
    """Match by the bank's number and the amount, then by amount within some days, nearest first."""
    pairs = list(_by_reference(bank, books))
    pairs += _by_amount(_left(bank, pairs, "bank"), _left(books, pairs, "book"), days)
    pairs.sort(key=lambda pair: pair.is_certain)
    only_bank, only_books = _left(bank, pairs, "bank"), _left(books, pairs, "book")
    statement = opening + sum((move.amount for move in bank), ZERO)
    book = book_opening + sum((move.amount for move in books), ZERO)
    return Reconciliation(
        opening, statement, book, tuple(pairs), tuple(only_bank), tuple(only_books),
        statement + sum((move.amount for move in only_books), ZERO),
        book + sum((move.amount for move in only_bank), ZERO),
        tuple(broken_balances(bank)),
    )  # fmt: skip


def _by_reference(bank: Iterable[BankMove], books: Iterable[BookMove]) -> Iterator[Pair]:
    waiting: dict[tuple[str, Decimal], list[BookMove]] = {}
    for book in books:
        if book.reference:
            waiting.setdefault((book.reference, book.amount), []).append(book)
    for move in bank:
        found = waiting.get((move.reference, move.amount))
        if found:
            book = found.pop(0)
            yield Pair(move, book, True, abs((move.on - book.on).days))


def _by_amount(bank: Iterable[BankMove], books: Iterable[BookMove], days: int) -> list[Pair]:
    by_amount: dict[Decimal, list[BookMove]] = {}
    for book in books:
        by_amount.setdefault(book.amount, []).append(book)
    possible = [
        Pair(move, book, False, abs((move.on - book.on).days))
        for move in bank
        for book in by_amount.get(move.amount, ())
        if abs((move.on - book.on).days) <= days
    ]
    return list(_best(possible))


def _best(possible: list[Pair]) -> Iterator[Pair]:
    """Each line once; the same name on both sides before the nearer day."""
    taken: set[int] = set()
    for pair in sorted(possible, key=lambda each: (not _same_name(each), each.days)):
        sides = {id(pair.bank), id(pair.book)}
        if not sides & taken:
            taken |= sides
            yield pair


def _same_name(pair: Pair) -> bool:
    return bool(pair.book.supplier) and pair.book.supplier == pair.bank.counterpart


def _left(moves: Iterable, pairs: Iterable[Pair], side: str) -> list:
    met = {id(getattr(pair, side)) for pair in pairs}
    return [move for move in moves if id(move) not in met]


def broken_balances(moves: Sequence[BankMove]) -> Iterator[tuple[BankMove, Decimal]]:
    """Lines whose written balance is not the one before plus what came; with the balance it should be."""
    before: Decimal | None = None
    for move in moves:
        if before is not None and move.balance is not None and before + move.amount != move.balance:
            yield move, before + move.amount
        before = move.balance if move.balance is not None else before


def opening_of(moves: Sequence[BankMove]) -> Decimal:
    """What the account held before the first line."""
    first = next((move for move in moves if move.balance is not None), None)
    return ZERO if first is None or first.balance is None else first.balance - first.amount
