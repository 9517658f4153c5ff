"""Periods as people choose them: which there are to choose, how they are called, which one came before."""

from __future__ import annotations

import re
from datetime import date

from banyan.foundation.periods import add_months, parse_period, quarter_of
from banyan.foundation.refusal import Sentence, noop, sentence

_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_HALF = re.compile(r"([0-9]{4})-H([12])")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTERS = (noop("first quarter"), noop("second quarter"), noop("third quarter"), noop("fourth quarter"))
_HALVES = (noop("first half of the contract year"), noop("second half of the contract year"))


def half_of(day: date, contract_start: date) -> str:
    """2025-H2 for a day in December when contracts begin in April."""
    years = (f"{year}-H{part}" for year in (day.year, day.year - 1) for part in (2, 1))
    return next(text for text in years if day in parse_period(text, contract_start))


def choices(today: date, contract_start: date) -> list[str]:
    """What the filter offers: five quarters, three months and the halves of the contract year, the newest first."""
    first = today.replace(day=1)
    quarters = [quarter_of(add_months(first, -3 * back)) for back in range(5)]
    months = [f"{add_months(first, -back):%Y-%m}" for back in range(3)]
    this = half_of(today, contract_start)
    return [*quarters, *months, this, before(this)]


def before(period: str) -> str:
    """The period of the same kind before; nothing before a range of days."""
    if found := _QUARTER.fullmatch(period):
        return _step(found, 4, "{}-Q{}")
    if found := _HALF.fullmatch(period):
        return _step(found, 2, "{}-H{}")
    if found := _MONTH.fullmatch(period):
        return _step(found, 12, "{}-{:02}")
    return ""


def _step(found: re.Match[str], parts: int, form: str) -> str:
    year, part = int(found.group(1)), int(found.group(2))
    return form.format(year, part - 1) if part > 1 else form.format(year - 1, parts)


def in_words(period: str) -> Sentence:
    """How a period is called on screen."""
    if found := _QUARTER.fullmatch(period):
        return _called(found, _QUARTERS[int(found.group(2)) - 1])
    if found := _HALF.fullmatch(period):
        return _called(found, _HALVES[int(found.group(2)) - 1])
    if found := _MONTH.fullmatch(period):
        words = noop("%(year)s, month %(month)s")
        return sentence(words, year=found.group(1), month=int(found.group(2)))
    return Sentence(period.replace("..", " – "))


def _called(found: re.Match[str], part: str) -> Sentence:
    return sentence(noop("%(year)s, %(part)s"), year=found.group(1), part=sentence(part))
