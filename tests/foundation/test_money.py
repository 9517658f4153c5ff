"""Amounts read alike in figures and in capitals."""

from decimal import Decimal

import pytest

from banyan.foundation.money import capital_amount, format_money, to_cents


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "零元整"), ("0.05", "伍分"), ("0.5", "伍角整"), ("0.56", "伍角陆分"), ("10", "壹拾元整"),
     ("325.04", "叁佰贰拾伍元零肆分"), ("1409.50", "壹仟肆佰零玖元伍角整"),
     ("1680.32", "壹仟陆佰捌拾元叁角贰分"), ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
     ("107000.53", "壹拾万柒仟元伍角叁分"), ("2110500", "贰佰壹拾壹万零伍佰元整"),
     ("100010001", "壹亿零壹万零壹元整"), ("-5", "负伍元整"), ("-0.001", "零元整")],
)  # fmt: skip
def test_an_amount_is_spelt_in_capitals(amount, words):
    assert capital_amount(Decimal(amount)) == words


def test_an_amount_beyond_all_budgets_is_an_error():
    with pytest.raises(ValueError):
        capital_amount(Decimal(10) ** 12)


def test_money_has_two_decimals_and_a_true_minus():
    assert format_money(Decimal("1234.5")) == "¥1,234.50"
    assert format_money(Decimal("-1234.5")) == "−¥1,234.50"
    assert format_money(Decimal("1234.5"), sign=False) == "1,234.50"


def test_half_a_fen_is_rounded_up():
    assert to_cents(Decimal("0.005")) == 1
    assert to_cents(Decimal("2110500")) == 211_050_000
