"""Opens a table that somebody brings, whatever it was made with, and hands out its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from banyan.foundation.chinese import normalise
from banyan.foundation.refusal import Sentence, noop, sentence
from banyan.foundation.sheets import CellFinding, CheckedTable, Row, Sheet, check_rows
from banyan.foundation.tables.asides import Asides
from banyan.foundation.tables.delimited import DelimitedSource
from banyan.foundation.tables.guards import LARGEST_FILE
from banyan.foundation.tables.headings import check_heading
from banyan.foundation.tables.refusals import UnreadableTable, empty, too_large
from banyan.foundation.tables.workbooks import WorkbookSource

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Table:
    """An opened table.

    `format` is "csv" or "xlsx", `encoding` "utf-8", "gb18030" or "". `headers` are the cells of the heading in
    `header_line`, `places` tells at which place each field stands. `findings` (warnings of the heading) and
    `notes` (what was left aside) are complete once `rows` was walked through; `rows` can be called again.
    """

    def __init__(self, source: DelimitedSource | WorkbookSource, sheet: Sheet) -> None:
        heading = check_heading(source.heading, sheet)
        self._source, self._sheet = source, sheet
        self._asides = Asides(sheet, heading)
        self.format, self.encoding = source.kind, source.encoding
        self.headers, self.header_line, self.places = heading.cells, heading.line, heading.places
        self.findings = _about_heading(sheet, self.headers, self.header_line, self.places)
        self._complete = _width(self.headers)
        source.check_whole(self._complete, self._asides.is_aside)
        if next(self.rows(), None) is None:
            raise empty()

    @property
    def notes(self) -> list[Sentence]:
        """What was left aside: title rows, hidden sheets, totals, remarks."""
        titles = sentence(noop("The heading was found in line %(line)s."), line=self.header_line)
        above = [titles] if self.header_line > 1 else []
        return [*above, *self._source.notes, *self._asides.notes()]

    def rows(self) -> Iterator[Row]:
        """The rows of data below the heading, with the line a spreadsheet shows; blank rows are passed over."""
        self._asides = Asides(self._sheet, check_heading(self._source.heading, self._sheet))
        places = list(self.places.items())
        width = len(self.headers)
        for line, cells in self._source.records():
            if line <= self.header_line or not _is_filled(cells) or self._asides.takes(line, cells):
                continue
            padded = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
            row = Row(line, {name: padded[place] for name, place in places})
            if len(cells) != width:
                row.findings = self._about_width(line, cells)
            yield row

    def _about_width(self, line: int, cells: Sequence[str]) -> list[CellFinding]:
        width = len(self.headers)
        if len(cells) > width and _is_filled(cells[width:]):
            words = noop(
                "This row has %(found)s cells under %(expected)s headers; a value may contain a comma."
            )
            message = sentence(words, found=len(cells), expected=width)
            return [CellFinding(line, "", "bad_format", message)]
        if len(cells) < self._complete:
            words = noop(
                "This row ends after %(found)s of %(expected)s cells; the others were read as empty."
            )
            message = sentence(words, found=len(cells), expected=width)
            return [CellFinding(line, "", "missing_column", message, "warning")]
        return []


def open_table(source: bytes | Path | str, filename: str, sheet: Sheet) -> Table:
    """Open a file for one kind of sheet.

    `source` is the content or a path; the content decides what it is, `filename` only helps to say it.
    Raises UnreadableTable, whose one sentence says what was found and what was expected.
    """
    data = source if isinstance(source, bytes) else _content(Path(source))
    if len(data) > LARGEST_FILE:
        raise too_large()
    if data.startswith(_OLD_OFFICE):
        words = noop("Found an old or password-protected Office file; save it as XLSX without a password.")
        raise UnreadableTable("not_a_table", words)
    if not data and filename.lower().endswith(".xlsx"):
        raise empty()
    opened = WorkbookSource(data, sheet) if data.startswith(_ZIP) else DelimitedSource(data, sheet)
    return Table(opened, sheet)


def check_table(table: Table, sheet: Sheet, references: Mapping[str, Any] | None = None) -> CheckedTable:
    """Every row of an opened table read and checked, the findings of its heading included."""
    checked = check_rows(sheet, table.rows(), references)
    checked.findings[:0] = table.findings
    return checked


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise too_large()
    return path.read_bytes()


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cells) and any(normalise(cell)[0] for cell in cells if cell)


def _width(headers: Sequence[str]) -> int:
    """How many cells a complete row has: trailing headers without a name do not count."""
    return max((place for place, header in enumerate(headers, 1) if header.strip()), default=0)


def _about_heading(
    sheet: Sheet, headers: Sequence[str], line: int, places: Mapping[str, int]
) -> list[CellFinding]:
    known = set(places.values())
    unknown = noop("This column is not known here and was not read.")
    missing = noop("This column is missing; its values were read as empty.")
    return [
        CellFinding(line, header.strip(), "unknown_column", sentence(unknown), "warning")
        for place, header in enumerate(headers)
        if place not in known and header.strip()
    ] + [
        CellFinding(line, column.header, "missing_column", sentence(missing), "warning", column.name)
        for column in sheet.columns
        if column.name not in places
    ]
