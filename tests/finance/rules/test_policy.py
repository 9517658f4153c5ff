"""The finance policy judged on plain facts: limits without gaps, duties apart, months closed, money known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.finance.rules.limits import read_tiers
from banyan.domains.finance.rules.opening import Openness, openness_verdict
from banyan.domains.finance.rules.policy import (
    Booked,
    Policy,
    booked_verdict,
    closing_verdict,
    policy_verdict,
)
from banyan.domains.finance.rules.unit_costs import UnitCosts, brought_verdict

DAY = date(2025, 4, 1)
TABLE = [["主管", "1000"], ["主任|财务", "5000"], ["总干事", "50000"]]
GOOD = Policy(read_tiers(TABLE), (Decimal(5000), Decimal(20000), Decimal(50000)), DAY, "理事会决议3号")


@pytest.mark.clause("R5.1.1")
@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "good"),
        ({"since": None}, "attention"),
        ({"basis": " "}, "attention"),
        ({"tiers": read_tiers([["主管", "5000"], ["主任", "5000"]])}, "breach"),
        ({"tiers": read_tiers([["主管", ""], ["主任", "5000"]])}, "breach"),
        ({"tiers": ()}, "breach"),
        ({"above": (Decimal(5000), Decimal(5000))}, "breach"),
        ({"tiers": read_tiers([["主管", "1000"], ["总干事", ""]])}, "good"),
    ],
)
def test_a_table_of_limits_rises_without_a_gap_and_rests_on_a_decision(changed, verdict):
    assert policy_verdict(replace(GOOD, **changed))[0] == verdict


@pytest.mark.clause("R5.1.1")
@pytest.mark.parametrize(
    ("amount", "carriers"),
    [("1000.00", 3), ("1000.01", 2), ("5000.00", 2), ("5000.01", 1), ("50000.00", 1), ("50000.01", 0)],
)
def test_every_amount_finds_its_limit_to_the_fen(amount, carriers):
    assert len(GOOD.carriers(Decimal(amount))) == carriers


@pytest.mark.clause("R5.1.2")
@pytest.mark.parametrize(
    ("booked", "verdict"),
    [
        (Booked(1, 2, 3), "good"),
        (Booked(None, None, None), "good"),
        (Booked(1, 1, 3), "breach"),
        (Booked(1, 3, 3), "breach"),
        (Booked(1, 3, 3, "每月由总部复核"), "attention"),
        (Booked(1, 2, 3, strange=("7777",)), "attention"),
    ],
)
def test_cash_books_and_entering_are_kept_apart(booked, verdict):
    assert booked_verdict(booked)[0] == verdict


@pytest.mark.clause("R5.1.2")
@pytest.mark.parametrize(
    ("closed_on", "today", "verdict"),
    [
        (date(2025, 5, 15), date(2025, 6, 1), "good"),
        (date(2025, 5, 16), date(2025, 6, 1), "attention"),
        (None, date(2025, 5, 16), "breach"),
        (None, date(2025, 5, 15), None),
    ],
)
def test_a_month_is_closed_by_its_day(closed_on, today, verdict):
    said = closing_verdict(date(2025, 5, 15), closed_on, today)
    assert (said and said[0]) == verdict


@pytest.mark.clause("P4.10")
@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (Openness(3, 4, 4), "good"),
        (Openness(3, 0, 0), "good"),
        (Openness(0, 4, 4), "attention"),
        (Openness(3, 4, 3), "attention"),
        (Openness(3, 4, 0), "breach"),
    ],
)
def test_everybody_of_a_department_can_open_its_money(found, verdict):
    assert openness_verdict(found)[0] == verdict


COSTS = UnitCosts(
    Decimal(900), Decimal(1000), 9, 300, Decimal(18), None, Decimal(0), 120, 40, Decimal("4.30")
)


@pytest.mark.clause("P4.11")
@pytest.mark.parametrize(
    ("changed", "verdict", "said"),
    [
        ({}, "good", "thrift"),
        ({"spent": Decimal(1100)}, "good", "for each person"),
        ({"satisfaction": Decimal("3.99")}, "attention", "but satisfaction"),
        ({"satisfaction": None, "answers": 0}, "attention", "nobody was asked"),
        ({"activities": 0}, "breach", "no activity shows"),
    ],
)
def test_less_money_with_the_quality_kept_is_thrift(changed, verdict, said):
    judged = brought_verdict(replace(COSTS, **changed), Decimal(4))
    assert judged[0] == verdict and said in str(judged[1])
    assert COSTS.per_person == Decimal("7.50")
