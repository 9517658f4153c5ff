"""What every table of this room needs when it is written: make or change records, and say which changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from banyan.core.audit.trail import Line, note_all
from banyan.core.identity.actor import Actor
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.staff.deeds.finding import make_findable
from banyan.foundation.sheets import CheckedRow, Row, Sheet


@dataclass
class Writing:
    """The records one table makes or changes, each with its line of the trail.

    A row that changes nothing writes nothing. `changed` names line, key and the headers of changed columns; what
    is filled in later on a record that the same table made is part of making it.
    """

    sheet: Sheet
    by: Actor
    now: datetime
    lines: list[Line] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    new: dict[tuple[type, Any], int] = field(default_factory=dict)

    def make(self, record: Any) -> Any:
        """Keep a new record."""
        if hasattr(record, "created_at"):
            record.created_at = record.changed_at = self.now
        record.save()
        self.new[type(record), record.pk] = len(self.lines)
        self.lines.append(self._new_line(record))
        return record

    def change(self, record: Any, values: Mapping[str, Any], row: Row) -> bool:
        """Bring a record up to what the row says; `values` maps attribute to value. Says whether it was an update."""
        differing = {name: value for name, value in values.items() if getattr(record, name) != value}
        if not differing:
            return False
        before = snapshot(record)
        for name, value in differing.items():
            setattr(record, name, value)
        place = self.new.get((type(record), record.pk))
        if place is not None:
            record.save()
            self.lines[place] = self._new_line(record)
            return False
        self._note(record, before)
        self._tell(record, row, differing)
        return True

    def finish(self, rows: Sequence[CheckedRow]) -> Applied:
        """Write the trail and answer what came in."""
        note_all(self.by, self.now, self.lines)
        make_findable([line.record for line in self.lines])
        return Applied(accepted=len(rows), changed=[self.changed[line] for line in sorted(self.changed)])

    def _new_line(self, record: Any) -> Line:
        return Line(record, record.permission("import"), {}, snapshot(record))

    def _note(self, record: Any, before: dict[str, Any]) -> None:
        record.version += 1
        if hasattr(record, "changed_at"):
            record.changed_at = self.now
        record.save()
        self.lines.append(Line(record, record.permission("import"), before, snapshot(record)))

    def _tell(self, record: Any, row: Row, names: Mapping[str, Any]) -> None:
        told = self.changed.setdefault(
            row.line, {"line": row.line, "key": _key(self.sheet, row), "fields": []}
        )
        columns = self.sheet.by_name
        headers = [columns[name].header for name in map(_column, names) if name in columns]
        told["fields"] += [header for header in headers if header not in told["fields"]]


def given(row: Row, *names: str) -> dict[str, Any]:
    """The values of columns that the file has; a column it lacks changes nothing."""
    return {name: row.values[name] for name in names if name in row.raw}


def _column(attribute: str) -> str:
    return attribute.removesuffix("_id")


def _key(sheet: Sheet, row: Row) -> str:
    return "/".join(str(row.raw.get(name, "")).strip() for name in sheet.key)
