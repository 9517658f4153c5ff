"""The raw matter of a reading: what stands in a cell, and how it is tidied before anybody reads it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ODD_BLANKS = "\u00a0\u3000\u2000-\u200a\u202f\u205f\t\r\n\x0b\x0c\u2028\u2029\u0085"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_UNTIDY = re.compile(f"^ | $|[{_WIDE}{_ZERO_WIDTH}{_ODD_BLANKS}]")
_OUTER_BLANKS = re.compile(f"^[ {_ODD_BLANKS}{_ZERO_WIDTH}]+|[ {_ODD_BLANKS}{_ZERO_WIDTH}]+$")
_INNER_BLANKS = re.compile(f"[{_ODD_BLANKS}]+")
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}]")
_FULL_WIDTH = re.compile(f"[{_WIDE}]")
_WIDE_SIGNS = str.maketrans("－／．：＋％，（）＠＃｜；　", "-/.:+%,()@#|; ")
_FORMULA = re.compile(r"^[=＝]\s*[^=＝\s]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LARGEST_EXACT = 10**15
NOTHING: frozenset[str] = frozenset()


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


def normalise(text: str) -> tuple[str, frozenset[str]]:
    """The text as it was meant, and what had to be changed for it: "whitespace", "full_width" or nothing.

    Blanks of every width go from both ends, invisible characters go everywhere, odd blanks inside become one
    space. Full-width letters and digits become plain ones; Chinese punctuation stays.
    """
    if not _UNTIDY.search(text):
        return text, NOTHING
    trimmed = _OUTER_BLANKS.sub("", text)
    trimmed = _INVISIBLE.sub("", _INNER_BLANKS.sub(" ", trimmed))
    changes = {"whitespace"} if trimmed != text else set()
    if not _FULL_WIDTH.search(trimmed):
        return trimmed, frozenset(changes)
    return _FULL_WIDTH.sub(_plain, trimmed), frozenset(changes | {"full_width"})


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def normalise_lines(text: str) -> str:
    """A longer text with its own line breaks: only invisible characters and blanks at both ends go."""
    return _OUTER_BLANKS.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def plain_signs(text: str) -> str:
    """Full-width signs such as ： and － as plain ones, for values that are not prose: dates, numbers."""
    return text if text.isascii() else text.translate(_WIDE_SIGNS)


def is_formula(text: str) -> bool:
    """Whether a cell holds a spreadsheet formula instead of a value; a line of equals signs is none."""
    return text[0] in "=＝" and _FORMULA.match(text) is not None


def is_printable(text: str) -> bool:
    """Whether the text is free of control characters and halves of characters."""
    return _UNPRINTABLE.search(text) is None
