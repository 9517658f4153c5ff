"""Spreadsheets that go out for an import: the template to fill in, and the file back with its cells marked."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from banyan.core.registers.declaration import Register
from banyan.core.registers.importing.answers import worded
from banyan.core.registers.importing.models import Import, ImportRow
from banyan.foundation.readers import Choice, Flag, Reference

_LISTED = 200
_WIDTH = 16


def template(register: Register, references: Mapping[str, Any]) -> bytes:
    """An empty sheet with the headers, required ones marked, and lists to choose from where there are any."""
    sheet = register.entry.sheet
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E4EFE9", "border": 1})
        needed = book.add_format({"bold": True, "bg_color": "#FBE9E9", "border": 1})
        text = book.add_format({"num_format": "@"})
        page, lists = book.add_worksheet(_(sheet.title)[:31]), book.add_worksheet(_("Choices"))
        page.freeze_panes(1, 0)
        for index, column in enumerate(sheet.columns):
            page.write_string(0, index, column.header, needed if column.required else head)
            page.set_column(index, index, _WIDTH, text)
            _offer(page, lists, index, _choices(column, references))
    return out.getvalue()


def marked(register: Register, made: Import) -> bytes:
    """The rows that have findings, as they stand in the file: errors red, proposals ochre, the reason as a note."""
    sheet = register.entry.sheet
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        red, ochre = book.add_format({"bg_color": "#F6C6C8"}), book.add_format({"bg_color": "#FCE3B0"})
        page = book.add_worksheet(_(sheet.title)[:31])
        for index, header in enumerate(sheet.headers):
            page.write_string(0, index, header)
        rows = ImportRow.objects.filter(imported=made).exclude(findings=[]).order_by("line")
        for line, row in enumerate(rows.iterator(), start=1):
            _write_row(page, line, sheet, row, {"error": red, "warning": ochre})
    return out.getvalue()


def _write_row(page: Any, line: int, sheet: Any, row: ImportRow, formats: dict[str, Any]) -> None:
    texts = json.loads(row.cells)
    for index, name in enumerate(sheet.names):
        found = [finding for finding in row.findings if finding["name"] == name]
        worst = min((finding["severity"] for finding in found), default=None)
        page.write_string(line, index, str(texts.get(name, "")), formats[worst] if worst else None)
        if found:
            page.write_comment(line, index, "\n".join(worded(finding) for finding in found))


def _choices(column: Any, references: Mapping[str, Any]) -> list[str]:
    reader = column.reader.bind(references)
    if isinstance(reader, Flag):
        return ["是", "否"]
    for kind, name in ((Choice, "choices"), (Reference, "lookup")):
        if isinstance(reader, kind):
            return [str(label) for label in getattr(reader, name, {})][:_LISTED]
    return []


def _offer(page: Any, lists: Any, index: int, choices: list[str]) -> None:
    if not choices:
        return
    lists.write_column(0, index, choices)
    letter = xlsxwriter.utility.xl_col_to_name(index)
    source = f"='{lists.get_name()}'!${letter}$1:${letter}${len(choices)}"
    page.data_validation(
        1, index, 5000, index, {"validate": "list", "source": source, "error_type": "warning"}
    )
