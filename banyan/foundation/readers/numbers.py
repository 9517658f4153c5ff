"""Counts, amounts and rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from banyan.foundation.readers.base import Finding, Reader, Reading, refuse, warning
from banyan.foundation.readers.cells import NumberCell
from banyan.foundation.refusal import noop

_LONGEST = 20
_COUNTED = "元|人次|户次|人|单位|日|名|位|个|次|场|节|户|份|小时|学时|课时|天|年|岁|张|套|批|篇|期|例|件"
_NUMBER = re.compile(
    rf"^([-+]?)(?:[¥￥])?([0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)?(\.[0-9]*)?(?: ?(?:{_COUNTED}))?$"
)
_FLOAT = re.compile(r"^-?[0-9]+(\.[0-9]+)?[eE](\+?1?[0-9]|-[0-9]{1,2})$")
_RATE_AS_SHARE = warning(
    "number_as_text",
    noop("The spreadsheet keeps this rate as a share of one; it was read as per cent."),
)


def _number(text: str) -> Decimal | None:
    """The number in the text, also with thousands separators, what it counts (元, 人), or accountants' brackets."""
    if isinstance(text, NumberCell) and _FLOAT.match(text):
        return Decimal(str(text))
    plain = text.replace("−", "-").replace("–", "-")
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    found = _NUMBER.match(plain) if len(plain) <= _LONGEST else None
    if found is None or not any(sign.isdigit() for sign in plain):
        return None
    sign, whole, part = found.groups()
    return Decimal(sign + (whole or "0").replace(",", "") + (part if part and len(part) > 1 else ""))


def _out_of(text: str, whole: int) -> Decimal | None:
    """The number in the text; per cent are parts of `whole`."""
    if not text.endswith("%"):
        return _number(text)
    number = _number(text[:-1].rstrip())
    return None if number is None else number * whole / 100


@dataclass(frozen=True)
class Integer(Reader):
    """A whole number, 5.0 included. Refuses with `bad_format` or `out_of_range`. Value: int or None."""

    min: int | None = None
    max: int | None = None

    def understand(self, text: str) -> Reading:
        number = _number(text)
        if number is None or number != int(number):
            return refuse(self, "bad_format", noop("Write a whole number in figures."))
        return _bounded(self, int(number))


@dataclass(frozen=True)
class Decimal_(Reader):
    """A number with at most `places` decimals; money is in yuan. 1,234.50 and ¥1,234.50 are understood.

    `whole` is what 100% stands for where people write per cent: 1 for a share of a post, 100 for a weight.
    Refuses with `bad_format` or `out_of_range` (too many decimals, outside `min` and `max`). Value: Decimal
    with exactly `places` decimals, or None.
    """

    places: int = 2
    min: Decimal | int | None = None
    max: Decimal | int | None = None
    whole: int | None = None

    def understand(self, text: str) -> Reading:
        number = _number(text) if self.whole is None else _out_of(text, self.whole)
        if number is None:
            return refuse(self, "bad_format", noop("Write a number in figures, such as 1234.50."))
        rounded = number.quantize(Decimal(1).scaleb(-self.places))
        if rounded != number:
            return refuse(self, "out_of_range", noop("At most %(places)s decimals."), places=self.places)
        return _bounded(self, rounded)


@dataclass(frozen=True)
class Percent(Reader):
    """A rate in per cent: 65, 65%, 65.5 %. A spreadsheet's share 0.65 is read as 65 with a warning.

    Refuses with `bad_format` or `out_of_range`. Value: Decimal in per cent with `places` decimals, or None.
    """

    places: int = 2
    min: Decimal | int | None = 0
    max: Decimal | int | None = 100

    def understand(self, text: str) -> Reading:
        number = _number(text.removesuffix("%").rstrip()) if text.endswith("%") else _number(text)
        if number is None:
            return refuse(self, "bad_format", noop("Write a rate in per cent, such as 65%."))
        shared = isinstance(text, NumberCell) and 0 < number < 1
        rate = (number * 100 if shared else number).quantize(Decimal(1).scaleb(-self.places))
        return _bounded(self, rate, (_RATE_AS_SHARE,) if shared else ())


def _bounded(reader: Any, number: Any, findings: tuple[Finding, ...] = ()) -> Reading:
    if reader.min is not None and number < reader.min:
        return refuse(reader, "out_of_range", noop("Not less than %(limit)s."), limit=reader.min)
    if reader.max is not None and number > reader.max:
        return refuse(reader, "out_of_range", noop("Not more than %(limit)s."), limit=reader.max)
    return Reading(number, findings)
