"""Under which terms the indicators of a project count on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from banyan.domains.projects.models import Contract, CountingVersion, Indicator, Project
from banyan.domains.projects.rules.judging import Terms
from banyan.domains.projects.rules.measures import CountingRule, Measure


class ProjectTerms:
    """Indicators and all versions of their counting rules, read once in three statements."""

    def __init__(self, project: Project, only: Iterable[int] | None = None) -> None:
        self.indicators = list(Indicator.everything.filter(project=project))
        self._versions: dict[int, list[CountingVersion]] = defaultdict(list)
        for version in CountingVersion.everything.filter(indicator__project=project).order_by("valid_from"):
            self._versions[version.indicator_id].append(version)
        self._cut_offs = dict(
            Contract.everything.filter(project=project).values_list("ends_on", "evidence_until")
        )
        self.scopes = {indicator.pk: str(indicator.public_id) for indicator in self.indicators}
        every = [indicator.pk for indicator in self.indicators]
        self.asked_for = frozenset(every if only is None else only)

    def rules_on(self, day: date) -> dict[int, CountingRule | None]:
        """The rule of every indicator on a day, by its id."""
        return {indicator.pk: self.rule(indicator, day) for indicator in self.indicators}

    def rule(self, indicator: Indicator, on: date) -> CountingRule | None:
        """The version in force on a day; before the first one, the first."""
        versions = self._versions[indicator.pk]
        in_force = [version for version in versions if version.valid_from <= on] or versions[:1]
        return in_force[-1].rule if in_force else None

    def on(self, day: date) -> list[tuple[Indicator, Terms]]:
        """Every indicator asked for, with its terms for an event of that day."""
        wanted = (indicator for indicator in self.indicators if indicator.pk in self.asked_for)
        return [(indicator, self._terms(indicator, day)) for indicator in wanted]

    def measures(self, on: date) -> dict[str, Measure]:
        """The measure of each indicator by code; one that is not understood adds up nothing."""
        rules = {indicator.number: self.rule(indicator, on) for indicator in self.indicators}
        return {code: rule.measure if rule else Measure.COVERAGE for code, rule in rules.items()}

    def _terms(self, indicator: Indicator, day: date) -> Terms:
        return Terms(
            code=indicator.number,
            starts_on=indicator.starts_on,
            ends_on=indicator.ends_on,
            rule=self.rule(indicator, day),
            cut_off_on=self._cut_offs.get(indicator.ends_on),
        )
