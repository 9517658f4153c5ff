"""Instalments, years, weights and the right to exist."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.projects.rules.contract import (
    check_weights,
    contract_years,
    instalment_amounts,
    legal_alerts,
    read_instalments,
)
from banyan.domains.projects.rules.conversion import Result, weighted
from banyan.domains.projects.rules.measures import Measure
from banyan.domains.projects.rules.shares import check_shares
from banyan.foundation.refusal import Refused


@pytest.mark.parametrize(
    "text", ["55/40/5", "55%/40%/5%", "55:40:5", "55：40：5", "55、40、5", "55-40-5", "55 / 40 / 5"]
)
def test_the_instalments_are_read_however_they_are_written(text):
    assert read_instalments(text) == (55, 40, 5)


@pytest.mark.parametrize("text", ["", "55/40", "一次性", "55/40/6"])
def test_instalments_that_do_not_make_a_whole_are_refused(text):
    with pytest.raises(Refused):
        read_instalments(text)


def test_the_instalments_sum_to_the_contract():
    assert instalment_amounts(Decimal("2000000"), read_instalments("55/40/5")) == [1100000, 800000, 100000]
    thirds = instalment_amounts(Decimal("100.00"), (Decimal("33.33"), Decimal("33.33"), Decimal("33.34")))
    odd = instalment_amounts(Decimal("0.05"), (Decimal(50), Decimal(50)))
    assert (sum(thirds), sum(odd)) == (Decimal("100.00"), Decimal("0.05"))


def test_a_contract_of_three_years_has_three():
    assert contract_years(date(2024, 2, 29), date(2027, 2, 28)) == [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2027, 2, 28)),
    ]
    assert len(contract_years(date(2025, 4, 1), date(2026, 3, 31))) == 1


def test_weights_sum_to_a_hundred():
    assert check_weights([Decimal(60), Decimal(40)]) is None
    assert "99" in str(check_weights([Decimal(60), Decimal(39)]))


@pytest.mark.clause("R1.3.1")
def test_a_missing_basis_and_an_ended_registration_are_breaches():
    alerts = legal_alerts(" ", date(2025, 12, 30), date(2025, 12, 31), 90)
    assert [(alert.code, alert.is_breach) for alert in alerts] == [
        ("legal_basis_missing", True),
        ("registration_expired", True),
    ]


@pytest.mark.clause("R1.3.1")
def test_a_registration_that_ends_soon_wants_attention():
    (alert,) = legal_alerts("contract", date(2026, 1, 31), date(2025, 12, 31), 90)
    assert (alert.code, alert.is_breach) == ("registration_ending", False)
    assert legal_alerts("contract", date(2026, 12, 31), date(2025, 12, 31), 90) == []


MEASURES = {"K04": Measure.EVENTS, "K26": Measure.EVENTS, "K10": Measure.PERSON_TIMES, "K30": Measure.PERSONS}


@pytest.mark.parametrize(
    "shares", [{"K04": 100}, {"K04": 60, "K26": 40}, {"K04": 100, "K10": 100}, {"K30": 100, "K04": 100}, {}]
)
def test_shares_that_make_one_event_are_accepted(shares):
    check_shares(shares, MEASURES)


@pytest.mark.parametrize(
    "shares", [{"K04": 60}, {"K04": 60, "K26": 60}, {"K99": 100}, {"K04": 100, "K26": 0}]
)
def test_an_event_is_never_more_or_less_than_one(shares):
    with pytest.raises(Refused):
        check_shares(shares, MEASURES)


def result(weight, target, counted, convertible=False, cap=0):
    return Result(Decimal(weight), Decimal(target), Decimal(counted), convertible, Decimal(cap))


def test_over_delivery_does_not_raise_an_indicator_above_its_weight():
    assert weighted([result(50, 10, 20), result(50, 10, 5)]).points == 75


def test_surplus_covers_what_is_lacking_only_to_its_cap():
    found = weighted([result(50, 10, 20, True, 10), result(50, 10, 5)])
    assert (found.points, found.converted, found.total) == (75, 5, 80)


def test_surplus_never_makes_more_than_the_whole():
    assert weighted([result(50, 10, 20, True, 10), result(50, 100, 99)]).total == 100


def test_surplus_that_the_contract_does_not_allow_covers_nothing():
    assert weighted([result(50, 10, 20, False, 10), result(50, 10, 5)]).converted == 0
