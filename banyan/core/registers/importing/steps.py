"""The first steps of an import: stage (read and check), recheck after a correction. Writing stands in `writing`.

Staging writes short transactions so that others can work meanwhile.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from banyan.core import door
from banyan.core.inserting import insert_records
from banyan.core.registers.declaration import Register
from banyan.core.registers.importing.mapping import Mapped, map_columns, taught
from banyan.core.registers.importing.models import ColumnMapping, Import, ImportRow
from banyan.foundation.refusal import Refused, Sentence, noop
from banyan.foundation.sheets import CellFinding, CheckedRow, Checker, Row
from banyan.foundation.tables import Table, open_table

CHUNK = 1000
_NOTHING: dict[str, str] = {}
_ABOUT_WIDTH = ("bad_format", "missing_column")
Progress = Callable[[int, int], None]


@dataclass
class _Reader:
    """A checker with the rows that the checks over the whole table still need."""

    register: Register
    checker: Checker
    kept: list[CheckedRow] = field(default_factory=list)

    def check(self, rows: list[Row]) -> list[CheckedRow]:
        checked = self.checker.check(rows)
        names = self.register.intake.keeps  # type: ignore[union-attr]
        self.kept += checked if names is None else [_slim(each, names) for each in checked]
        return checked


def _slim(checked: CheckedRow, names: Sequence[str]) -> CheckedRow:
    row = checked.row
    values = {name: row.values.get(name) for name in names}
    bad = [finding for finding in checked.findings if finding.severity == "error"]
    return CheckedRow(Row(row.line, _NOTHING, values, row.references), bad)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Thousands of rows that stay are not looked through for rubbish again and again, only once by `tidy_up`."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def tidy_up() -> None:
    """Let go of what the last thousand rows left behind."""
    gc.collect(1)


def no_progress(done: int, total: int) -> None:
    """For callers who do not watch."""


def stage(
    register: Register, content: bytes | Path, filename: str, *, unit: Any, by: Any, now: datetime,
    project: Any = None, mapping: Mapping[str, str] | None = None, progress: Progress = no_progress,
) -> Import:  # fmt: skip
    """Read a file, check every row and keep both. Nothing becomes a record.

    Refuses (`Refused`, `UnreadableTable`) a file that cannot be read as this table, in one sentence.
    """
    _check_permission(register, unit, by)
    intake = register.entry
    chosen = {**_remembered(register, unit), **(mapping or {})}
    table = open_table(content, filename, taught(intake.sheet, chosen))
    mapped = map_columns(intake.sheet, table, chosen)
    references = intake.references(unit=unit, by=by, today=now.date(), project=project)
    reader = _Reader(register, Checker(intake.sheet, references))
    with door.opened("import"), undisturbed():
        made = Import.everything.create(
            unit=unit, register=register.name, project_id=getattr(project, "public_id", None), filename=filename[:200],
            sha256=_sha256(content), brought_by=by.user, brought_at=now, headers=list(table.headers),
            mapping=mapping or {}, about=_about(table),
        )  # fmt: skip
        _write_rows(made, table, mapped, reader, progress)
        _remember(register, unit, mapping or {})
        _finish_check(
            made,
            reader,
            mapped.findings(intake.sheet, table.header_line),
            unit=unit,
            by=by,
            now=now,
            project=project,
        )
    return made


def recheck(register: Register, made: Import, corrections: Mapping[int, Mapping[str, str]], *, by: Any, now: datetime,
            project: Any = None) -> Import:  # fmt: skip
    """Change cells of staged rows (line → column name → text) and check the whole table again."""
    intake = register.entry
    _check_permission(register, made.unit, by)
    if made.state != Import.State.CHECKED:
        raise Refused(
            {"": noop("This file has been written already; correct the records themselves.")}, code="state"
        )
    references = intake.references(unit=made.unit, by=by, today=now.date(), project=project)
    reader = _Reader(register, Checker(intake.sheet, references))
    with door.opened("import"), transaction.atomic():
        for rows in staged(made, only_good=False):
            changed = _corrected(rows, corrections)
            checked = reader.check([_as_read(row, touched=row.line in changed) for row in rows])
            _update_rows(rows, checked, changed)
        header = [thawed(finding) for finding in made.about.get("header_findings", [])]
        _finish_check(made, reader, header, unit=made.unit, by=by, now=now, project=project)
    return made


def _check_permission(register: Register, unit: Any, by: Any) -> None:
    permission = register.model.permission("import")  # type: ignore[attr-defined]
    if not by.can(permission, unit):
        raise PermissionDenied(permission)


def _write_rows(made: Import, table: Table, mapped: Mapped, reader: _Reader, progress: Progress) -> None:
    done = 0
    for rows in _chunks(table.rows_by_name(mapped.positions)):
        raws = [json.dumps(row.raw, ensure_ascii=False) for row in rows]
        checked = reader.check(rows)
        lines = [
            ImportRow(
                imported=made, line=each.row.line, cells=raw, findings=frozen(each.findings), good=each.ok
            )
            for each, raw in zip(checked, raws, strict=True)
        ]
        with transaction.atomic():
            insert_records(ImportRow, lines)
        done += len(rows)
        tidy_up()
        progress(done, table.row_count)


def _finish_check(
    made: Import,
    reader: _Reader,
    header: list[CellFinding],
    *,
    unit: Any,
    by: Any,
    now: datetime,
    project: Any,
) -> None:
    said = [len(each.findings) for each in reader.kept]
    loose = reader.checker.about_table(reader.kept)
    summaries = reader.checker.summaries()
    marked = [each for each, before in zip(reader.kept, said, strict=True) if len(each.findings) > before]
    with transaction.atomic():
        _add_table_findings(made, marked)
        made.about = made.about | {
            "header_findings": frozen(header),
            "findings": frozen([*loose, *summaries]),
        }
        good = [each for each in reader.kept if each.ok]
        made.rows, made.good = len(reader.kept), len(good)
        made.report = _reviewed(reader, good, unit, by, now, project)
        made.state = Import.State.CHECKED
        made.save()


def _add_table_findings(made: Import, marked: Sequence[CheckedRow]) -> None:
    rows = {
        row.line: row
        for row in ImportRow.objects.filter(imported=made, line__in=[each.row.line for each in marked])
    }
    for each in marked:
        row = rows[each.row.line]
        known = {(finding["column"], finding["code"]) for finding in row.findings}
        new = [f for f in frozen(each.findings) if (f["column"], f["code"]) not in known]
        if new:
            row.findings, row.good = row.findings + new, each.ok
            row.save(update_fields=("findings", "good"))


def _reviewed(
    reader: _Reader, good: Sequence[CheckedRow], unit: Any, by: Any, now: datetime, project: Any
) -> dict[str, Any]:
    review = reader.register.intake.review  # type: ignore[union-attr]
    if review is None:
        return {}
    return review([each.row for each in good], unit=unit, by=by, today=now.date(), project=project)


def staged(made: Import, only_good: bool, after: int = -1) -> Iterator[list[ImportRow]]:
    """The rows of a file by the thousand, from the line after `after`."""
    rows = ImportRow.objects.filter(imported=made)
    if only_good:
        rows = rows.filter(good=True)
    last = after
    while True:
        chunk = list(rows.filter(line__gt=last).order_by("line")[:CHUNK])
        if not chunk:
            return
        last = chunk[-1].line
        yield chunk


def _as_read(row: ImportRow, touched: bool = False) -> Row:
    """A staged row as it came out of the file; what was said of it as a whole stands until somebody touches it."""
    width = [each for each in row.findings if not each["name"] and each["code"] in _ABOUT_WIDTH]
    about = [] if touched else [thawed(finding) for finding in width]
    return Row(row.line, json.loads(row.cells), findings=about)


def _corrected(rows: Sequence[ImportRow], corrections: Mapping[int, Mapping[str, str]]) -> set[int]:
    for row in rows:
        if row.line in corrections:
            row.cells = json.dumps(json.loads(row.cells) | dict(corrections[row.line]), ensure_ascii=False)
    return {row.line for row in rows if row.line in corrections}


def _update_rows(rows: Sequence[ImportRow], checked: Sequence[CheckedRow], corrected: set[int]) -> None:
    for row, each in zip(rows, checked, strict=True):
        found = frozen(each.findings)
        if row.line in corrected or found != row.findings or row.good != each.ok:
            row.findings, row.good = found, each.ok
            row.save()


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def frozen(findings: Iterable[CellFinding]) -> list[dict[str, Any]]:
    """Findings as JSON: line, column, name, code, severity and the sentence with its parameters."""
    return [
        {
            "line": f.line, "column": f.column, "name": f.name, "code": f.code, "severity": f.severity,
            "text": f.message.text, "params": {key: _frozen_part(value) for key, value in f.message.params.items()},
        }
        for f in findings
    ]  # fmt: skip


def _frozen_part(value: Any) -> Any:
    if isinstance(value, Sentence):
        return {"text": value.text, "params": {key: _frozen_part(each) for key, each in value.params.items()}}
    return value if isinstance(value, int) else str(value)


def thawed(finding: Mapping[str, Any]) -> CellFinding:
    """A stored finding as it was found."""
    message = Sentence(finding["text"], finding["params"])
    return CellFinding(
        finding["line"], finding["column"], finding["code"], message, finding["severity"], finding["name"]
    )


def _about(table: Any) -> dict[str, Any]:
    return {
        "encoding": table.encoding,
        "format": table.format,
        "header_line": table.header_line,
        "notes": [_frozen_part(note) for note in table.notes],
    }


def _sha256(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remembered(register: Register, unit: Any) -> dict[str, str]:
    rows = ColumnMapping.objects.filter(unit=unit, register=register.name)
    return dict(rows.values_list("header", "name"))


def _remember(register: Register, unit: Any, mapping: Mapping[str, str]) -> None:
    for header, name in mapping.items():
        ColumnMapping.objects.update_or_create(
            unit=unit, register=register.name, header=header, defaults={"name": name}
        )
