"""A line of the books as plain values, and what its account says about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

ZERO = Decimal(0)
CASH = ("1001", "1002", "1009")
CUSTODY = ("1701", "2601")
RESTRICTED, UNRESTRICTED = "3102", "3101"
TAX = "2206"
#: An invoice of the national platform has a number of its own; older ones are told apart by code and number.
_WHOLE_NUMBER = 20
_APART = re.compile(r"[\s\-_./·]+")
_CLASSES = {"1": "asset", "2": "liability", "3": "net_assets", "4": "income", "5": "expense"}


@dataclass(frozen=True)
class Entry:
    """One line of a voucher; `debit` and `credit` in yuan, one of them zero.

    People are written as the book has them: an employee number or the title of a post. `payment` is the payment that it
    was drawn up from, if it was: its papers were looked at by kind of expense when the claim was handed in.
    """

    voucher: str
    on: date
    position: int
    account: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    summary: str = ""
    account_name: str = ""
    department: str = ""
    item: str = ""
    source: str = ""
    restriction: str = ""
    business: str = ""
    incurred_on: date | None = None
    place: str = ""
    purpose: str = ""
    handler: str = ""
    witness: str = ""
    checker: str = ""
    approver: str = ""
    invoice: str = ""
    supplier: str = ""
    attachments: int | None = None
    way: str = ""
    bank_reference: str = ""
    payment: int | None = None

    @property
    def kind(self) -> str:
        """asset, liability, net_assets, income or expense, by the first figure of the account."""
        return _CLASSES.get(self.account[:1], "")

    @property
    def spent(self) -> Decimal:
        """What it adds to the spending of its item, yuan: a cost, or less where a cost was taken back."""
        if self.is_spending:
            return self.debit
        return -self.credit if self.kind == "expense" and self.item else ZERO

    @property
    def event_day(self) -> date:
        """When the money was used; the day of the voucher where nobody wrote it down."""
        return self.incurred_on or self.on

    @property
    def is_cash(self) -> bool:
        return self.account.startswith(CASH)

    @property
    def is_custody(self) -> bool:
        """Goods and money that only pass through to somebody named."""
        return self.account.startswith(CUSTODY)

    @property
    def is_spending(self) -> bool:
        """Money used under an item of the contract budget: a cost, or a thing bought to be kept."""
        return self.debit > ZERO and (self.kind == "expense" or (self.kind == "asset" and bool(self.item)))


@dataclass(frozen=True)
class Paper:
    """A voucher with its lines."""

    number: str
    on: date
    entries: tuple[Entry, ...]

    @cached_property
    def spending(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_spending)

    @property
    def is_taken_back(self) -> bool:
        """Whether it takes a cost back and spends nothing: written in red, or on the other side."""
        return not self.spending and any(entry.spent < ZERO for entry in self.entries)

    @cached_property
    def paid(self) -> Decimal:
        """What left cash and bank with it, in yuan."""
        return sum((entry.credit - entry.debit for entry in self.entries if entry.is_cash), ZERO)

    @property
    def is_payment(self) -> bool:
        return self.paid > ZERO

    @cached_property
    def debit(self) -> Decimal:
        return sum((entry.debit for entry in self.entries), ZERO)

    @cached_property
    def credit(self) -> Decimal:
        return sum((entry.credit for entry in self.entries), ZERO)

    @property
    def amount(self) -> Decimal:
        """What it is about, in yuan: what was spent with it, else its total."""
        return sum((entry.debit for entry in self.spending), ZERO) or self.debit

    def said(self, name: str) -> str:
        """What its lines say about one thing (who approved, where): the first that says something."""
        return next((value for entry in self.entries if (value := getattr(entry, name))), "")


def papers(entries: Iterable[Entry]) -> list[Paper]:
    """The vouchers that lines belong to, by day and number."""
    ordered = sorted(entries, key=lambda entry: (entry.on, entry.voucher, entry.position))
    return [
        Paper(number, on, tuple(lines))
        for (on, number), lines in groupby(ordered, key=lambda entry: (entry.on, entry.voucher))
    ]


def written_plainly(text: str) -> str:
    """A number or a name as it is compared: without blanks and dashes, full-width signs read as plain ones."""
    return _APART.sub("", unicodedata.normalize("NFKC", text)).upper()


def invoice_key(code: str, number: str) -> str:
    """By what two vouchers name the same invoice, however they write it."""
    plain = written_plainly(number)
    parts = (plain,) if len(plain) >= _WHOLE_NUMBER else (written_plainly(code), plain)
    return "/".join(filter(None, parts)) if plain else ""
