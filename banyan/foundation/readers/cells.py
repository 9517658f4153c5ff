"""The raw matter of a reading: what stands in a cell, and how it is tidied before anybody reads it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_WIDE_SIGNS = str.maketrans("－／．：＋％，（）＠＃｜；　", "-/.:+%,()@#|; ")
_FORMULA = re.compile(r"^[=＝]\s*[^=＝\s]|^#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|#{3,}$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LARGEST_EXACT = 10**15
_LARGEST_READ = 10**60


class NumberCell(str):
    """The text of a cell that the spreadsheet kept as a number, not as text."""

    __slots__ = ()


def as_cell(value: Any) -> str:
    """The text a person would see in a cell holding `value`: ISO dates, 24-hour times, plain numbers.

    Numbers of more than fifteen digits come in scientific notation, because a spreadsheet has already lost
    the rest of them. Lists are joined with "|".
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return NumberCell(_number_text(value))
    if isinstance(value, datetime | date | time | timedelta):
        return _moment_text(value)
    if isinstance(value, list | tuple):
        return "|".join(as_cell(part) for part in value)
    return str(value)


def _number_text(value: float | Decimal) -> str:
    if isinstance(value, int) and abs(value) >= _LARGEST_READ:
        return "∞"
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < _LARGEST_EXACT else f"{value:.14E}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _moment_text(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours:02}:{seconds // 60:02}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    return value.isoformat()


def plain_signs(text: str) -> str:
    """Full-width signs such as ： and － as plain ones, for values that are not prose: dates, numbers."""
    return text if text.isascii() else text.translate(_WIDE_SIGNS)


def is_formula(text: str) -> bool:
    """Whether a cell holds a formula, or its failure, instead of a value; a line of equals signs is none."""
    return text[0] in "=＝#" and _FORMULA.match(text) is not None


def is_printable(text: str) -> bool:
    """Whether the text is free of control characters and halves of characters."""
    return _UNPRINTABLE.search(text) is None
