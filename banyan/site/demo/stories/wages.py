"""The wages of one station through the demo's year: the sheet comes in at the end of a month, and is paid in the next one.

In July the sheet had a wrong bonus; it was taken back before anybody posted it and came in again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.domains.finance.deeds import payroll
from banyan.domains.finance.deeds.books import post
from banyan.domains.finance.models import Payroll, VoucherLine
from banyan.domains.finance.rules.payroll import PAYROLL
from banyan.domains.staff import public as staff
from banyan.foundation.periods import add_months
from banyan.site.demo.files import bring_content
from banyan.site.demo.purses import PAID_BY_SHEET, Purse, purses
from banyan.site.demo.stories.funds import LAST_BOOKED, Book
from banyan.site.demo.telling import Moment, at, calendar

#: Gross pay by the place in the order of employee numbers; whoever comes after is paid the last of them.
GROSS = (Decimal(6600), Decimal(5000), Decimal(4800), Decimal(4600))
OWN_SOCIAL, OWN_FUND, UNIT_SOCIAL, UNIT_FUND = (
    Decimal("0.105"),
    Decimal("0.05"),
    Decimal("0.2"),
    Decimal("0.05"),
)
FREE, TAX = Decimal(5000), Decimal("0.03")
WRONG = date(2025, 7, 1)
WRONG_WHY = "高温津贴多计一人，重新制表"
TOO_MUCH = Decimal(300)
PAY_WORKDAY = 5
_FEN = Decimal("0.01")


def moments(until: date) -> Iterator[Moment]:
    """Month by month: the sheet, the voucher posted, the wages paid."""
    for purse in purses():
        if purse.kind == "station" and purse.place == PAID_BY_SHEET:
            month = purse.start.replace(day=1)
            while month <= LAST_BOOKED:
                yield from _month(Book(purse), month)
                month = add_months(month, 1)


def _month(book: Book, month: date) -> Iterator[Moment]:
    days = calendar(2025, 2026)
    end, key = days.add_workdays(add_months(month, 1), -1), f"{book.purse.project.number}/{month:%Y-%m}"
    if month == WRONG:
        yield Moment(at(end, 9), f"{key}/wrong", lambda when: bring(book.purse, month, when, TOO_MUCH))
        yield Moment(at(end, 9, 40), f"{key}/back", lambda when: take_back(book, month, when))
    yield Moment(at(end, 10), f"{key}/sheet", lambda when: bring(book.purse, month, when))
    yield Moment(at(end, 11), f"{key}/post", lambda when: enter(book, month, when))
    paid_on = days.add_workdays(add_months(month, 1), PAY_WORKDAY)
    yield Moment(at(paid_on, 15), f"{key}/pay", lambda when: pay(book, month, when))


def bring(purse: Purse, month: date, when: datetime, more: Decimal = Decimal(0)) -> None:
    """The sheet of a month through the importer."""
    with door.opened("demo"):
        known = staff.people_by_employee_number(purse.unit)
        here = sorted(
            number for number, person in known.items() if person.unit.path.startswith(purse.unit.path)
        )
    rows = [
        _row(month, number, known[number].name, GROSS[min(place, len(GROSS) - 1)] + (0 if place else more))
        | {"department": purse.unit.name}
        for place, number in enumerate(here)
    ]
    heads = {name: PAYROLL.by_name[name].header for name in rows[0]}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(heads.values()))
    writer.writeheader()
    writer.writerows({heads[name]: said for name, said in row.items()} for row in rows)
    name = f"工资表-{month:%Y-%m}{'-初稿' if more else ''}.csv"
    bring_content("payroll", out.getvalue().encode(), name, purse.unit.code, purse.project.number, when)


def _row(month: date, number: str, name: str, gross: Decimal) -> dict[str, str]:
    def part(rate: Decimal) -> Decimal:
        return (gross * rate).quantize(_FEN)

    own_social, own_fund = part(OWN_SOCIAL), part(OWN_FUND)
    tax = (max(gross - own_social - own_fund - FREE, Decimal(0)) * TAX).quantize(_FEN)
    amounts = {
        "base": gross, "gross": gross, "own_social": own_social, "own_fund": own_fund, "tax": tax,
        "net": gross - own_social - own_fund - tax, "unit_social": part(UNIT_SOCIAL), "unit_fund": part(UNIT_FUND),
    }  # fmt: skip
    said = {"month": f"{month:%Y-%m}", "number": number, "name": name}
    return said | {each: str(yuan) for each, yuan in amounts.items()}


def _drawn_up(book: Book, month: date) -> Payroll:
    with door.opened("demo"):
        found = Payroll.objects.filter(project=book.purse.project, month=month, state=Payroll.State.DRAWN_UP)
        return found.select_related("voucher").get()


def take_back(book: Book, month: date, when: datetime) -> None:
    """The accountant saw the mistake before the voucher was posted."""
    payroll.take_back(_drawn_up(book, month), by=book.accountant(when), now=when, reason=WRONG_WHY)


def enter(book: Book, month: date, when: datetime) -> None:
    """The head of finance posts the voucher of the month."""
    post(_drawn_up(book, month).voucher, by=book.head(when), now=when)


def pay(book: Book, month: date, when: datetime) -> None:
    """Wages, contributions and tax of the month before are paid by the bank."""
    with door.opened("demo"):
        owed = list(
            VoucherLine.objects.filter(voucher=_drawn_up(book, month).voucher, credit__gt=0).order_by(
                "position"
            )
        )
    lines: list[dict[str, Any]] = [
        {"account": line.account, "account_name": line.account_name, "debit": line.credit} for line in owed
    ]
    total = sum((line.credit for line in owed), Decimal(0))
    bank = {
        "account": "1002", "account_name": "银行存款", "credit": total,
        "bank_reference": f"GZ{book.purse.project.number}{month:%m}",
    }  # fmt: skip
    book.enter(f"发放{month.month}月工资、缴社保公积金", [*lines, bank], when)
