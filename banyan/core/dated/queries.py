"""Reading settings as the settings page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext

from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import Declared, declared
from banyan.core.dated.words import measure, named, written

LONG = 40


@dataclass(frozen=True)
class Standing:
    """A setting with the value in force, where it was set, and what is set for later."""

    declared: Declared
    value: Any
    since: date | None
    basis: str
    unit: Any
    later: tuple[DatedSetting, ...]

    @property
    def label(self) -> str:
        """What the setting is called on screen."""
        return capfirst(gettext(str(self.declared.label)))

    @property
    def told(self) -> str:
        """The value with its measure."""
        return f"{self.told_of(self.value)} {measure(self.declared.unit_of_measure)}".strip()

    @property
    def is_long(self) -> bool:
        """Whether the value is a table of its own."""
        return len(self.told_of(self.value)) > LONG

    @property
    def coming(self) -> list[tuple[date, str]]:
        """The values set for later, by their first day."""
        return [(row.valid_from, self.told_of(row.value)) for row in self.later]

    def told_of(self, value: Any) -> str:
        """A value of this setting in the words of the screen."""
        return written(named(value, self.declared.names))

    def answers(self, words: str) -> bool:
        """Whether the setting, its clause or its basis holds these words."""
        return words.lower() in f"{self.label} {self.declared.clause} {self.basis}".lower()


@dataclass(frozen=True)
class Room:
    """The settings of one room of the house."""

    label: str
    rows: list[Standing]


def by_room(rows: list[Standing], words: str = "") -> list[Room]:
    """Settings under the name of the room that declares them, narrowed to those that hold the words."""
    found = (row for row in rows if not words or row.answers(words))
    return [
        Room(_name_of(room), list(some))
        for room, some in groupby(found, key=lambda row: row.declared.key.partition(".")[0])
    ]


def _name_of(room: str) -> str:
    """What a room is called; a setting of no room stands under its own prefix."""
    known = apps.app_configs.get(room)
    return capfirst(str(known.verbose_name if known else room))


def standing(unit: Any, on: date, by: Any) -> list[Standing]:
    """Every declared setting with its value at a unit on a day. One statement."""
    rows = list(DatedSetting.objects.visible_to(by).select_related("unit").order_by("valid_from"))
    fitting = [row for row in rows if unit.path.startswith(row.unit.path)]
    return [_one(each, [row for row in fitting if row.key == each.key], on) for each in declared()]


def _one(each: Declared, rows: list[DatedSetting], on: date) -> Standing:
    valid = [row for row in rows if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)]
    later = tuple(row for row in rows if row.valid_from > on)
    if not valid:
        return Standing(each, each.default, None, "", None, later)
    best = max(valid, key=lambda row: (len(row.unit.path), row.valid_from))
    return Standing(each, best.value, best.valid_from, best.basis, best.unit, later)
