"""Taking in the tables of projects and of contract indicators. A number known already is an update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from banyan.core import numbering
from banyan.core.deeds import Bulk, bulk
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.projects.deeds.contracts import set_instalments
from banyan.domains.projects.deeds.finding import make_findable
from banyan.domains.projects.deeds.indicators import UNDER_TERMS, understand
from banyan.domains.projects.deeds.ledger import count_again
from banyan.domains.projects.deeds.teams import follow_lead
from banyan.domains.projects.models import Contract, Indicator, Instalment, Project
from banyan.domains.projects.queries.intake import contract_days
from banyan.domains.projects.rules.contract import read_instalments
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.sheets import CheckedRow, Row

PROJECT_FIELDS = ("name", "type", "unit", "purchaser", "legal_basis", "lead")
CONTRACT_FIELDS = ("starts_on", "ends_on", "amount", "places")
INDICATOR_FIELDS = (
    "field", "department", "helping_department", "service_type", "name", "counted_in", "wording", "target",
    "mid_target", "weight", "convertible", "cap_percent", "proof", "starts_on", "ends_on",
)  # fmt: skip


def update(record: Any, wanted: Mapping[str, Any], now: datetime, work: Bulk) -> list[str]:
    """Write a new or changed record with its line in the trail; returns the fields that differ."""
    is_new = record.pk is None
    changed = [name for name, value in wanted.items() if is_new or getattr(record, name) != value]
    if not changed:
        return []
    before = {} if is_new else snapshot(record)
    for name in changed:
        setattr(record, name, wanted[name])
    record.created_at, record.changed_at = record.created_at or now, now
    record.version += 0 if is_new else 1
    record.save()
    work.add(record, before)
    return [] if is_new else changed


class TakingInProjects:
    """One import of projects with their contracts and instalments."""

    def __init__(self, *, unit: Any, by: Any, now: datetime, source: Any = None, project: Any = None) -> None:
        self.unit, self.by, self.now = unit, by, now
        self.applied = Applied()

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Write the next rows."""
        with bulk(Project, "import", by=self.by, unit=self.unit, now=self.now) as work:
            for checked in rows:
                self._take(checked.row, work)
                self.applied.accepted += 1

    def finish(self) -> Applied:
        """What came of it."""
        return self.applied

    def _take(self, row: Row, work: Bulk) -> None:
        number = row.values["number"]
        project = Project.everything.filter(number=number).first() or Project(number=number)
        if project.pk and not self.by.can(Project.permission("import"), project):
            raise Refused(
                {"number": noop("This number belongs to a project of another unit.")}, code="not_unique"
            )
        fields = update(project, {name: row.values[name] for name in PROJECT_FIELDS}, self.now, work)
        make_findable(project)
        fields += self._take_contract(row, project, work)
        follow_lead(project, row.values["starts_on"], self.now)
        numbering.keep_above(Project.number_pattern, project.unit, number)
        if fields:
            self.applied.changed.append({"line": row.line, "key": number, "fields": fields})

    def _take_contract(self, row: Row, project: Project, work: Bulk) -> list[str]:
        number = row.values["contract"]
        contract = Contract.everything.filter(project=project, number=number).first()
        contract = contract or Contract(project=project, number=number)
        wanted = {name: row.values[name] for name in CONTRACT_FIELDS} | {"unit": project.unit}
        fields = update(contract, wanted, self.now, work)
        fields += _take_instalments(row.values["instalments"], contract, is_change="amount" in fields)
        _tell_staff(project, contract)
        return fields


def _take_instalments(written: str, contract: Contract, is_change: bool) -> list[str]:
    try:
        shares = read_instalments(written)
    except Refused:
        return []
    kept = Instalment.everything.filter(contract=contract).order_by("position")
    known = tuple(kept.values_list("percent", flat=True))
    if known == shares and not is_change:
        return []
    set_instalments(contract, shares)
    return ["instalments"] if known and known != shares else []


def _tell_staff(project: Project, contract: Contract) -> None:
    """The establishment below compares its head count with what the contract asks for."""
    if contract.places is None:
        return
    staff.set_contracted_places(
        unit=project.unit,
        contract_number=contract.number,
        project_number=project.number,
        project_id=project.public_id,
        places=contract.places,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
    )


class TakingInIndicators:
    """One import of a project's indicators; what was handed in before is counted under them at the end."""

    def __init__(self, *, unit: Any, by: Any, now: datetime, source: Any = None, project: Any = None) -> None:
        if project is None:
            raise Refused({"project": noop("Indicators belong to a project; name it.")}, code="required")
        self.by, self.now, self.project = by, now, project
        self.applied = Applied()
        self.to_count: list[Indicator] = []

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Write the next rows."""
        with bulk(Indicator, "import", by=self.by, unit=self.project.unit, now=self.now) as work:
            days = contract_days(self.project)
            if days is None:
                raise Refused({"project": noop("The project has no contract yet.")}, code="required")
            self._take_all([checked.row for checked in rows], days, work)

    def finish(self) -> Applied:
        """What came of it, after the evidence already there was judged under the new terms."""
        if self.to_count:
            count_again(self.project, self.to_count, date.min)
        return self.applied

    def _take_all(self, rows: list[Row], days: tuple[date, date], work: Bulk) -> None:
        kept = Indicator.everything.filter(project=self.project)
        known = {indicator.number: indicator for indicator in kept}
        for row in rows:
            number = row.values["number"]
            indicator = known.get(number) or Indicator(
                project=self.project, unit=self.project.unit, number=number, position=len(known) + 1
            )
            known[number] = indicator
            self._take(row, indicator, days, work)
            self.applied.accepted += 1

    def _take(self, row: Row, indicator: Indicator, days: tuple[date, date], work: Bulk) -> None:
        is_new = indicator.pk is None
        fields = update(indicator, _wanted(row, days), self.now, work)
        make_findable(indicator)
        if is_new or any(name in UNDER_TERMS for name in fields):
            understand(indicator)
            self.to_count.append(indicator)
        if fields:
            self.applied.changed.append({"line": row.line, "key": indicator.number, "fields": fields})


def _wanted(row: Row, days: tuple[date, date]) -> dict[str, Any]:
    """The row as the record keeps it; days that are not written are the contract's."""
    wanted = {name: row.values[name] for name in INDICATOR_FIELDS}
    wanted["starts_on"] = wanted["starts_on"] or days[0]
    wanted["ends_on"] = wanted["ends_on"] or days[1]
    wanted["weight"] = wanted["weight"] or 0
    wanted["cap_percent"] = wanted["cap_percent"] or 0
    wanted["convertible"] = bool(wanted["convertible"])
    return wanted
