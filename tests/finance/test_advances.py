"""Money handed out ahead: reserved, paid, settled by claims, given back, and never more than there was."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from banyan.core import door
from banyan.domains.finance.deeds import advances, booking, payments, runs
from banyan.domains.finance.deeds.books import post
from banyan.domains.finance.models import Advance, BudgetLine, Payment, PaymentRun, Voucher, VoucherLine
from banyan.domains.finance.queries import spending
from banyan.foundation.refusal import Refused
from tests.finance.office import DAY, NOON, fresh, later, make_office, paid, sign, signed, write_claim
from tests.makers import make_grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(north):
    return make_office(north)


def asked(office, amount="300"):
    with door.opened("test"):
        line = BudgetLine.everything.get(code="E1", budget__project=office.project)
    made = Advance(project=office.project, unit=office.unit, budget_line=line, amount=Decimal(amount))
    made.reason, made.needed_on = "中秋活动采购", DAY
    advance = advances.begin(made, by=office.worker, now=NOON)
    advances.submit(advance, by=office.worker, now=NOON)
    return fresh(advance)


def handed_out(office, amount="300"):
    advance = asked(office, amount)
    for part in ("head", "director", "finance"):
        sign(advance, office.actor(part))
    payments.hand_out(fresh(advance), by=office.cashier, now=NOON)
    return fresh(advance)


def left(office):
    lines = spending.lines_in_force(office.project, ["E1"])
    return spending.left_of(lines, office.project, DAY)["E1"]


@pytest.mark.clause("R5.1.4", "P4.1")
def test_an_advance_reserves_its_line_and_is_handed_out_only_after_headquarters(office):
    advance = asked(office)
    with door.opened("test"):
        assert left(office) == 100
    with pytest.raises(Refused, match="present state"):
        payments.hand_out(advance, by=office.cashier, now=NOON)
    with pytest.raises(Refused) as told:
        asked(office, "101")
    assert told.value.code == "no_budget_left"


@pytest.mark.clause("R5.3.1")
def test_claims_settle_an_advance_and_only_what_is_over_is_paid_out(office):
    advance = handed_out(office)
    assert advance.due_on == date(2025, 12, 19)
    with door.opened("test"):
        assert Payment.everything.get(advance=advance).payee == office.person("worker").name
    first = payments.pay_once(signed(office, "200", advance=advance), by=office.cashier, now=NOON)
    assert (first.amount, first.cleared, fresh(advance).open) == (0, 200, 100)
    second = payments.pay_once(signed(office, "150", advance=advance), by=office.cashier, now=NOON)
    assert (second.amount, second.cleared, fresh(advance).state) == (50, 100, "settled")
    with door.opened("test"):
        assert left(office) == 50


def test_the_rest_comes_back_and_never_more_than_is_open(office):
    advance = handed_out(office)
    payments.pay_once(signed(office, "200", advance=advance), by=office.cashier, now=NOON)
    with pytest.raises(Refused):
        payments.give_back(fresh(advance), by=office.cashier, now=NOON, amount=Decimal("100.01"))
    payments.give_back(fresh(advance), by=office.cashier, now=NOON, amount=Decimal(100))
    assert fresh(advance).state == "settled"
    with pytest.raises(IntegrityError), transaction.atomic(), door.opened("test"):
        Advance.everything.filter(pk=advance.pk).update(settled=Decimal("200.01"))


def test_a_reversed_claim_opens_its_advance_again(office):
    advance = handed_out(office)
    payment = payments.pay_once(signed(office, "300", advance=advance), by=office.cashier, now=NOON)
    payments.reverse(payment, by=office.finance, now=NOON, reason="重复")
    assert (fresh(advance).state, fresh(advance).open) == ("paid", 300)


@pytest.mark.clause("R5.3.1")
def test_who_is_late_with_one_advance_gets_no_other(office):
    handed_out(office, "100")
    with door.opened("test"):
        line = BudgetLine.everything.get(code="E1", budget__project=office.project)
    made = Advance(
        project=office.project,
        unit=office.unit,
        budget_line=line,
        amount=Decimal(50),
        reason="x",
        needed_on=DAY,
    )
    advance = advances.begin(made, by=office.worker, now=later(31))
    with pytest.raises(Refused) as told:
        advances.submit(advance, by=office.worker, now=later(31))
    assert told.value.code == "overdue"


def test_an_advance_of_somebody_else_settles_nothing_of_mine(office):
    advance = handed_out(office)
    from banyan.domains.finance.deeds import claims

    claim = write_claim(office, by="head", advance=advance)
    with pytest.raises(Refused) as told:
        claims.submit(claim, by=office.head, now=NOON)
    assert "advance" in told.value.problems


@pytest.mark.clause("P4.4")
def test_a_payment_becomes_a_balanced_voucher_that_two_more_people_saw(office):
    advance = handed_out(office, "60")
    payment = payments.pay_once(signed(office, "100", advance=advance), by=office.cashier, now=NOON)
    make_grant(office.users["cashier"], office.agency, "finance.*")
    with pytest.raises(Refused) as told:
        booking.book(payment, by=office.cashier, now=NOON)
    assert told.value.code == "incompatible"
    booking.book(payment, by=office.accountant, now=NOON)
    voucher = fresh(payment).voucher
    with door.opened("test"):
        lines = list(VoucherLine.everything.filter(voucher=voucher).order_by("position"))
    told_lines = [(line.account, line.item, line.debit, line.credit) for line in lines]
    assert told_lines == [("5101", "E1", 100, 0), ("1002", "", 0, 40), ("1122", "", 0, 60)]
    assert (lines[0].incurred_on, lines[0].place, lines[0].supplier) == (DAY, "社区广场", "出租车公司")
    with pytest.raises(Refused):
        post(voucher, by=office.accountant, now=NOON)
    post(voucher, by=office.finance, now=NOON)
    with pytest.raises(Refused):
        booking.book(payment, by=office.accountant, now=NOON)


def test_a_counter_entry_turns_the_voucher_round(office):
    payment = paid(office, "100")
    payments.reverse(payment, by=office.finance, now=NOON, reason="户名有误")
    counter = Payment.everything.get(state="counter")
    booking.book(counter, by=office.accountant, now=NOON)
    with door.opened("test"):
        lines = VoucherLine.everything.filter(voucher=Voucher.everything.get()).order_by("position")
        assert list(lines.values_list("account", "debit", "credit")) == [("5101", 0, 100), ("1002", 100, 0)]


@pytest.mark.clause("R5.3.5")
def test_a_run_is_confirmed_only_as_the_bank_was_asked_to_pay(office):
    advance = handed_out(office)
    claim = signed(office, "100", advance=advance)
    run = runs.gather(PaymentRun(unit=office.unit), by=office.cashier, now=NOON)
    assert run.total == 0, "the advance covers it"
    run = runs.order(fresh(run), by=office.cashier, now=NOON)
    payments.give_back(fresh(advance), by=office.cashier, now=NOON, amount=Decimal(250))
    with pytest.raises(Refused) as told:
        runs.confirm(fresh(run), by=office.cashier, now=NOON, bank_reference="T-1")
    assert (told.value.code, fresh(claim).state) == ("list_changed", "approved")
