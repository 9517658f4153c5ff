"""The money of the stations through the demo's year: instalments, monthly vouchers, deviations, closed months, reports, an open advance.

The second station waits for its second instalment and left its deviation unexplained, so its books stay open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from banyan.core import door
from banyan.domains.finance.deeds import advances, booking, funds, half_reports, payments, periods
from banyan.domains.finance.deeds.books import post
from banyan.domains.finance.models import (
    AccountingPeriod,
    Advance,
    BudgetLine,
    ExecutionAnalysis,
    HalfReport,
    Receivable,
    VarianceNote,
    Voucher,
    VoucherLine,
)
from banyan.domains.finance.queries.execution import execution_of
from banyan.domains.finance.queries.periods import large_items
from banyan.foundation.periods import add_months, quarter
from banyan.site.demo.purses import AT_THE_END, PAID_BY_SHEET, WAGES, Purse, purses, sign_up
from banyan.site.demo.telling import Moment, actor, at, calendar, in_office

LAST_BOOKED = date(2025, 12, 1)
CLOSED_THROUGH = date(2025, 11, 1)
PARTS = (("第一期款", 55), ("第二期款", 40), ("第三期款", 5))
CONDITIONS = ("合同签订并备案", "中期评估合格", "末期评估合格")
#: Stations by place: whose second instalment is late, who spends more in summer, who reports late, who does not report.
WAITS, SUMMER, REPORTS_LATE, SILENT = 1, (0, 1), 2, 1
MORE = Decimal("1.9")
CAUSE = (
    "暑期班名额由 20 人增至 38 人，物资与场地费随之增加",
    "三季度社区活动减两场，年内持平；增员报购买方备案",
)
ADVANCE = (date(2025, 11, 10), date(2025, 11, 13), Decimal(1500), "元旦游园物资周转")


@dataclass(frozen=True)
class Book:
    """The books of one purse, kept at headquarters."""

    purse: Purse

    def accountant(self, when: datetime) -> Any:
        return actor(self.purse.above("会计", when.date()), when)

    def head(self, when: datetime) -> Any:
        return actor(self.purse.above("财务主管", when.date()), when)

    def director(self, when: datetime) -> Any:
        return actor(self.purse.director(when.date()), when)

    def enter(self, summary: str, lines: list[dict[str, Any]], when: datetime) -> Voucher:
        """The accountant enters a voucher, the head of finance posts it."""
        total = sum((line.get("debit", Decimal(0)) for line in lines), Decimal(0))
        common = {
            "project": self.purse.project,
            "summary": summary,
            "source": "合同款",
            "checker": "财务主管",
            "approver": "机构总干事",
        }
        voucher = Voucher(
            unit=self.purse.unit,
            project=self.purse.project,
            dated=when.date(),
            summary=summary,
            debit=total,
            credit=total,
            entered_by=self.accountant(when).person,
        )
        made = booking.enter(
            voucher, by=self.accountant(when), now=when, lines=[common | line for line in lines]
        )
        post(made, by=self.head(when), now=when)
        return made


def moments(until: date) -> Iterator[Moment]:
    """Each purse's instalments; the stations' books month by month."""
    for purse in purses():
        if purse.kind == "grant":
            continue
        yield from _instalments(purse)
        if purse.kind == "station":
            yield from _books(purse)
            yield from _advance(purse)
        yield from _reports(purse)


def _workday(day: date, count: int) -> date:
    return calendar(2025, 2026).add_workdays(day, count)


def _instalments(purse: Purse) -> Iterator[Moment]:
    """Planned when the year begins; the first comes soon, the second after the mid-term review, if it comes."""
    key, book = f"{purse.project.number}/instalment", Book(purse)
    yield Moment(at(purse.start, 9), f"{key}/plan", lambda when: _plan(book, when))
    first, second = _workday(purse.start, 4), _workday(add_months(purse.start, 6), 8)
    brought = purse.kind != "station"
    yield Moment(at(first, 11), f"{key}/1", lambda when: _come(book, 0, when, True, brought))
    if second <= LAST_BOOKED:
        comes = purse.kind == "station" and purse.place != WAITS
        yield Moment(at(second, 11), f"{key}/2", lambda when: _come(book, 1, when, comes))


def _plan(book: Book, when: datetime) -> None:
    purse = book.purse
    for place, (name, percent) in enumerate(PARTS):
        due = (_workday(purse.start, 6), _workday(add_months(purse.start, 6), 12), purse.end)[place]
        made = Receivable(
            project=purse.project,
            unit=purse.unit,
            name=name,
            amount=purse.amount * percent / 100,
            condition=CONDITIONS[place],
            due_on=due,
        )
        funds.plan_instalment(made, by=book.head(when), now=when)


def _come(book: Book, place: int, when: datetime, comes: bool, brought: bool = False) -> None:
    """The condition is proved, the invoice goes out, and the money comes, or does not. Books that were `brought` in
    show it already.
    """
    day, code = when.date(), book.purse.project.number
    with door.opened("demo"):
        part = Receivable.objects.get(project=book.purse.project, name=PARTS[place][0])
    funds.meet_condition(part, by=book.director(when), now=when, met_on=day, proof=CONDITIONS[place])
    funds.send_invoice(
        _again(part), by=book.head(when), now=when, invoiced_on=day, invoice=f"FP-{code}-{place + 1}"
    )
    if comes:
        booked = _in_the_books(part) if brought else None
        number, came = booked or (_enter(book, part, place, when), day)
        funds.receive_instalment(_again(part), by=book.head(when), now=when, received_on=came, voucher=number)


def _enter(book: Book, part: Receivable, place: int, when: datetime) -> str:
    """The voucher of an instalment that came."""
    bank = {
        "account": "1002",
        "account_name": "银行存款",
        "debit": part.amount,
        "bank_reference": f"SK{book.purse.project.number}{place + 1}",
    }
    owed = {"account": "2203", "account_name": "预收账款", "credit": part.amount}
    return str(book.enter(f"收到{part.name}", [bank, owed], when).number)


def _in_the_books(part: Receivable) -> tuple[str, date] | None:
    """The voucher that booked the whole instalment, and its day; None where the books do not show it."""
    with door.opened("demo"):
        lines = VoucherLine.objects.filter(project=part.project, account="1002", debit=part.amount)
        line = lines.select_related("voucher").order_by("voucher__dated").first()
    return (line.voucher.number, line.voucher.dated) if line else None


def _again(record: Any) -> Any:
    with door.opened("demo"):
        return type(record).objects.get(pk=record.pk)


def _books(purse: Purse) -> Iterator[Moment]:
    """One voucher a month; a quarter's deviations are explained, its months closed, its execution analysed."""
    key, book, month = f"{purse.project.number}/books", Book(purse), purse.start.replace(day=1)
    while month <= LAST_BOOKED:
        end = _workday(add_months(month, 1), -1)
        yield Moment(at(end, 15), f"{key}/{month:%Y-%m}", lambda when: _spend(book, when))
        after = _workday(add_months(month, 1), 7)
        if month <= CLOSED_THROUGH and not (purse.place == SILENT and month >= date(2025, 7, 1)):
            yield Moment(
                at(after, 10),
                f"{key}/{month:%Y-%m}/close",
                lambda when, month=month: _close(book, month, when),
            )
        if month.month % 3 == 0 and month < LAST_BOOKED and purse.place != SILENT:
            name = f"{month:%Y}-Q{month.month // 3}"
            yield Moment(at(after, 14), f"{key}/{name}", lambda when, name=name: _analyse(book, name, when))
        month = add_months(month, 1)


def _spend(book: Book, when: datetime) -> None:
    """Wages where no sheet brings them, supervision, activities, office and travel of a month, paid by the bank."""
    purse, is_summer = book.purse, book.purse.place in SUMMER and when.month in (7, 8)
    with door.opened("demo"):
        items = list(
            BudgetLine.objects.filter(
                budget__project=purse.project, budget__state="effective", side="expense"
            )
        )
    by_sheet = (WAGES,) if purse.place == PAID_BY_SHEET else ()
    lines = [_cost(item, is_summer) for item in items if item.code not in (*AT_THE_END, *by_sheet)]
    paid = sum((line["debit"] for line in lines), Decimal(0))
    bank = {
        "account": "1002",
        "account_name": "银行存款",
        "credit": paid,
        "bank_reference": f"FK{purse.project.number}{when:%m}",
    }
    book.enter(f"{when.month}月{'费用' if by_sheet else '工资与费用'}", [*lines, bank], when)


def _cost(item: BudgetLine, is_summer: bool) -> dict[str, Any]:
    amount = item.amount / 12 * (MORE if is_summer and item.code == "E3.01" else 1)
    return {
        "account": "5101",
        "account_name": "业务活动成本",
        "item": item.code,
        "department": item.department,
        "debit": amount.quantize(Decimal("0.01")),
        "attachments": 3,
    }


def _close(book: Book, month: date, when: datetime) -> None:
    """What deviates is explained by the director; then the month is closed."""
    purse, end = book.purse, add_months(month, 1) - timedelta(days=1)
    by = book.director(when)
    for item in large_items(execution_of(purse.project, by, end)):
        note = VarianceNote(
            project=purse.project,
            unit=purse.unit,
            month=month,
            item=item.code,
            cause=VarianceNote.Cause.SCOPE,
            words=CAUSE[0],
            action=CAUSE[1],
        )
        periods.explain(note, by=by, now=when)
    periods.close(AccountingPeriod(unit=purse.unit, starts_on=month), by=book.head(when), now=when)


def _analyse(book: Book, name: str, when: datetime) -> None:
    made = ExecutionAnalysis(project=book.purse.project, unit=book.purse.unit, quarter=name)
    made.until = quarter(name).end
    made.words = "人员与办公按进度支出；活动费随季节有起伏，累计与分月计划相符。"
    made.measures = "下季度按月核对活动计划与用款，偏差超限当月说明。"
    periods.analyse(made, by=book.head(when), now=when)


def _reports(purse: Purse) -> Iterator[Moment]:
    """The first half's report: in time, late, or not at all."""
    half_end = add_months(purse.start, 6) - timedelta(days=1)
    if half_end >= LAST_BOOKED or (purse.kind == "station" and purse.place == SILENT):
        return
    key, book = f"{purse.project.number}/half", Book(purse)
    late = purse.kind == "station" and purse.place == REPORTS_LATE
    handed_in = _workday(half_end, 14 if late else 5)
    yield Moment(at(handed_in, 10), f"{key}/hand-in", lambda when: _report(book, half_end, when))
    yield Moment(at(_workday(handed_in, 3), 15), f"{key}/accept", lambda when: _accept(book, when))


def _report(book: Book, half_end: date, when: datetime) -> None:
    made = HalfReport(project=book.purse.project, unit=book.purse.unit, starts_on=half_end)
    made.notes, made.outlook = (
        f"{CAUSE[0]}；工资由总部集中发放，按季转入。",
        "年末预计收支持平，结余用于末期活动。",
    )
    made = half_reports.begin(made, by=book.director(when), now=when)
    half_reports.submit(_again(made), by=book.director(when), now=when)


def _accept(book: Book, when: datetime) -> None:
    with door.opened("demo"):
        report = HalfReport.objects.get(project=book.purse.project)
    half_reports.accept(report, by=book.head(when), now=when)


def _advance(purse: Purse) -> Iterator[Moment]:
    """The first station's worker holds an advance that is still open when the year ends."""
    if purse.place:
        return
    key, book = f"{purse.project.number}/advance", Book(purse)
    yield Moment(at(ADVANCE[0], 9), f"{key}/ask", lambda when: _ask(book, when))
    yield Moment(at(ADVANCE[1], 16), f"{key}/out", lambda when: _hand_out(book, when))


def _ask(book: Book, when: datetime) -> None:
    purse = book.purse
    with door.opened("demo"):
        line = BudgetLine.objects.get(budget__project=purse.project, budget__state="effective", code="E3.01")
    by = actor(in_office(purse.unit, when.date())[1], when)
    advance = Advance(
        project=purse.project,
        unit=purse.unit,
        budget_line=line,
        amount=ADVANCE[2],
        needed_on=ADVANCE[1],
        reason=ADVANCE[3],
    )
    advance = advances.begin(advance, by=by, now=when)
    advances.submit(advance, by=by, now=when)
    sign_up(_again(advance), when)


def _hand_out(book: Book, when: datetime) -> None:
    with door.opened("demo"):
        advance = Advance.objects.get(project=book.purse.project)
    cashier = actor(book.purse.above("出纳", when.date()), when)
    payments.hand_out(advance, by=cashier, now=when, bank_reference=f"JK{when:%m%d}")
