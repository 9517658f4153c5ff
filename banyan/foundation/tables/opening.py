"""Opens a table that somebody brings, whatever it was made with, and hands out its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from banyan.foundation.chinese import normalise
from banyan.foundation.readers.texts import Text
from banyan.foundation.refusal import noop, sentence
from banyan.foundation.sheets import CellFinding, CheckedTable, Column, Row, Sheet, check_rows
from banyan.foundation.tables.asides import Asides
from banyan.foundation.tables.delimited import DelimitedSource
from banyan.foundation.tables.guards import LARGEST_FILE
from banyan.foundation.tables.headings import check_heading
from banyan.foundation.tables.magnitudes import check_magnitudes
from banyan.foundation.tables.refusals import UnreadableTable, empty, too_large
from banyan.foundation.tables.texts import text_of
from banyan.foundation.tables.workbooks import WorkbookSource

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Table:
    """An opened table, walked through once already, so that what is wrong with the file is known.

    `format` is "csv" or "xlsx", `encoding` "utf-8", "gb18030" or "". `headers` are the cells of the heading in
    `header_line`, `places` tells at which place each field of the sheet stands. `row_count` counts the rows of
    data; `findings` are the warnings about the heading, `notes` the sentences about what was left aside.
    """

    def __init__(self, source: DelimitedSource | WorkbookSource, sheet: Sheet) -> None:
        self._source, self._sheet = source, sheet
        self._heading = check_heading(source.heading, sheet)
        self.format, self.encoding = source.kind, source.encoding
        self.headers, self.header_line = self._heading.cells, self._heading.line
        self.places = self._heading.places
        self.findings = _about_heading(sheet, self.headers, self.header_line, self.places)
        self._complete = _width(self.headers)
        check_magnitudes(_above(source, self.header_line), self._heading, sheet)
        asides = Asides(sheet, self._heading)
        self._left_out = self._walked_through(asides)
        if not self.row_count:
            raise empty()
        titles = sentence(noop("The heading was found in line %(line)s."), line=self.header_line)
        self.notes = [*([titles] if self.header_line > 1 else []), *source.notes, *asides.notes()]

    def _walked_through(self, asides: Asides) -> frozenset[int]:
        """Count the rows of data to the end of the file; answers the lines behind the heading that are none."""
        left_out: set[int] = set()
        last_line, last, self.row_count = 0, [""] * self._complete, 0
        for line, cells in self._source.records():
            if cells:
                last_line, last = line, list(cells)
            if line <= self.header_line:
                continue
            if _is_filled(cells) and not asides.takes(line, cells):
                self.row_count += 1
            else:
                left_out.add(line)
        self._source.check_end(last_line, last, self._complete, asides.is_aside)
        return frozenset(left_out)

    @property
    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Line and cells of the rows of data, from the first one; the line is the one a spreadsheet shows."""
        first, left_out = self.header_line, self._left_out
        return (each for each in self._source.records() if each[0] > first and each[0] not in left_out)

    def rows_by_name(self, names: Mapping[int, str] | None = None) -> Iterator[Row]:
        """The rows with their cells by field name, and a finding where a row has too many or too few cells.

        `names` tells which field stands at which place where somebody mapped the columns by hand.
        """
        width = len(self.headers)
        places = [(name, place) for place, name in names.items()] if names else list(self.places.items())
        for line, cells in self.rows:
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


def open_table(source: bytes | Path | str, filename: str, expected: Sheet | Sequence[str]) -> Table:
    """Open a file for one kind of sheet, or for a list of headers of which two must be found.

    `source` is the content or a path; the content decides what it is, `filename` only helps with an empty one.
    Raises UnreadableTable, whose one sentence says what was found and what was expected.
    """
    sheet = expected if isinstance(expected, Sheet) else _sheet_of(expected)
    source = Path(source) if isinstance(source, str) else source
    size, start = _size_and_start(source)
    if size > LARGEST_FILE:
        raise too_large()
    if start.startswith(_OLD_OFFICE):
        words = noop("Found an old or password-protected Office file; save it as XLSX without a password.")
        raise UnreadableTable("not_a_table", words)
    if not size and filename.lower().endswith(".xlsx"):
        raise empty()
    if start.startswith(_ZIP):
        return Table(WorkbookSource(source, sheet), sheet)
    opened = DelimitedSource(text_of(source), sheet)
    return Table(opened, sheet)


def check_table(table: Table, sheet: Sheet, references: Mapping[str, Any] | None = None) -> CheckedTable:
    """Every row of an opened table read and checked, the findings of its heading included."""
    checked = check_rows(sheet, table.rows_by_name(), references)
    checked.findings[:0] = table.findings
    return checked


def _sheet_of(headers: Sequence[str]) -> Sheet:
    return Sheet("", "", tuple(Column(header, header, Text()) for header in headers), ())


def _size_and_start(source: bytes | Path) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), source[:8]
    with source.open("rb") as file:
        return source.stat().st_size, file.read(8)


def _above(source: DelimitedSource | WorkbookSource, heading: int) -> list[tuple[int, str]]:
    """Lines and filled cells over the heading."""
    rows = takewhile(lambda row: row[0] < heading, source.records()) if heading > 1 else ()
    return [(line, cell) for line, cells in rows for cell in cells if cell]


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
