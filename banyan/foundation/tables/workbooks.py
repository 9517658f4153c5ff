"""Tables as XLSX: the visible sheet whose heading fits, its cells as the texts a person sees."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from defusedxml import ElementTree
from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from banyan.foundation.readers.cells import as_cell
from banyan.foundation.refusal import Sentence, noop, sentence
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.guards import Extent, check_archive, measured
from banyan.foundation.tables.headings import Heading, best_heading
from banyan.foundation.tables.refusals import UnreadableTable, cut_off_workbook, damaged, empty, listed

_MOST_MERGED = 20_000
_END_OF_ARCHIVE = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535


class WorkbookSource:
    """An XLSX file opened for one kind of sheet. `records` can be walked through as often as wanted."""

    kind = "xlsx"
    encoding = ""

    def __init__(self, data: bytes, sheet: Sheet) -> None:
        self.notes: list[Sentence] = []
        try:
            self._open(data, sheet)
        except UnreadableTable:
            raise
        except BaseException as problem:
            if isinstance(problem, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            raise damaged() from None

    def _open(self, data: bytes, sheet: Sheet) -> None:
        if _END_OF_ARCHIVE not in data[-_LONGEST_END:]:
            raise cut_off_workbook()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive)
            extents, paths = measured(archive), _paths(archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        visible = [each for each in tables if each.visible == SheetVisibleEnum.Visible]
        hidden = [each.name for each in tables if each.visible != SheetVisibleEnum.Visible]
        self._choose(workbook, visible, sheet, extents, paths)
        if hidden:
            words = noop("Hidden sheets were left aside: %(names)s.")
            self.notes.append(sentence(words, names=listed(hidden)))

    def _choose(
        self,
        workbook: CalamineWorkbook,
        visible: Sequence[SheetMetadata],
        sheet: Sheet,
        extents: dict[str, Extent],
        paths: dict[str, str],
    ) -> None:
        """Take the visible sheet whose heading fits best, the first of equals."""
        best: tuple[int, _Grid, Heading] | None = None
        for each in visible:
            extent = extents.get(paths.get(each.name, ""), Extent())
            grid = _Grid(workbook.get_sheet_by_name(each.name), extent)
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


class _Grid:
    """The cells of one sheet as texts; formulas and error values show themselves as such."""

    def __init__(self, sheet: CalamineSheet, extent: Extent) -> None:
        self.name = sheet.name
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
