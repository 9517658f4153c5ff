"""Days, months and times of day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from banyan.foundation.readers.base import Reader, Reading, looked_up, refuse, warning
from banyan.foundation.readers.cells import NumberCell
from banyan.foundation.refusal import noop

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_SHAPES = tuple(
    re.compile(shape + r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[-+][0-9:]{4,6})?)?$")
    for shape in (
        r"([0-9]{4}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})",
        r"([0-9]{4}) ?(年) ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?",
        r"([0-9]{4})()([0-9]{2})([0-9]{2})",
    )
)
_SHORT_YEAR = re.compile(r"^[0-9]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?$")
_SERIAL = re.compile(r"^([1-7][0-9]{4})(\.[0-9]+)?$")
_SERIAL_ORIGIN = date(1899, 12, 30)
_MONTH = re.compile(r"^([0-9]{4}) ?[-/.年]? ?(0?[1-9]|1[0-2]) ?月?$")
_CLOCK = re.compile(
    r"^(?P<half>上午|早上|中午|下午|晚上)? ?(?P<hour>[0-9]{1,2}) ?(?:[:点时]|h) ?(?P<minute>[0-9]{1,2}|半)? ?分?"
    r"(?::[0-9]{1,2})? ?(?P<after>[AaPp][Mm])?$"
)
_EVENING = {"下午", "晚上", "pm"}
_MORNING = {"上午", "早上", "am"}
_NO_CLOCK = noop("This cannot be read as a time of day; write it as 08:55.")
_AS_NUMBER = warning(
    "number_as_text", noop("The spreadsheet kept this day as a number; it was read as a date. Check it.")
)


@dataclass(frozen=True)
class Date(Reader):
    """A day: 2019-03-07, 2019/3/7, 2019.3.7, 2019年3月7日, 20190307, or a spreadsheet's day number.

    `not_after` and `not_before` are days or names of days handed in by the caller ("today"). Refuses with
    `bad_date` (no such day, no four-figure year), `future_date` (later than `not_after`) or `out_of_range`
    (earlier than `not_before`). Value: date or None.
    """

    not_after: date | str | None = None
    not_before: date | str | None = None
    slashes_ok: bool = True

    def bind(self, references: Mapping[str, Any]) -> Date:
        bounds = {"not_after": self.not_after, "not_before": self.not_before}
        named = {side: looked_up(day, references) for side, day in bounds.items() if isinstance(day, str)}
        return replace(self, **named) if named else self

    def understand(self, text: str) -> Reading:
        serial = _SERIAL.match(text)
        day = _SERIAL_ORIGIN + timedelta(int(serial.group(1))) if serial else _day(text)
        if day is None or (not self.slashes_ok and "/" in text):
            return self._unreadable(text)
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            years = noop("The year must lie between %(first)s and %(last)s.")
            return refuse(self, "bad_date", years, first=EARLIEST_YEAR, last=LATEST_YEAR)
        return self._within(day, (_AS_NUMBER,) if serial else ())

    def _within(self, day: date, findings: tuple[Any, ...]) -> Reading:
        if isinstance(self.not_after, date) and day > self.not_after:
            return refuse(self, "future_date", noop("This day has not come yet."))
        if isinstance(self.not_before, date) and day < self.not_before:
            first = self.not_before.isoformat()
            return refuse(self, "out_of_range", noop("The day must not lie before %(first)s."), first=first)
        return Reading(day, findings)

    def _unreadable(self, text: str) -> Reading:
        if _SHORT_YEAR.match(text):
            return refuse(self, "bad_date", noop("Write the year with four figures, such as 2025-03-07."))
        if any(shape.match(text) for shape in _SHAPES):
            return refuse(self, "bad_date", noop("There is no such day in the calendar."))
        return refuse(self, "bad_date", noop("This cannot be read as a day; write it as 2025-03-07."))


def _day(text: str) -> date | None:
    for shape in _SHAPES:
        found = shape.match(text)
        if found:
            year, _, month, day = found.groups()
            return _existing(int(year), int(month), int(day))
    return None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class YearMonth(Reader):
    """A month: 2025-01, 2025/1, 2025年1月, 202501, or its first day as a spreadsheet makes of it.

    Refuses with `bad_date`. Value: "2025-01" or None.
    """

    def understand(self, text: str) -> Reading:
        found = _MONTH.match(text)
        if found:
            return Reading(f"{found.group(1)}-{int(found.group(2)):02}")
        day = _day(text)
        if day is None or day.day != 1:
            return refuse(self, "bad_date", noop("This cannot be read as a month; write it as 2025-03."))
        return Reading(f"{day:%Y-%m}")


class Clock(Reader):
    """A time of day: 08:55, 8：55, 8点55分, 9点半, 下午2:30, 2:30 PM, or a spreadsheet's fraction of a day.

    Refuses with `bad_format`. Value: time without seconds, or None.
    """

    def understand(self, text: str) -> Reading:
        if isinstance(text, NumberCell):
            return self._fraction(text)
        moment = _moment(text)
        return Reading(moment) if moment else refuse(self, "bad_format", _NO_CLOCK)

    def _fraction(self, text: str) -> Reading:
        try:
            share = float(text)
        except ValueError:
            share = -1.0
        minutes = round(share * 24 * 60) if 0 <= share < 1 else -1
        if not 0 <= minutes < 24 * 60:
            return refuse(self, "bad_format", _NO_CLOCK)
        return Reading(time(*divmod(minutes, 60)))


def _moment(text: str) -> time | None:
    found = _CLOCK.match(text)
    if found is None or text.endswith(":"):
        return None
    said = found.groupdict()
    hour, minute = int(said["hour"]), {"半": 30, None: 0}.get(said["minute"])
    minute = int(said["minute"]) if minute is None else minute
    hour = _in_the_half({said.get("half"), (said.get("after") or "").lower()}, hour)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _in_the_half(said: set[str | None], hour: int) -> int:
    """The hour of a day of 24, where morning or afternoon stand beside it."""
    if said & _EVENING and hour < 12:
        return hour + 12
    return 0 if said & _MORNING and hour == 12 else hour
