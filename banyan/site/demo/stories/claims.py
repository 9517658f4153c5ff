"""Claims of the demo's year: written by workers, witnessed, signed up to headquarters, paid and booked; some come back, one is late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from banyan.core import approvals, attachments, door
from banyan.core.identity.actor import system_actor
from banyan.domains.finance.deeds import advances, booking, payments
from banyan.domains.finance.deeds import claims as deeds
from banyan.domains.finance.deeds.books import post
from banyan.domains.finance.models import Advance, BudgetLine, Claim, Payment
from banyan.domains.projects import public as projects
from banyan.foundation.refusal import Refused
from banyan.site.demo.files import order
from banyan.site.demo.purses import entitled, open_step, sign_up
from banyan.site.demo.telling import Moment, actor, at, calendar, departments, holder, in_office

#: day of expense, kind, item, yuan, what for, payee, invoice, what happens
YEAR = (
    ("2025-05-13", "transport", "E4.04", "186.50", "入户走访往返", "出租车", "", ""),
    ("2025-05-27", "other", "E4.01", "428.00", "打印纸、文件夹", "文具店", "0001", ""),
    ("2025-06-10", "transport", "E4.04", "240.00", "陪同就医往返", "出租车", "", "returned"),
    ("2025-06-24", "other", "E4.05", "1860.00", "活动室灯具更换", "五金店", "0002", ""),
    ("2025-07-08", "transport", "E4.04", "96.00", "社区联席会往返", "公交卡充值点", "", ""),
    ("2025-07-22", "other", "E4.01", "999.99", "档案盒、标签", "文具店", "0003", ""),
    ("2025-08-12", "other", "E4.07", "5200.00", "档案系统年费", "软件公司", "0004", "quotes"),
    ("2025-08-26", "transport", "E4.04", "312.40", "夏令营踩点", "租车行", "", "late"),
    ("2025-09-09", "other", "E4.01", "356.00", "宣传栏材料", "文具店", "0002", "reused"),
    ("2025-09-23", "transport", "E4.04", "128.00", "家访往返", "出租车", "", ""),
    ("2025-10-14", "other", "E4.05", "2750.00", "门锁与栏杆维修", "五金店", "0006", "cut"),
    ("2025-10-28", "transport", "E4.04", "205.00", "重阳慰问往返", "租车行", "", ""),
    ("2025-11-11", "other", "E4.03", "800.00", "网络月费", "通信公司", "0007", "paid-late"),
    ("2025-11-25", "transport", "E4.04", "174.00", "入户走访往返", "出租车", "", ""),
    ("2025-12-09", "other", "E4.01", "612.00", "年终档案用品", "文具店", "0008", "reversed"),
    ("2025-12-19", "transport", "E4.04", "88.00", "残障体检陪同", "出租车", "", "unfinished"),
)  # fmt: skip
PAPERS = {"transport": ("trip list",), "other": ("invoice",)}
LATE_DAYS = 41


@dataclass(frozen=True)
class Till:
    """A project with the people at headquarters who keep its money."""

    project: Any

    @property
    def unit(self) -> Any:
        return self.project.unit

    def above(self, title: str, day: date) -> Any:
        """Who holds a post at headquarters."""
        with door.opened("demo"):
            homes = list(type(self.unit).objects.filter(parent=self.unit.root))
        return next((found for home in homes if (found := holder(home, title, day))), None)

    def workers(self, day: date) -> list[Any]:
        """People of one department who are not its head, in office order; in a small station everybody but the director."""
        rooms = departments(self.unit)[1:] or [self.unit]
        people = [person for room in rooms for person in in_office(room, day)[1:]]
        return people or in_office(self.unit, day)[1:]


def tills() -> list[Till]:
    """The projects whose budget came with the demo's files."""
    told = {each.project for each in order() if each.kind == "budget"}
    with door.opened("demo"):
        found = projects.projects_of(system_actor("demo")).filter(number__in=told).select_related("unit")
        return [Till(project) for project in found]


def moments(until: date) -> Iterator[Moment]:
    """The year of each till."""
    for till in tills():
        for place, row in enumerate(YEAR):
            yield from _claim(till, place, row)
        yield from _advance(till)


def _day(text: str, workdays: int) -> date:
    return calendar(2025, 2026).add_workdays(date.fromisoformat(text), workdays)


def _claim(till: Till, place: int, row: tuple[str, ...]) -> Iterator[Moment]:
    *_said, happening = row
    key, days = f"{till.project.number}/{place:02}", _days(happening)
    start = (
        _day(row[0], days["write"])
        if happening != "late"
        else date.fromisoformat(row[0]) + timedelta(LATE_DAYS)
    )

    def name(workdays: int, hour: int) -> datetime:
        return at(calendar(2025, 2026).add_workdays(start, workdays), hour, place)

    yield Moment(name(0, 10), f"{key}/write", lambda when: write(till, place, row, when))
    yield Moment(name(1, 11), f"{key}/hand-in", lambda when: hand_in(till, place, row, when))
    if happening == "unfinished":
        return
    yield Moment(name(2, 15), f"{key}/sign", lambda when: go_through(till, place, happening, when))
    if happening in ("returned", "cut"):
        yield Moment(name(4, 10), f"{key}/again", lambda when: again(till, place, when))
        yield Moment(name(5, 15), f"{key}/sign-again", lambda when: go_through(till, place, "", when))
    yield Moment(name(days["pay"], 16), f"{key}/pay", lambda when: pay(till, place, when))
    if happening == "reversed":
        yield Moment(name(days["pay"] + 1, 10), f"{key}/reverse", lambda when: take_back(till, place, when))
        yield Moment(name(days["pay"] + 2, 16), f"{key}/pay-again", lambda when: pay(till, place, when))
    yield Moment(name(days["pay"] + 3, 17), f"{key}/book", lambda when: keep_books(till, place, when))


def _days(happening: str) -> dict[str, int]:
    return {"write": 2, "pay": {"returned": 8, "cut": 8, "paid-late": 12}.get(happening, 5)}


def _found(till: Till, place: int) -> Claim:
    with door.opened("demo"):
        return Claim.objects.get(
            project=till.project, happened_on=date.fromisoformat(YEAR[place][0]), advance=None
        )


def write(till: Till, place: int, row: tuple[str, ...], when: datetime) -> None:
    """A worker writes the claim and hangs its papers on it."""
    day, kind, item, amount, reason, payee, invoice, happening = row
    people = till.workers(when.date())
    claimant, witness = people[place % len(people)], people[(place + 1) % len(people)]
    by = actor(claimant, when)
    claim = Claim(
        project=till.project, unit=till.unit, happened_on=date.fromisoformat(day), place=till.unit.name, reason=reason,
        payee=payee, payee_account=f"62220000{place:08}", witness=witness,
        explanation="经办人住院，出院后补报" if happening == "late" else "",
    )  # fmt: skip
    claim = deeds.begin(claim, by=by, now=when)
    number = f"{till.project.number[-4:]}{invoice}" if invoice else ""
    said = {
        "item": item,
        "kind": kind,
        "amount": Decimal(amount),
        "what": reason,
        "seller": payee if invoice else "",
    }
    deeds.add_line(
        claim, by=by, now=when, invoice_number=number, invoice_code="044002500111" if invoice else "", **said
    )
    papers = (*PAPERS[kind], *(("three quotations", "purchase contract") if happening == "quotes" else ()))
    for paper in papers:
        attachments.attach(
            claim, f"{paper}.txt", f"{reason}\n{amount}".encode(), by=by, purpose=paper, now=when
        )


def hand_in(till: Till, place: int, row: tuple[str, ...], when: datetime) -> None:
    """The witness confirms, the claimant hands in; an invoice that was used before is refused and stays a draft."""
    claim = _found(till, place)
    deeds.witness(claim, by=actor(claim.witness, when), now=when)
    try:
        deeds.submit(_found(till, place), by=actor(claim.claimant_id, when), now=when)
    except Refused:
        if row[-1] != "reused":
            raise


def go_through(till: Till, place: int, happening: str, when: datetime) -> None:
    """Whoever's turn it is signs; one head sends a claim back, headquarters sanctions less of another."""
    claim = _found(till, place)
    while (step := open_step(claim)) is not None:
        signer = min(entitled(step, claim, when))
        by = actor(signer, when)
        if happening == "returned":
            approvals.decide(step, agreed=False, by=by, now=when, reason="行程清单缺上下车时间，请补")
            return
        if happening == "cut" and step.who == "finance":
            deeds.cut(
                claim, by=by, now=when, position=1, sanctioned=Decimal("2400.00"), reason="栏杆单价超过询价"
            )
            return
        approvals.decide(step, agreed=True, by=by, now=when)


def again(till: Till, place: int, when: datetime) -> None:
    """What came back is mended and handed in again."""
    claim = _found(till, place)
    deeds.submit(claim, by=actor(claim.claimant_id, when), now=when)


def pay(till: Till, place: int, when: datetime) -> None:
    """The cashier pays what is approved."""
    claim = _found(till, place)
    if claim.state == Claim.State.APPROVED:
        cashier = till.above("出纳", when.date())
        payments.pay_once(claim, by=actor(cashier, when), now=when, bank_reference=f"YH{when:%m%d}{place:02}")


def take_back(till: Till, place: int, when: datetime) -> None:
    """The name of the account was wrong; the accountant takes the payment back."""
    with door.opened("demo"):
        payment = Payment.objects.get(claim=_found(till, place), state=Payment.State.PAID)
    payments.reverse(
        payment, by=actor(till.above("会计", when.date()), when), now=when, reason="户名有误，银行退回"
    )


def keep_books(till: Till, place: int, when: datetime) -> None:
    """The accountant draws the vouchers up, the head of finance posts them."""
    with door.opened("demo"):
        found = list(Payment.objects.filter(claim=_found(till, place), voucher=None).order_by("pk"))
    _book(till, found, when)


def _book(till: Till, found: list[Payment], when: datetime) -> None:
    accountant, head = till.above("会计", when.date()), till.above("财务主管", when.date())
    for payment in found:
        writer, poster = (head, accountant) if payment.paid_by_id == accountant.pk else (accountant, head)
        made = booking.book(payment, by=actor(writer, when), now=when)
        post(made.voucher, by=actor(poster, when), now=when)


def _advance(till: Till) -> Iterator[Moment]:
    """One advance for the autumn feast: settled by a claim, the rest given back."""
    key = f"{till.project.number}/advance"
    yield Moment(at(date(2025, 9, 15), 9), f"{key}/ask", lambda when: _ask(till, when))
    yield Moment(at(date(2025, 9, 17), 16), f"{key}/out", lambda when: _hand_out(till, when))
    yield Moment(at(date(2025, 10, 10), 10), f"{key}/back", lambda when: _give_back(till, when))


def _ask(till: Till, when: datetime) -> None:
    with door.opened("demo"):
        line = BudgetLine.objects.filter(
            budget__project=till.project, budget__state="effective", code="E4.04"
        ).first()
    holder_ = till.workers(when.date())[0]
    advance = Advance(
        project=till.project, unit=till.unit, budget_line=line, amount=Decimal(500), needed_on=when.date()
    )
    advance.reason = "中秋游园交通周转"
    advance = advances.begin(advance, by=actor(holder_, when), now=when)
    advances.submit(advance, by=actor(holder_, when), now=when)
    sign_up(advance, when)


def _one_advance(till: Till) -> Advance:
    with door.opened("demo"):
        return Advance.objects.get(project=till.project)


def _hand_out(till: Till, when: datetime) -> None:
    payments.hand_out(_one_advance(till), by=actor(till.above("出纳", when.date()), when), now=when)


def _give_back(till: Till, when: datetime) -> None:
    cashier = actor(till.above("出纳", when.date()), when)
    payments.give_back(_one_advance(till), by=cashier, now=when, amount=Decimal(500))
    with door.opened("demo"):
        found = list(Payment.objects.filter(advance=_one_advance(till), voucher=None).order_by("pk"))
    _book(till, found, when)
