"""What of the money lies on whose desk, with the deed beside it, and on nobody else's."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from banyan.core import todo
from banyan.core.identity.actor import actor_for
from banyan.domains.finance.deeds import advances, audits, booking, funds, half_reports, monthly, payments
from banyan.domains.finance.models import (
    Advance,
    Audit,
    AuditRequest,
    BudgetLine,
    HalfReport,
    MonthlyBudget,
    MonthlyForm,
    Receivable,
)
from banyan.domains.finance.rules.monthly import Wish
from tests.finance.makers import sign_all
from tests.finance.office import (
    DAY,
    NOON,
    PLAIN_ROLES,
    fresh,
    hand_in,
    make_office,
    paid,
    sign,
    signed,
    write_claim,
)
from tests.makers import make_grant, make_user

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def the_desk_of_money(monkeypatch):
    """Only what these rooms lay on the desk: nine people are asked again and again."""
    rooms = ("banyan.domains.finance", "banyan.core.approvals")
    asked = [each for each in todo._providers if each.__module__.startswith(rooms)]
    assert asked
    monkeypatch.setattr(todo, "_providers", asked)


@pytest.fixture
def office(north):
    made = make_office(north, amount="5000")
    made.users["clerk"] = make_user(north)
    make_grant(made.users["clerk"], north, *PLAIN_ROLES["clerk"], role="clerk")
    return made


def desks(office, kind, on=DAY):
    """Who finds something of a kind on the desk: part → the deeds offered."""
    found = {part: _deeds(office, part, kind, on) for part in office.users}
    return {part: deeds for part, deeds in found.items() if deeds}


def _deeds(office, part, kind, on):
    waiting = todo.waiting_for(office.actor(part, on), on)
    return [str(each.deed) for each in waiting if each.kind == kind]


def opens(office, part, kind, on=DAY):
    """The page of the deed opens for whoever finds it on the desk."""
    client = Client()
    client.force_login(office.users[part])
    return [
        client.get(each.url).status_code
        for each in todo.waiting_for(office.actor(part, on), on)
        if each.kind == kind
    ]


@pytest.mark.clause("R5.3.3")
def test_a_receipt_waits_for_the_one_who_is_named_until_it_is_confirmed(office):
    write_claim(office, confirmed=False)
    assert desks(office, "receipt") == {"colleague": ["Confirm the receipt"]}
    assert opens(office, "colleague", "receipt") == [200]
    write_claim(office)
    assert len(desks(office, "receipt")["colleague"]) == 1, "a confirmed one is gone"


@pytest.mark.clause("R5.3.5")
def test_an_approved_claim_waits_for_the_cashier_alone_until_it_is_paid(office):
    claim = hand_in(office, write_claim(office))
    assert desks(office, "payment") == {}
    assert list(desks(office, "sign")) == ["head"]
    for part in ("head", "director", "finance"):
        sign(claim, office.actor(part))
    assert desks(office, "payment") == {"cashier": ["Pay this claim"]}
    assert opens(office, "cashier", "payment") == [200]
    due = [each.due for each in todo.waiting_for(office.cashier, DAY) if each.kind == "payment"]
    assert due == [date(2025, 11, 26)], "five working days after the approval"
    payments.pay_once(fresh(claim), by=office.cashier, now=NOON)
    assert desks(office, "payment") == {}


def test_without_a_cashier_the_money_waits_for_whoever_may_pay(office):
    signed(office)
    user = office.users["cashier"]
    user.is_active = False
    user.save()
    del office.users["cashier"]
    assert set(desks(office, "payment")) == {"finance", "accountant"}


def test_a_claim_that_came_back_lies_on_its_writer_s_desk(office):
    claim = hand_in(office, write_claim(office))
    sign(claim, office.head, agreed=False, reason="缺清单")
    assert desks(office, "claim") == {"worker": ["Mend the claim"]}


def test_an_advance_waits_for_the_cashier_and_then_for_its_holder(office):
    advance = Advance(project=office.project, unit=office.unit, amount=Decimal(300), needed_on=DAY)
    advance.budget_line, advance.reason = BudgetLine.everything.get(code="E1"), "游园周转"
    advance = advances.begin(advance, by=office.worker, now=NOON)
    advances.submit(advance, by=office.worker, now=NOON)
    for part in ("head", "director", "finance"):
        sign(advance, office.actor(part))
    assert desks(office, "payment") == {"cashier": ["Hand out"]}
    payments.hand_out(fresh(advance), by=office.cashier, now=NOON)
    assert desks(office, "advance") == {"worker": ["Write the claim that settles it"]}
    assert opens(office, "worker", "advance") == [200]


@pytest.mark.clause("P4.2")
def test_a_month_goes_from_desk_to_desk(office):
    day, now = date(2025, 12, 22), datetime(2025, 12, 22, 2, tzinfo=UTC)
    form = MonthlyForm(unit=office.unit, project=office.project, month=JANUARY)
    form = monthly.begin(form, by=office.head, now=now)
    assert "head" in desks(office, "month", day), "a form that is begun waits for its department"
    assert "finance" not in desks(office, "month", day)
    monthly.write(form, by=office.head, now=now, wishes=[Wish("E1", Decimal(300), "节日活动")])
    monthly.submit(fresh(form), by=office.head, now=now)
    assert desks(office, "month", day) == {"clerk": ["Merge the forms"]}
    assert opens(office, "clerk", "month", day) == [200]
    by = office.actor("clerk", day)
    paper = monthly.merge(
        MonthlyBudget(unit=office.unit, project=office.project, month=JANUARY), by=by, now=now
    )
    assert desks(office, "month", day) == {"clerk": ["Send to the director"]}
    monthly.send_up(paper, by=by, now=now)
    assert (desks(office, "month", day), list(desks(office, "sign", day))) == ({}, ["director"])
    paper = sign_all(paper, office.director, office.finance, office.programme, now=now)
    assert desks(office, "month", day) == {part: ["Release the money"] for part in ("finance", "accountant")}
    monthly.release(paper, by=office.finance, now=now)
    assert desks(office, "month", day) == {}
    assert desks(office, "month", date(2026, 2, 1)) == {"clerk": ["Settle the month"]}


@pytest.mark.clause("R5.2.2")
def test_an_instalment_waits_for_the_director_and_then_for_headquarters(office):
    due = DAY + timedelta(days=14)
    made = Receivable(
        project=office.project,
        unit=office.unit,
        name="二期款",
        amount=100,
        condition="中期评估合格",
        due_on=due,
    )
    made = funds.plan_instalment(made, by=office.director, now=NOON)
    assert desks(office, "instalment", DAY - timedelta(days=1)) == {}, "not yet"
    assert desks(office, "instalment") == {"director": ["The condition is met"]}
    assert opens(office, "director", "instalment") == [200]
    made = funds.meet_condition(made, by=office.director, now=NOON, met_on=DAY, proof="评估报告")
    assert set(desks(office, "instalment")) == {"finance", "accountant"}


@pytest.mark.clause("P4.3")
def test_a_half_year_s_report_waits_for_the_director_and_then_for_headquarters(office):
    made = HalfReport(project=office.project, unit=office.unit, starts_on=date(2025, 3, 1))
    made = half_reports.begin(made, by=office.director, now=NOON)
    assert desks(office, "half_report") == {"director": ["Hand the report in"]}
    made = half_reports.edit(made, by=office.director, now=NOON, outlook="年末持平")
    half_reports.submit(made, by=office.director, now=NOON)
    reading = ["Read and accept the report"]
    assert desks(office, "half_report") == {"finance": reading, "accountant": reading}
    assert opens(office, "finance", "half_report") == [200]


@pytest.mark.clause("R5.4.1", "R5.4.3")
def test_an_audit_lies_on_its_auditor_s_desk_while_it_is_open_and_what_is_asked_for_on_headquarters(office):
    day = NOON.date()
    payment = paid(office, "20")
    payment = booking.book(payment, by=office.accountant, now=NOON)
    auditor = make_user(office.agency)
    make_grant(auditor, office.agency, *PLAIN_ROLES["auditor"], role="auditor")
    office.users["auditor"] = auditor
    made = Audit(
        project=office.project, unit=office.unit, auditor="事务所", account=auditor, starts_on=day,
        ends_on=DAY + timedelta(days=9), covers_from=date(2025, 1, 1), covers_to=day,
    )  # fmt: skip
    made = audits.plan(made, by=office.finance, now=NOON)
    made = audits.start(made, by=office.finance, now=NOON)
    assert desks(office, "audit", day) == {"auditor": ["Look at the drawn vouchers"]}
    assert desks(office, "audit", DAY + timedelta(days=10)) == {}
    asked = AuditRequest(audit=made, unit=office.unit, what="合同", asked_on=DAY, due_on=DAY)
    audits.ask(asked, by=actor_for(auditor, DAY), now=NOON)
    handing = ["Hand it over"]
    assert desks(office, "audit", day) == {
        "auditor": ["Look at the drawn vouchers"], "finance": handing, "accountant": handing,
    }  # fmt: skip
    assert opens(office, "finance", "audit", day) == [200]


def test_strangers_find_nothing_of_it(office, south):
    write_claim(office, confirmed=False)
    signed(office)
    other = make_office(south)
    others = {
        part: user for part, user in other.users.items() if user.person.unit.path.startswith(south.path)
    }
    other.users = others
    assert (desks(other, "receipt"), desks(other, "payment")) == ({}, {})
