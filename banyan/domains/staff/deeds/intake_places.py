"""Units, areas and populations as they come in from tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from banyan.core.identity.actor import Actor
from banyan.core.identity.deeds import move_unit
from banyan.core.identity.models import Unit
from banyan.core.registers.declaration import Applied
from banyan.domains.staff import queries
from banyan.domains.staff.deeds.intake import Writing, given
from banyan.domains.staff.models import Area, Population
from banyan.domains.staff.rules.trees import parents_first
from banyan.domains.staff.sheets.areas import AREAS, POPULATION
from banyan.domains.staff.sheets.units import UNITS
from banyan.foundation.sheets import CheckedRow, Row


class UnitIntake:
    """Writes the organisation: superior units first; a unit that changed its superior moves with all below it."""

    def __init__(self, *, unit: Unit, by: Actor, now: datetime, source: Any, project: Any = None) -> None:
        self.writing = Writing(UNITS, by, now)
        self.unit = unit
        self.units = queries.units_by_code(unit)
        self.rows: list[CheckedRow] = []

    def chunk(self, rows: list[CheckedRow]) -> None:
        """Collect rows; a superior unit may come after those below it."""
        self.rows += rows

    def finish(self) -> Applied:
        """Write them all."""
        by_code = {checked.row.values["code"]: checked.row for checked in self.rows}
        parents = {code: row.values["parent"] or None for code, row in by_code.items()}
        for code in parents_first(parents):
            self._write(by_code[code])
        return self.writing.finish(self.rows)

    def _write(self, row: Row) -> None:
        code, parent = row.values["code"], self.units.get(row.values["parent"])
        values = given(row, "name", "kind", "opened_on", "closed_on")
        known = self._known(code, parent)
        if known is None:
            self.units[code] = self.writing.make(Unit(code=code, parent=parent, **values))
            return
        self.writing.change(known, values | {"code": code}, row)
        self.units[code] = known
        if parent is not None and known.parent_id != parent.pk:
            self.units[code] = move_unit(
                known, by=self.writing.by, now=self.writing.now, parent=parent, reason=UNITS.kind
            )

    def _known(self, code: str, parent: Unit | None) -> Unit | None:
        """The unit of that number; a new top is the agency, which was made before it had its number."""
        if code not in self.units and parent is None:
            return self.unit
        return self.units.get(code)


class AreaIntake:
    """Writes the areas, those around others first."""

    def __init__(self, *, unit: Unit, by: Actor, now: datetime, source: Any, project: Any = None) -> None:
        self.unit = unit
        self.writing = Writing(AREAS, by, now)
        self.areas = queries.areas_by_number(queries.agency_of(unit))
        self.rows: list[CheckedRow] = []

    def chunk(self, rows: list[CheckedRow]) -> None:
        """Collect rows; an area may come before the one around it."""
        self.rows += rows

    def finish(self) -> Applied:
        """Write them all."""
        by_number = {checked.row.values["number"]: checked.row for checked in self.rows}
        parents = {number: row.values["parent"] or None for number, row in by_number.items()}
        for number in parents_first(parents):
            self._write(by_number[number])
        return self.writing.finish(self.rows)

    def _write(self, row: Row) -> None:
        number = row.values["number"]
        parent = self.areas.get(row.values["parent"])
        values = given(row, "name", "kind") | {"parent_id": parent.pk if parent else None}
        if "unit" in row.raw:
            values["unit_id"] = row.values["unit"] or self.unit.pk
        known = self.areas.get(number)
        if known is not None:
            self.writing.change(known, values, row)
            return
        self.areas[number] = self.writing.make(Area(number=number, **({"unit_id": self.unit.pk} | values)))


class PopulationIntake:
    """Writes populations: one entry for each area, way of counting and day."""

    def __init__(self, *, unit: Unit, by: Actor, now: datetime, source: Any, project: Any = None) -> None:
        self.writing = Writing(POPULATION, by, now)
        self.rows: list[CheckedRow] = []

    def chunk(self, rows: list[CheckedRow]) -> None:
        """Write a piece of the table."""
        self.rows += rows
        known = queries.populations_of({checked.row.values["area"] for checked in rows})
        for checked in rows:
            self._write(checked.row, known)

    def finish(self) -> Applied:
        """Write the trail."""
        return self.writing.finish(self.rows)

    def _write(self, row: Row, known: dict[tuple[Any, ...], Population]) -> None:
        key = tuple(row.values[name] for name in POPULATION.key)
        values = given(row, "people", "women", "source")
        if key in known:
            self.writing.change(known[key], values, row)
            return
        area, kind, counted_on = key
        self.writing.make(Population(area_id=area, kind=kind, counted_on=counted_on, **values))
