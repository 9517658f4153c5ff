"""Amounts in yuan: on screen with two decimals, on paper in capital numerals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from banyan.foundation.chinese import spelt

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 12


def to_cents(amount: Decimal) -> int:
    """The amount in fen, half a fen rounded up."""
    return int(_rounded(amount) * 100)


def format_money(amount: Decimal, sign: bool = True) -> str:
    """¥1,234.50 with two decimals and a true minus; without `sign` for tables that name the unit once."""
    rounded = _rounded(amount)
    figures = f"{abs(rounded):,.2f}"
    return ("−" if rounded < 0 else "") + ("¥" if sign else "") + figures


def capital_amount(amount: Decimal) -> str:
    """The amount in capital numerals as vouchers demand: 1409.50 is 壹仟肆佰零玖元伍角整.

    Yuan below 10^12, a negative amount begins with 负. Raises ValueError beyond.
    """
    rounded = _rounded(abs(amount))
    if rounded >= _LARGEST:
        raise ValueError("Amounts go up to below 10^12 yuan.")
    yuan, cents = divmod(int(rounded * 100), 100)
    words = (spelt(yuan, _FIGURES, _PLACES) + "元" if yuan else "") + _small_change(yuan, cents)
    return ("负" if amount < 0 and rounded else "") + (words or "零元整")


def _rounded(amount: Decimal) -> Decimal:
    return Decimal(amount).quantize(_CENT, ROUND_HALF_UP)


def _small_change(yuan: int, cents: int) -> str:
    tenths, hundredths = divmod(cents, 10)
    if not cents:
        return "整" if yuan else ""
    if not hundredths:
        return _FIGURES[tenths] + "角整"
    if not tenths:
        return ("零" if yuan else "") + _FIGURES[hundredths] + "分"
    return _FIGURES[tenths] + "角" + _FIGURES[hundredths] + "分"
