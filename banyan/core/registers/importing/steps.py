"""The first steps of an import: stage (read and check), recheck after a correction. Writing stands in `writing`.

Staging writes short transactions so that others can work meanwhile.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from banyan.core import door
from banyan.core.among import among
from banyan.core.inserting import insert_records, roomy
from banyan.core.registers.declaration import Register
from banyan.core.registers.importing import slices
from banyan.core.registers.importing.mapping import Mapped, map_columns, taught
from banyan.core.registers.importing.models import ColumnMapping, Import, ImportRow, ImportSlice
from banyan.core.registers.importing.reading import Reader, reading
from banyan.foundation.refusal import Refused, Sentence, noop
from banyan.foundation.sheets import CellFinding, CheckedRow, Row
from banyan.foundation.tables import Table, open_table

CHUNK = 1000
_ABOUT_WIDTH = ("bad_format", "missing_column")
Progress = Callable[[int, int], None]


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
    with door.opened("import"), undisturbed(), roomy(), reading(register, unit, by, now, project) as reader:
        made = Import.everything.create(
            unit=unit, register=register.name, project_id=getattr(project, "public_id", None), filename=filename[:200],
            sha256=_sha256(content), brought_by=by.user, brought_at=now, headers=list(table.headers),
            mapping=mapping or {}, about=_about(table),
        )  # fmt: skip
        _write_rows(made, table, mapped, reader, progress)
        _remember(register, unit, mapping or {})
        _finish_check(made, reader, mapped.findings(intake.sheet, table.header_line))
    return made


def recheck(register: Register, made: Import, corrections: Mapping[int, Mapping[str, str]], *, by: Any, now: datetime,
            project: Any = None) -> Import:  # fmt: skip
    """Change cells of staged rows (line → column name → text) and check the whole table again."""
    _check_permission(register, made.unit, by)
    if made.state != Import.State.CHECKED:
        raise Refused(
            {"": noop("This file has been written already; correct the records themselves.")}, code="state"
        )
    with (
        door.opened("import"), transaction.atomic(), reading(register, made.unit, by, now, project) as reader
    ):  # fmt: skip
        for kept in slices.of(made):
            _check_again(made, kept, reader, corrections)
        _finish_check(made, reader, [thawed(finding) for finding in made.about.get("header_findings", [])])
    return made


def _check_permission(register: Register, unit: Any, by: Any) -> None:
    permission = register.model.permission("import")  # type: ignore[attr-defined]
    if not by.can(permission, unit):
        raise PermissionDenied(permission)


def _write_rows(made: Import, table: Table, mapped: Mapped, reader: Reader, progress: Progress) -> None:
    done = 0
    for rows in _chunks(table.rows_by_name(mapped.positions)):
        checked = reader.check(rows)
        with transaction.atomic():
            slices.keep(made, rows)
            _mark(made, checked)
        done += len(rows)
        tidy_up()
        progress(done, table.row_count)


def _check_again(
    made: Import, kept: ImportSlice, reader: Reader, corrections: Mapping[int, Mapping[str, str]]
) -> None:
    """Check a slice with what somebody corrected; what was said of a row's width stands until it is touched."""
    rows = [Row(row.line, row.raw) for row in slices.unpacked(kept.cells)[0]]
    marked = ImportRow.objects.filter(imported=made, line__range=(kept.first, kept.last))
    width = {line: _about_width(found) for line, found in marked.values_list("line", "findings")}
    for row in rows:
        if row.line in corrections:
            row.raw |= corrections[row.line]
        else:
            row.findings = width.get(row.line, [])
    checked = reader.check(rows)
    kept.cells = slices.packed(rows)
    kept.save()
    marked.delete()
    _mark(made, checked)


def _about_width(findings: Sequence[Mapping[str, Any]]) -> list[CellFinding]:
    return [thawed(each) for each in findings if not each["name"] and each["code"] in _ABOUT_WIDTH]


def _mark(made: Import, checked: Sequence[CheckedRow]) -> None:
    """Keep the rows on which something was found by themselves, for the screen."""
    lines = [
        ImportRow(
            imported=made, line=each.row.line, cells=json.dumps(each.row.raw, ensure_ascii=False),
            findings=frozen(each.findings), good=each.ok,
        )
        for each in checked
        if each.findings
    ]  # fmt: skip
    insert_records(ImportRow, lines)


def _finish_check(made: Import, reader: Reader, header: list[CellFinding]) -> None:
    conclusions = reader.conclusions(lambda lines: slices.rows_at(made, lines))
    with transaction.atomic():
        turned_bad, loose = _mark_more(made, conclusions.by_line)
        made.about = made.about | {
            "header_findings": frozen(header),
            "findings": frozen([*loose, *reader.checker.summaries()]),
        }
        made.rows, made.good = reader.rows, reader.good - turned_bad
        made.report, made.state = conclusions.report, Import.State.CHECKED
        made.save()


def _mark_more(made: Import, by_line: Mapping[int, list[CellFinding]]) -> tuple[int, list[CellFinding]]:
    """Add what only showed when all rows were seen; answers how many good rows it made bad, and what has no row."""
    marked = {row.line: row for row in ImportRow.objects.filter(among("line", list(by_line)), imported=made)}
    found = slices.rows_at(made, by_line.keys() - marked.keys())
    _mark(made, [CheckedRow(row, by_line[line]) for line, row in found.items()])
    turned = sum(any(each.severity == "error" for each in by_line[line]) for line in found)
    for line, row in marked.items():
        known = {(finding["column"], finding["code"]) for finding in row.findings}
        row.findings += [f for f in frozen(by_line[line]) if (f["column"], f["code"]) not in known]
        was_good, row.good = row.good, row.good and all(f["severity"] != "error" for f in row.findings)
        turned += was_good and not row.good
        row.save(update_fields=("findings", "good"))
    rest = by_line.keys() - marked.keys() - found.keys()
    return turned, [finding for line in sorted(rest) for finding in by_line[line]]


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
