"""Budget, balances, phasing and reconciliation against sums worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.finance.rules.balances import AccountSum, activities, spent_by_item, totalled
from banyan.domains.finance.rules.budget import Item, Limits, by_block, concentration, shares
from banyan.domains.finance.rules.entries import Entry
from banyan.domains.finance.rules.phasing import due_by
from banyan.domains.finance.rules.reconciling import (
    BankMove,
    BookMove,
    broken_balances,
    opening_of,
    reconcile,
)
from banyan.domains.finance.rules.rush import warns_early
from banyan.foundation.periods import Period

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))


def item(code, amount, block="人员费用", side="expense", **more):
    return Item(code, side, block, code, Decimal(amount), **more)


@pytest.mark.clause("P4.6")
def test_concentration_follows_the_formula_and_leaves_empty_sources_out():
    found = concentration([Decimal(each) for each in (2000000, 60000, 30000, 20000, 500, 0)])
    assert (found.index, found.effective, found.top, found.left_out) == (
        Decimal("0.8991"), Decimal("1.11"), Decimal("94.8"), 1,
    )  # fmt: skip
    assert concentration([Decimal(0)]).index is None


def test_shares_of_blocks_are_of_everything_spent():
    sums = by_block(
        [
            item("a", 650),
            item("b", 250, "服务活动"),
            item("c", 100, "服务活动"),
            item("i", 1000, side="income"),
        ]
    )
    assert shares(sums) == {"人员费用": Decimal("65.0"), "服务活动": Decimal("35.0")}
    assert Limits(Decimal(60), None).verdict(Decimal("59.9")) == "breach"
    assert Limits(Decimal(5), Decimal(10)).verdict(Decimal(10)) == "good"


def test_what_is_due_follows_planned_months_else_even_ones():
    plain = item("a", 1200)
    assert due_by(plain, YEAR, date(2025, 12, 31), {}) == Decimal(900)
    assert due_by(plain, YEAR, date(2025, 3, 31), {}) == 0
    planned = {date(2025, 5, 1): Decimal(1000), date(2026, 1, 1): Decimal(200)}
    assert due_by(plain, YEAR, date(2025, 12, 31), planned) == Decimal(1000)
    feast = item("b", 1200, is_year_end=True)
    assert due_by(feast, YEAR, date(2025, 12, 31), {}) == 0
    assert due_by(feast, YEAR, date(2026, 3, 1), {}) == Decimal(1200)


def entries():
    def line(voucher, on, account, debit=0, credit=0, **more):
        return Entry(voucher, on, 1, account, Decimal(debit), Decimal(credit), **more)

    april, may = date(2025, 4, 8), date(2025, 5, 9)
    return [
        line("1", april, "1002", debit=1000), line("1", april, "2203", credit=1000),
        line("2", may, "2203", debit=400), line("2", may, "4301", credit=400),
        line("3", may, "5101", debit=150, item="E1"), line("3", may, "1002", credit=150),
        line("4", may, "1501", debit=80, item="E4"), line("4", may, "1002", credit=80),
        line("5", may, "1701", debit=50), line("5", may, "2601", credit=50),
    ]  # fmt: skip


@pytest.mark.clause("P4.4")
def test_the_contract_report_and_the_statutory_one_have_one_total():
    kept = entries()
    statement = activities(kept, Period(date(2025, 1, 1), date(2025, 12, 31)), "限定")
    spent = spent_by_item(kept, date(2025, 12, 31))
    assert spent == {"E1": Decimal(150), "E4": Decimal(80)}
    assert (statement.total_income, statement.total_expense) == (Decimal(400), Decimal(150))
    assert sum(spent.values()) == statement.total_expense + Decimal(80)


@pytest.mark.clause("P4.4")
def test_a_trial_balance_closes_what_it_opened():
    sums = {
        "1002": AccountSum("1002", "银行存款", "asset", Decimal(1000), Decimal(0), Decimal(230)),
        "5101": AccountSum("5101", "业务活动成本", "expense", Decimal(0), Decimal(230), Decimal(0)),
        "2203": AccountSum("2203", "预收账款", "liability", Decimal(-1000)),
    }
    found = totalled(sums)
    assert [(each.code, each.closing) for each in found.accounts] == [
        ("1002", 770),
        ("2203", -1000),
        ("5101", 230),
    ]
    assert found.is_balanced and found.debit == found.credit == Decimal(230)
    assert not totalled({"1002": sums["1002"], "5101": sums["5101"]}).is_balanced


def bank(reference, day, amount, balance=None, name=""):
    return BankMove(reference, date(2025, 5, day), Decimal(amount), "", name, balance and Decimal(balance))


def book(voucher, day, amount, reference="", name=""):
    return BookMove(voucher, date(2025, 5, day), Decimal(amount), reference, name)


@pytest.mark.clause("R5.1.3")
def test_bank_and_books_meet_by_number_then_by_amount_and_name():
    statement = [
        bank("T1", 2, "-100", "900"),
        bank("T2", 3, "-50", "850", "甲店"),
        bank("T3", 9, "-15", "835"),
    ]
    books = [
        book("V1", 1, "-100", "T1"),
        book("V2", 3, "-50", "", "乙店"),
        book("V3", 5, "-50", "", "甲店"),
        book("V4", 8, "-7"),
    ]
    found = reconcile(statement, books, opening_of(statement), Decimal(1000), 5)
    assert [(p.bank.reference, p.book.voucher, p.is_certain) for p in found.pairs] == [
        ("T2", "V3", False),
        ("T1", "V1", True),
    ], "what somebody has to look at stands first"
    assert [move.reference for move in found.only_bank] == ["T3"]
    assert [move.voucher for move in found.only_books] == ["V2", "V4"]
    assert (found.statement, found.book) == (Decimal(835), Decimal(793))
    assert found.adjusted_statement == found.adjusted_book == Decimal(778) and found.agrees


def test_a_wrong_amount_under_the_right_number_is_no_match():
    found = reconcile([bank("T1", 2, "-100")], [book("V1", 2, "-10", "T1")], Decimal(0), Decimal(0), 5)
    assert found.pairs == ()


def test_a_payment_far_away_is_not_proposed():
    assert reconcile([bank("T1", 2, "-100")], [book("V1", 8, "-100")], Decimal(0), Decimal(0), 5).pairs == ()
    assert (
        len(reconcile([bank("T1", 2, "-100")], [book("V1", 7, "-100")], Decimal(0), Decimal(0), 5).pairs) == 1
    )


def test_a_gap_in_the_statement_is_noticed():
    moves = [bank("T1", 2, "-100", "900"), bank("T3", 4, "-20", "850")]
    assert [(move.reference, right) for move, right in broken_balances(moves)] == [("T3", Decimal(880))]


@pytest.mark.clause("P4.9")
@pytest.mark.parametrize(
    ("spent", "elapsed", "warned"),
    [(400, 8, True), (600, 8, False), (400, 7, False), (0, 8, True), (1000, 8, False)],
)
def test_two_thirds_of_the_year_warn_early(spent, elapsed, warned):
    assert warns_early(Decimal(spent), Decimal(1000), elapsed, 12, Decimal("1.5")) is warned
