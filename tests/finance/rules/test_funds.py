"""Whose money it is, by plain values: positions, loans, shared costs (R5.1.3)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domains.finance.rules import funds as rules
from banyan.domains.finance.rules.funds import Loan, Move
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused

pytestmark = pytest.mark.clause("R5.1.3")
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def move(number, day, owner, amount):
    return Move(number, date(2025, 5, day), owner, Decimal(amount))


MOVES = [
    Move("记-0", date(2024, 12, 31), "A", Decimal(1000)),
    move("记-1", 1, "A", "500"),
    move("记-2", 2, "B", "-300"),
    move("记-3", 10, "A", "-200"),
    move("记-3", 10, "B", "200"),
    move("记-4", 20, "B", "400"),
    move("记-5", 21, None, "50"),
]


def test_opening_receipts_payments_and_loans_come_to_the_closing_of_each_project():
    found = {fund.owner: fund for fund in rules.funds(MOVES, YEAR)}
    a, b = found["A"], found["B"]
    assert (a.opening, a.receipts, a.payments, a.borrowed, a.lent, a.closing) == (1000, 500, 0, 0, 200, 1300)
    assert (b.opening, b.receipts, b.payments, b.borrowed, b.lent, b.closing) == (0, 400, 300, 200, 0, 300)
    assert found[None].closing == 50


def test_a_project_below_nothing_while_the_bank_holds_money_uses_somebody_elses():
    (short,) = rules.shortfalls(MOVES, [], date(2025, 12, 31))
    assert (short.owner, short.first, short.last, short.deepest, short.is_agreed) == (
        "B", date(2025, 5, 2), date(2025, 5, 20), Decimal(-300), False,
    )  # fmt: skip
    covered = Loan("A", "B", Decimal(300), date(2025, 5, 1), date(2025, 6, 30))
    assert rules.shortfalls(MOVES, [covered], date(2025, 12, 31))[0].is_agreed
    small = Loan("A", "B", Decimal("299.99"), date(2025, 5, 1))
    assert not rules.shortfalls(MOVES, [small], date(2025, 12, 31))[0].is_agreed


def test_nobodys_money_is_used_where_the_bank_is_empty_too():
    assert rules.shortfalls([move("记-1", 1, "B", "-1")], [], YEAR.end) == []


def test_money_crosses_from_project_to_project_only_by_an_agreed_loan():
    (crossing,) = rules.crossings(MOVES, [])
    assert (crossing.voucher, crossing.giver, crossing.taker, crossing.amount) == ("记-3", "A", "B", 200)
    assert not crossing.is_agreed
    loan = Loan("A", "B", Decimal(200), date(2025, 5, 10), date(2025, 5, 31))
    assert rules.crossings(MOVES, [loan])[0].is_agreed
    for wrong in (
        Loan("A", "B", Decimal("199.99"), date(2025, 5, 10)),
        Loan("A", "B", Decimal(200), date(2025, 5, 11)),
        Loan("C", "B", Decimal(200), date(2025, 5, 1)),
    ):
        assert not rules.crossings(MOVES, [wrong])[0].is_agreed


def test_paying_a_loan_back_is_allowed_after_its_last_day():
    back = [move("记-9", 20, "B", "-200"), move("记-9", 20, "A", "200")]
    loan = Loan("A", "B", Decimal(200), date(2025, 5, 1), date(2025, 5, 10))
    assert rules.crossings(back, [loan])[0].is_agreed


_moves = st.lists(
    st.builds(
        Move,
        st.sampled_from(["v1", "v2", "v3", "v4"]),
        st.dates(date(2024, 12, 1), date(2025, 3, 1)),
        st.sampled_from(["A", "B", None]),
        st.decimals(-500, 500, places=2),
    ),
    max_size=12,
)


@given(_moves, st.dates(date(2025, 1, 1), date(2025, 3, 1)))
def test_on_every_day_the_projects_and_the_rest_come_to_bank_and_cash(moves, on):
    found = rules.funds(moves, Period(date(2025, 1, 1), on))
    bank = sum((each.amount for each in moves if each.on <= on), Decimal(0))
    assert sum((fund.closing for fund in found), Decimal(0)) == bank


@given(
    st.decimals("0.01", "100000", places=2),
    st.dictionaries(st.integers(0, 9), st.decimals("0.01", 500, places=2), min_size=1, max_size=6),
)
def test_what_is_divided_comes_to_what_was_paid_to_the_fen(amount, weights):
    parts = rules.divide(amount, weights)
    assert sum(parts.values()) == amount
    whole = sum(weights.values())
    for owner, part in parts.items():
        assert abs(part - amount * weights[owner] / whole) < Decimal("0.01") + Decimal("1E-9")


def test_a_hundred_divided_by_three_gives_the_odd_fen_to_one():
    parts = rules.divide(Decimal(100), {"A": Decimal(1), "B": Decimal(1), "C": Decimal(1)})
    assert sorted(parts.values()) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    with pytest.raises(Refused):
        rules.divide(Decimal(100), {})


@pytest.mark.parametrize(
    ("amount", "starts", "repay", "field"),
    [
        ("100.01", date(2025, 5, 2), date(2025, 6, 1), "amount"),
        ("100", date(2025, 5, 1), date(2025, 6, 1), "starts_on"),
        ("100", date(2025, 5, 2), date(2025, 5, 1), "repay_by"),
    ],
)
def test_a_loan_is_agreed_beforehand_within_what_the_lender_has(amount, starts, repay, field):
    today = date(2025, 5, 2)
    rules.check_loan(Decimal(100), Decimal(100), today, today, today)
    with pytest.raises(Refused) as refused:
        rules.check_loan(Decimal(amount), Decimal(100), starts, repay, today)
    assert field in refused.value.problems


def test_days_late_count_from_the_due_day_also_while_the_money_is_missing():
    due = date(2025, 10, 1)
    assert rules.late_days(due, date(2025, 11, 11), date(2025, 12, 31)) == 41
    assert rules.late_days(due, None, date(2025, 10, 3)) == 2
    assert rules.late_days(due, date(2025, 9, 1), date(2025, 12, 31)) == 0
