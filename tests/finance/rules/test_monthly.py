"""The monthly cycle by plain values: when forms are due, what may be merged, what may be spent."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.finance.rules import monthly as rules
from banyan.domains.finance.rules.monthly import Rest, Standing, Wish
from banyan.foundation.refusal import Refused
from banyan.foundation.workdays import seeded_calendar

pytestmark = pytest.mark.clause("P4.2")
MAY = date(2025, 5, 1)


def spend(released, used="0", amount="400", reserved="0"):
    standing = Standing(None if released is None else Decimal(released), Decimal(used))
    rules.check_may_spend(standing, "E1", MAY, Decimal(amount), Decimal(reserved))


def test_the_form_is_due_five_working_days_before_the_last_one_of_the_month():
    calendar = seeded_calendar(2025)
    # The last working day of April 2025 is the 30th; the weekend of 27 April was made up on that Sunday.
    assert rules.due_on(MAY, calendar, 0) == date(2025, 4, 30)
    assert rules.due_on(MAY, calendar, 5) == date(2025, 4, 24)


@pytest.mark.parametrize(
    ("wish", "cell", "said"),
    [
        (Wish("X9", Decimal(1), "物资"), "item-1", "not in the budget"),
        (Wish("E1", Decimal(0), "物资"), "amount-1", "needs an amount"),
        (Wish("E1", Decimal(1), "  "), "reason-1", "are for"),
    ],
)
def test_a_line_needs_an_item_an_amount_and_a_reason(wish, cell, said):
    rules.check_form([Wish("E1", Decimal(1), "物资")], ["E1"])
    with pytest.raises(Refused) as refused:
        rules.check_form([Wish("E1", Decimal(1), "物资"), wish], ["E1"])
    assert said in refused.value.problems[cell].text, "said of the cell where it is missing"


def test_an_empty_form_and_an_empty_merge_are_refused():
    with pytest.raises(Refused):
        rules.check_form([], ["E1"])
    with pytest.raises(Refused):
        rules.check_merge(0, Decimal(0), [])


def test_the_merged_paper_comes_to_the_sum_of_its_forms():
    rules.check_merge(2, Decimal("30.10"), [Decimal("10.05"), Decimal("20.05")])
    with pytest.raises(Refused):
        rules.check_merge(2, Decimal("30.11"), [Decimal("10.05"), Decimal("20.05")])


def test_nothing_is_asked_beyond_the_budget_of_the_year():
    rules.check_annual({"E1": Decimal("100.00")}, {"E1": Decimal("100.00")})
    for left in ({"E1": Decimal("99.99")}, {}):
        with pytest.raises(Refused):
            rules.check_annual({"E1": Decimal("100.00")}, left)


@pytest.mark.parametrize(
    ("released", "used", "amount", "reserved", "code"),
    [
        ("400", "0", "400.00", "0", ""),
        ("400", "0", "400.01", "0", "beyond_release"),
        ("400", "100", "300", "0", ""),
        ("400", "100", "300", "0.01", "beyond_release"),
        (None, "0", "0.01", "0", "not_released"),
    ],
)
def test_only_what_was_released_is_spent(released, used, amount, reserved, code):
    if not code:
        spend(released, used, amount, reserved)
        return
    with pytest.raises(Refused) as refused:
        spend(released, used, amount, reserved)
    assert refused.value.code == code and refused.value.way_out


def test_what_is_left_lapses_unless_a_reason_carries_it_on():
    assert Rest("E1", Decimal(400), Decimal(150)).carried == 0
    assert Rest("E1", Decimal(400), Decimal(150), " 场地改期 ").carried == 250
    assert Rest("E1", Decimal(400), Decimal(500), "超支").carried == 0


def test_a_month_is_settled_when_it_is_over():
    rules.check_settling(MAY, date(2025, 6, 1))
    with pytest.raises(Refused):
        rules.check_settling(MAY, date(2025, 5, 31))
