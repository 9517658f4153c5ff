"""What an import answers: to the shell as JSON, to the screen as the sheet with its marked cells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.utils.translation import gettext

from banyan.core.registers.declaration import Register
from banyan.core.registers.importing import slices
from banyan.core.registers.importing.models import Import, ImportRow


def answer(made: Import) -> dict[str, Any]:
    """The import as the shell answers it.

    `rows`, `accepted`, `changed`, `errors`, `warnings` (each line, column, code, message), `duplicates` (lines,
    certainty), and what the room adds, such as `person_times`.
    """
    findings = sorted(_findings(made), key=lambda each: (each["line"], each["column"]))
    said = [
        {
            "line": f["line"],
            "column": f["column"],
            "code": f["code"],
            "message": worded(f),
            "severity": f["severity"],
        }
        for f in findings
    ]
    errors = [_without_severity(each) for each in said if each["severity"] == "error"]
    warnings = [_without_severity(each) for each in said if each["severity"] != "error"]
    base = {
        "rows": made.rows,
        "accepted": made.accepted,
        "changed": [],
        "errors": errors,
        "warnings": warnings,
    }
    return base | {"duplicates": []} | dict(made.report) | {"valid": made.good, "notes": _notes(made)}


def worded(finding: Mapping[str, Any]) -> str:
    """A stored finding as a sentence in the reader's language."""
    parts = {
        name: worded(part) if isinstance(part, Mapping) else part for name, part in finding["params"].items()
    }
    words = gettext(finding["text"])
    return words % parts if parts else words


def sheet_on_screen(
    register: Register, made: Import, only_marked: bool = True, limit: int = 200
) -> dict[str, Any]:
    """The rows as they stand in the file, with what was found beside each cell.

    Returns `columns` [(name, header)], `rows` [{line, good, cells [{name, header, text, findings}]}] and `more`,
    the number of marked rows that were left out.
    """
    sheet = register.entry.sheet
    rows = _marked(made) if only_marked else _first_rows(made, limit + 1)
    names = _columns_shown(sheet, rows[:limit])
    columns = [(name, sheet.by_name[name].header) for name in names]
    return {
        "columns": columns,
        "rows": [_row_on_screen(row, columns) for row in rows[:limit]],
        "more": max(0, len(rows) - limit),
    }


def _marked(made: Import) -> list[ImportRow]:
    """The rows with findings, those that cannot come in first."""
    return list(ImportRow.objects.filter(imported=made).exclude(findings=[]).order_by("good", "line"))


def _first_rows(made: Import, limit: int) -> list[ImportRow]:
    """The file from its first row, whether anything was found or not."""
    marked = {row.line: row for row in ImportRow.objects.filter(imported=made).order_by("line")[:limit]}
    rows = (row for kept in slices.of(made) for row in slices.unpacked(kept.cells)[0])
    plain = [
        ImportRow(imported=made, line=row.line, cells=json.dumps(row.raw, ensure_ascii=False))
        for row in islice(rows, limit)
    ]
    shown = {row.line: row for row in plain} | marked
    return [shown[line] for line in sorted(shown)][:limit]


def _columns_shown(sheet: Any, rows: list[ImportRow]) -> list[str]:
    touched = {finding["name"] for row in rows for finding in row.findings}
    first = sheet.names[:2]
    return [name for name in sheet.names if name in touched or name in first]


def _row_on_screen(row: ImportRow, columns: list[tuple[str, str]]) -> dict[str, Any]:
    texts = json.loads(row.cells)
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in row.findings:
        found.setdefault(finding["name"], []).append(finding | {"message": worded(finding)})
    cells = [
        {"name": name, "header": header, "text": texts.get(name, ""), "findings": found.get(name, [])}
        for name, header in columns
    ]
    return {"line": row.line, "good": row.good, "cells": cells, "about": found.get("", [])}


def _findings(made: Import) -> list[dict[str, Any]]:
    stored = ImportRow.objects.filter(imported=made).exclude(findings=[]).values_list("findings", flat=True)
    rows = [finding for found in stored for finding in found]
    return rows + made.about.get("header_findings", []) + made.about.get("findings", [])


def _without_severity(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in finding.items() if key != "severity"}


def _notes(made: Import) -> list[str]:
    return [worded(note) for note in made.about.get("notes", [])]
