"""Under which terms the indicators of a project count on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from banyan.core.asked import Question
from banyan.domains.projects.models import Contract, CountingVersion, Indicator, Project
from banyan.domains.projects.rules.judging import Terms
from banyan.domains.projects.rules.measures import CountingRule, Measure, from_plain

_SAID = (
    "pk", "public_id", "number", "name", "field", "department", "helping_department", "counted_in", "starts_on",
    "ends_on",
)  # fmt: skip
_MOST_DAYS = 400
_indicators = Question(lambda project: Indicator.everything.filter(project=project).values_list(*_SAID), -1)
_versions = Question(
    lambda project: (
        CountingVersion.everything.filter(indicator__project=project)
        .order_by("valid_from")
        .values_list("indicator_id", "valid_from", "plain")
    ),
    -1,
)
_cut_offs = Question(
    lambda project: Contract.everything.filter(project=project).values_list("ends_on", "evidence_until"), -1
)
_Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator of a contract, as far as counting and proposing look at it."""

    pk: int
    public_id: UUID
    number: str
    name: str
    field: str
    department: str
    helping_department: str
    counted_in: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class _Read:
    """What the rows of a contract say, read once for as long as they are the same."""

    indicators: tuple[Asked, ...]
    versions: dict[int, list[tuple[date, CountingRule]]]
    cut_offs: dict[date, date | None]
    days: dict[date, dict[int, Terms]] = field(default_factory=dict)

    def on(self, day: date) -> dict[int, Terms]:
        """The terms of every indicator for an event of a day, by its id."""
        known = self.days.get(day)
        if known is None:
            known = {each.pk: self._terms(each, day) for each in self.indicators}
            if len(self.days) >= _MOST_DAYS:
                self.days.clear()
            self.days[day] = known
        return known

    def _terms(self, asked: Asked, day: date) -> Terms:
        return Terms(
            code=asked.number, starts_on=asked.starts_on, ends_on=asked.ends_on, rule=self._rule(asked.pk, day),
            cut_off_on=self.cut_offs.get(asked.ends_on),
        )  # fmt: skip

    def _rule(self, indicator: int, on: date) -> CountingRule | None:
        """The version in force on a day; before the first one, the first."""
        versions = self.versions.get(indicator, [])
        in_force = [rule for valid_from, rule in versions if valid_from <= on]
        return in_force[-1] if in_force else versions[0][1] if versions else None


@lru_cache(maxsize=100)
def _read(indicators: _Rows, versions: _Rows, cut_offs: _Rows) -> _Read:
    rules: dict[int, list[tuple[date, CountingRule]]] = defaultdict(list)
    for indicator, valid_from, plain in _versions.read(versions):
        rules[indicator].append((valid_from, from_plain(plain)))
    asked = tuple(Asked(*row) for row in _indicators.read(indicators))
    return _Read(asked, dict(rules), dict(_cut_offs.read(cut_offs)))


class ProjectTerms:
    """Indicators and all versions of their counting rules, as they stand now. Three statements."""

    def __init__(self, project: Project, only: Iterable[int] | None = None) -> None:
        self._read = _read(*(each.fetch(project.pk) for each in (_indicators, _versions, _cut_offs)))
        self.indicators = self._read.indicators
        self.scopes = {asked.pk: str(asked.public_id) for asked in self.indicators}
        self.asked_for = frozenset(self.scopes if only is None else only)

    def rules_on(self, day: date) -> dict[int, CountingRule | None]:
        """The rule of every indicator on a day, by its id."""
        return {pk: each.rule for pk, each in self._read.on(day).items()}

    def on(self, day: date) -> list[tuple[Asked, Terms]]:
        """Every indicator asked for, with its terms for an event of that day."""
        terms = self._read.on(day)
        return [(asked, terms[asked.pk]) for asked in self.indicators if asked.pk in self.asked_for]

    def measures(self, on: date) -> dict[str, Measure]:
        """The measure of each indicator by code; one that is not understood adds up nothing."""
        terms = self._read.on(on).values()
        return {each.code: each.rule.measure if each.rule else Measure.COVERAGE for each in terms}
