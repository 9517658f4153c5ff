"""Tables as XLSX: the visible sheet whose heading fits, its cells as the texts a person sees."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from defusedxml import ElementTree
from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from banyan.foundation.readers.cells import as_cell
from banyan.foundation.refusal import Sentence, noop, sentence
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.guards import Extent, check_archive, measured
from banyan.foundation.tables.headings import Heading, best_heading
from banyan.foundation.tables.long_sheets import LongSheet, LongWorkbook, is_long
from banyan.foundation.tables.refusals import UnreadableTable, cut_off_workbook, damaged, empty, listed

_MOST_MERGED = 20_000
_END_OF_ARCHIVE = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535


class WorkbookSource:
    """An XLSX file opened for one kind of sheet. `records` can be walked through as often as wanted."""

    kind = "xlsx"
    encoding = ""

    def __init__(self, source: bytes | Path, sheet: Sheet) -> None:
        self.notes: list[Sentence] = []
        try:
            self._open(source, sheet)
        except UnreadableTable:
            raise
        except BaseException as problem:
            if isinstance(problem, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            raise damaged() from None

    def _open(self, source: bytes | Path, sheet: Sheet) -> None:
        if _END_OF_ARCHIVE not in _end_of(source):
            raise cut_off_workbook()
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            check_archive(archive)
            extents, paths = measured(archive), _paths(archive)
            long = isinstance(source, Path) and is_long(archive)
        sheets = _Sheets(source, paths, LongWorkbook(source) if long and isinstance(source, Path) else None)
        tables = [each for each in sheets.metadata if each.typ == SheetTypeEnum.WorkSheet]
        visible = [each for each in tables if each.visible == SheetVisibleEnum.Visible]
        hidden = [each.name for each in tables if each.visible != SheetVisibleEnum.Visible]
        self._choose(sheets, visible, sheet, extents, paths)
        if hidden:
            words = noop("Hidden sheets were left aside: %(names)s.")
            self.notes.append(sentence(words, names=listed(hidden)))

    def _choose(
        self,
        sheets: _Sheets,
        visible: Sequence[SheetMetadata],
        sheet: Sheet,
        extents: dict[str, Extent],
        paths: dict[str, str],
    ) -> None:
        """Take the visible sheet whose heading fits best, the first of equals."""
        best: tuple[int, _Grid, Heading] | None = None
        for each in visible:
            extent = extents.get(paths.get(each.name, ""), Extent())
            grid = _Grid(sheets.named(each.name), extent)
            heading = best_heading(grid.records(), sheet)
            if heading is not None and (best is None or heading.matched > best[0]):
                best = (heading.matched, grid, heading)
        if best is None:
            raise empty()
        _, self._grid, self.heading = best
        self._note_others([each.name for each in visible if each.name != self._grid.name])

    def _note_others(self, others: Sequence[str]) -> None:
        words = noop("Read from the sheet “%(name)s”; left aside: %(others)s.")
        if others:
            self.notes.append(sentence(words, name=self._grid.name, others=listed(others)))
        if self._grid.merged:
            self.notes.append(
                sentence(noop("Merged cells were read as the same value in each of their rows."))
            )

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Line and cells of every row, blank ones included."""
        return self._grid.records()

    def check_end(
        self, line: int, last: Sequence[str], width: int, is_aside: Callable[[Sequence[str]], bool]
    ) -> None:
        """A workbook that opens is whole: its archive carries checksums."""


class _Sheets:
    """The sheets of a workbook: long ones piece by piece, where rows and cells say where they stand."""

    def __init__(self, source: bytes | Path, paths: dict[str, str], long: LongWorkbook | None) -> None:
        self._source, self._paths, self._long = source, paths, long
        self.metadata = long.opened().sheets_metadata if long else self._whole.sheets_metadata

    @cached_property
    def _whole(self) -> CalamineWorkbook:
        data = self._source if isinstance(self._source, bytes) else self._source.read_bytes()
        return CalamineWorkbook.from_filelike(io.BytesIO(data))

    def named(self, name: str) -> CalamineSheet | LongSheet:
        """One sheet, ready to be walked through."""
        if self._long is not None:
            sheet = LongSheet(self._long, name, self._paths[name])
            if sheet.is_plain():
                return sheet
        return self._whole.get_sheet_by_name(name)


class _Grid:
    """The cells of one sheet as texts; formulas and error values show themselves as such."""

    def __init__(self, sheet: CalamineSheet | LongSheet, extent: Extent) -> None:
        self.name = sheet.name
        self._width = extent.places if isinstance(sheet, LongSheet) else 0
        self._sheet = sheet
        self._special: dict[int, list[tuple[int, str]]] = {}
        for (line, place), text in extent.special.items():
            self._special.setdefault(line, []).append((place, text))
        self.merged: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _) in (sheet.merged_cell_ranges or [])[:_MOST_MERGED]:
            if bottom > top:
                self.merged.setdefault(top + 1, []).append((left, bottom + 1))

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        carried: dict[int, tuple[int, str]] = {}
        for line, values in enumerate(self._sheet.iter_rows(), 1):
            cells = [value if type(value) is str else as_cell(value) for value in values]
            if len(cells) < self._width:
                cells += [""] * (self._width - len(cells))
            for place, text in self._special.get(line, ()):
                if place < len(cells):
                    cells[place] = text
            if self.merged:
                self._fill_merged(line, cells, carried)
            yield line, cells

    def _fill_merged(self, line: int, cells: list[str], carried: dict[int, tuple[int, str]]) -> None:
        for place, bottom in self.merged.get(line, ()):
            if place < len(cells):
                carried[place] = (bottom, cells[place])
        for place, (bottom, text) in list(carried.items()):
            if line > bottom:
                del carried[place]
            elif not cells[place]:
                cells[place] = text


def _end_of(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source[-_LONGEST_END:]
    with source.open("rb") as file:
        file.seek(-min(_LONGEST_END, source.stat().st_size), io.SEEK_END)
        return file.read()


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive each named sheet lies."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    tree = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {
        each.get("name", ""): targets.get(_relation(each), "")
        for each in tree.iter()
        if each.tag.rpartition("}")[2] == "sheet"
    }


def _relation(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
