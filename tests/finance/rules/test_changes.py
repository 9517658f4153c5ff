"""Budgets that change: moves between items, shares of blocks, lump sums, planned months (R5.1.4, R5.2.1, R5.2.2)."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.finance.rules import changes as rules
from banyan.domains.finance.rules.budget import Item, Limits
from banyan.domains.finance.rules.changes import MoveRules
from banyan.foundation.refusal import Refused

GIVEN = MoveRules(Decimal(10), frozenset(["人员费用"]), False)


def item(code="E1", block="服务活动", amount="1000", **said):
    return Item(code, "expense", block, code, Decimal(amount), **said)


def check(source, target, amount="100", spent="0", given=GIVEN, consent=""):
    rules.check_move(source, target, Decimal(amount), Decimal(spent), given, consent)


@pytest.mark.clause("R5.1.4")
def test_inside_a_block_a_tenth_moves_without_the_purchaser():
    check(item(), item("E2"), "100.00")
    with pytest.raises(Refused) as refused:
        check(item(), item("E2"), "100.01")
    assert "consent" in refused.value.problems
    check(item(), item("E2"), "100.01", consent="街办〔2025〕8号")


@pytest.mark.clause("R5.1.4")
def test_between_blocks_the_purchaser_consents_to_every_yuan():
    with pytest.raises(Refused):
        check(item(), item("E4", "日常办公"), "1")
    check(item(), item("E4", "日常办公"), "1", consent="街办〔2025〕8号")


@pytest.mark.clause("R5.1.4")
def test_money_for_staff_stays_with_staff():
    pay = item("E0", "人员费用")
    with pytest.raises(Refused) as refused:
        check(pay, item(), "1", consent="街办〔2025〕8号")
    assert "from_item" in refused.value.problems
    check(pay, item(), "1", given=MoveRules(Decimal(10), GIVEN.personnel, True), consent="街办〔2025〕8号")
    check(pay, item("E0.2", "人员费用"), "1")


@pytest.mark.clause("R5.1.4")
def test_only_what_is_not_spent_moves_and_to_another_item():
    check(item(), item("E2"), "50", spent="950")
    for source, target, amount in ((item(), item("E2"), "50.01"), (item(), item(), "1")):
        with pytest.raises(Refused):
            check(source, target, amount, spent="950")


def test_the_total_stays_when_money_moves():
    before = [item(), item("E2"), Item("I1", "income", "收入", "I1", Decimal(2000))]
    after = rules.moved(before, "E1", "E2", Decimal("0.05"))
    assert [each.amount for each in after] == [Decimal("999.95"), Decimal("1000.05"), Decimal(2000)]


@pytest.mark.clause("R5.2.1")
@pytest.mark.parametrize(("pay", "good"), [("600", True), ("599", False)])
def test_a_block_keeps_its_floor_or_somebody_says_why_not(pay, good):
    items = [item("E0", "人员费用", pay), item("E1", "服务活动", str(1000 - int(pay)))]
    limits = {"人员费用": Limits(Decimal(60), None)}
    if good:
        rules.check_shares(items, limits, "")
        return
    with pytest.raises(Refused):
        rules.check_shares(items, limits, "")
    rules.check_shares(items, limits, "首年投入设备")


@pytest.mark.clause("R5.2.1")
def test_a_block_keeps_its_cap():
    items = [item("E0", "人员费用", "890"), item("E5", "机构管理费", "110")]
    with pytest.raises(Refused):
        rules.check_shares(items, {"机构管理费": Limits(None, Decimal(10))}, "")


@pytest.mark.clause("R5.2.2")
def test_a_lump_sum_says_how_it_was_reckoned():
    rules.check_lump_sums(
        [item(price=Decimal(10), quantity=Decimal(100)), item(use="按方案测算"), item(note="协议")]
    )
    with pytest.raises(Refused):
        rules.check_lump_sums([item(price=Decimal(10))])


def test_the_months_of_an_item_come_to_its_amount():
    months = {date(2025, 4, 1): Decimal("400.01"), date(2025, 9, 1): Decimal("599.99")}
    rules.check_phases(Decimal(1000), months, "E1")
    rules.check_phases(Decimal(1000), {}, "E1")
    with pytest.raises(Refused):
        rules.check_phases(Decimal("1000.01"), months, "E1")
