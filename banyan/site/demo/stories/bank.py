"""The main project's bank statement of the whole year: it comes in once more at the year's end, with what claims took.

The file that the house began with knows the vouchers it came with. What was paid for claims and advances since stands
in the later one; lines known by their number are the same lines, with the balance that now follows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from banyan.core import door
from banyan.domains.finance.deeds.booking import VOUCHER_NUMBER
from banyan.domains.finance.models import BankLine, VoucherLine
from banyan.domains.finance.rules.sheets import BANK
from banyan.site.demo.files import bring_content
from banyan.site.demo.purses import Purse, purses
from banyan.site.demo.telling import Moment, at

COMES_ON = date(2025, 12, 31)
_OF_PAYMENTS = VOUCHER_NUMBER.partition("{")[0]


@dataclass(frozen=True)
class Move:
    """One line of the statement; `amount` in yuan, positive when money came in."""

    day: date
    reference: str
    summary: str
    counterpart: str
    amount: Decimal


def moments(until: date) -> Iterator[Moment]:
    """One file, at the end of the year."""
    for purse in purses():
        if purse.kind == "main":
            key = f"{purse.project.number}/statement"
            yield Moment(at(COMES_ON, 17), key, lambda when, purse=purse: bring(purse, when))


def bring(purse: Purse, when: datetime) -> None:
    """The whole year as the bank tells it, through the importer."""
    with door.opened("demo"):
        known = list(BankLine.objects.filter(account__project=purse.project).order_by("day", "position"))
        lines = VoucherLine.objects.filter(
            project=purse.project, account="1002", voucher__number__startswith=_OF_PAYMENTS,
            voucher__dated__lte=when.date(),
        )  # fmt: skip
        paid = list(lines.select_related("voucher").order_by("voucher__dated", "voucher__number"))
    if known and known[0].balance is not None:
        moves = [
            Move(line.day, line.reference, line.summary, line.counterpart, line.amount) for line in known
        ]
        moves += [_of_payment(line, place) for place, line in enumerate(paid, start=1)]
        text = written(sorted(moves, key=lambda move: move.day), known[0].balance - known[0].amount)
        name = f"银行对账单-{when:%Y}-全年.csv"
        bring_content("bank", text.encode(), name, purse.unit.code, purse.project.number, when)


def _of_payment(line: VoucherLine, place: int) -> Move:
    """As the bank writes a payment of the books; where the books do not know its number, the bank has one all the same."""
    dated = line.voucher.dated
    reference = line.bank_reference or f"T{dated:%Y%m%d}8{place:02}"
    return Move(dated, reference, line.summary, line.supplier, line.debit - line.credit)


def written(moves: list[Move], opening: Decimal) -> str:
    """The statement as a file, the balance of each line following from the one before."""
    out, balance = io.StringIO(), opening
    names = ("day", "reference", "summary", "counterpart", "received", "paid", "balance")
    writer = csv.writer(out)
    writer.writerow([BANK.by_name[name].header for name in names])
    for move in moves:
        balance += move.amount
        sides = (move.amount, "") if move.amount > 0 else ("", -move.amount)
        writer.writerow(
            [move.day.isoformat(), move.reference, move.summary, move.counterpart, *sides, balance]
        )
    return out.getvalue()
