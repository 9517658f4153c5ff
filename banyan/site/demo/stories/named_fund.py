"""A fund for named uses in the demo's year: two claims for its uses, and one for something else that was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from banyan.core import attachments, door
from banyan.domains.finance.deeds import booking, claims, grants, payments
from banyan.domains.finance.deeds.books import post
from banyan.domains.finance.models import Claim, EarmarkedFund, Payment
from banyan.foundation.refusal import Refused
from banyan.site.demo.purses import Purse, purses, sign_up
from banyan.site.demo.stories.claims import Till
from banyan.site.demo.telling import Moment, actor, at, calendar

GRANTED = date(2025, 5, 6)
SOURCE = "妇女之家示范点专项经费"
USES = "E3.01 20000; E3.02 6000"
BASIS = "区妇联示范点建设批复"
#: day of expense, kind, paper, item, yuan, what for, payee, whether it is one of the uses
SPENT = (
    ("2025-06-17", "other", "invoice", "E3.01", "1260.00", "法治宣传展板与折页", "图文店", True),
    ("2025-09-16", "other", "invoice", "E3.01", "980.00", "姐妹读书会书籍", "书店", True),
    ("2025-11-18", "transport", "trip list", "E4.04", "160.00", "外出参观交通", "租车行", False),
)


def moments(until: date) -> Iterator[Moment]:
    """The fund of the granted project and what was asked of it."""
    for purse in purses():
        if purse.kind == "grant" and not purse.place:
            key = purse.project.number
            yield Moment(at(GRANTED, 10), f"{key}/fund", lambda when, purse=purse: enter(purse, when))
            for place in range(len(SPENT)):
                yield from _claim(purse, place)


def _claim(purse: Purse, place: int) -> Iterator[Moment]:
    days, key = calendar(2025, 2026), f"{purse.project.number}/{place}"
    spent_on = date.fromisoformat(SPENT[place][0])

    def on(workdays: int, hour: int) -> datetime:
        return at(days.add_workdays(spent_on, workdays), hour, 20)

    yield Moment(on(1, 10), f"{key}/write", lambda when: write(purse, place, when))
    yield Moment(on(2, 10), f"{key}/hand-in", lambda when: hand_in(purse, place, when))
    if SPENT[place][-1]:
        yield Moment(on(3, 15), f"{key}/sign", lambda when: sign_up(_found(purse, place), when))
        yield Moment(on(5, 16), f"{key}/pay", lambda when: pay(purse, place, when))


def enter(purse: Purse, when: datetime) -> None:
    """Headquarters writes down what the grant may be spent for."""
    fund = EarmarkedFund(
        project=purse.project, unit=purse.unit, source=SOURCE, uses=USES, basis=BASIS, granted_on=when.date()
    )
    grants.enter_fund(fund, by=actor(purse.above("财务主管", when.date()), when), now=when)


def _found(purse: Purse, place: int) -> Claim:
    with door.opened("demo"):
        return Claim.objects.get(
            project=purse.project, happened_on=date.fromisoformat(SPENT[place][0]), fund__source=SOURCE
        )


def write(purse: Purse, place: int, when: datetime) -> None:
    """A worker writes the claim and names the fund."""
    day, kind, paper, item, amount, reason, payee, _is_use = SPENT[place]
    claimant, witness, *_others = Till(purse.project).workers(when.date())
    with door.opened("demo"):
        fund = EarmarkedFund.objects.get(project=purse.project, source=SOURCE)
    claim = Claim(
        project=purse.project, unit=purse.unit, happened_on=date.fromisoformat(day), place=purse.unit.name,
        reason=reason, payee=payee, payee_account=f"62221111{place:08}", witness=witness, fund=fund,
    )  # fmt: skip
    by = actor(claimant, when)
    claim = claims.begin(claim, by=by, now=when)
    invoice = (
        {"invoice_code": "044002500222", "invoice_number": f"9000{place:04}"} if paper == "invoice" else {}
    )
    claims.add_line(
        claim, by=by, now=when, item=item, kind=kind, amount=Decimal(amount), what=reason, **invoice
    )
    attachments.attach(claim, f"{paper}.txt", f"{reason}\n{amount}".encode(), by=by, purpose=paper, now=when)


def hand_in(purse: Purse, place: int, when: datetime) -> None:
    """The witness confirms; what is none of the fund's uses is refused and stays a draft."""
    claim = _found(purse, place)
    claims.witness(claim, by=actor(claim.witness, when), now=when)
    try:
        claims.submit(_found(purse, place), by=actor(claim.claimant_id, when), now=when)
    except Refused:
        if SPENT[place][-1]:
            raise


def pay(purse: Purse, place: int, when: datetime) -> None:
    """The cashier pays, the accountant draws the voucher up, the head of finance posts it."""
    day = when.date()
    cashier = actor(purse.above("出纳", day), when)
    payments.pay_once(_found(purse, place), by=cashier, now=when, bank_reference=f"ZX{day:%m%d}")
    with door.opened("demo"):
        payment = Payment.objects.get(claim=_found(purse, place))
    made = booking.book(payment, by=actor(purse.above("会计", day), when), now=when)
    post(made.voucher, by=actor(purse.above("财务主管", day), when), now=when)
