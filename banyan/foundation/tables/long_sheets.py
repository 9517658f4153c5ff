"""A long sheet of a workbook, read piece by piece: memory does not grow with its rows.

A thousand rows or so are cut out of the sheet as they stand, put into a small workbook of their own with the texts they
name, and read as any other workbook is; so a cell means the same in a long sheet and in a short one.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from array import array
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineSheet, CalamineWorkbook

from banyan.foundation.tables.refusals import damaged

WORTH_CUTTING = 12 << 20
_CHUNK = 1 << 19
_TAIL = 2 << 20
_TEXTS_OF_A_BLOCK, _BLOCKS_AT_HAND = 1024, 48
_SHARED = "xl/sharedStrings.xml"
_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
)
_DATA = re.compile(rb"<sheetData\s*>")
_NAMELESS_ROW = re.compile(rb"""<row\s(?![^>]*?\br=["'])""")
_NAMELESS_CELL = re.compile(rb"""<c\s(?![^>]*?\br=["'])""")
_TEXT = re.compile(rb"<si\b[^>]*?(?:/>|>.*?</si>)", re.DOTALL)
_POINTER = re.compile(rb"""(<c\s[^>]*?\bt=["']s["'][^>]*>\s*<v>)\s*(\d+)\s*(?=</v>)""")
_MERGED = re.compile(rb"<mergeCells\b.*?</mergeCells>", re.DOTALL)
_END_OF_ROW, _END_OF_DATA = b"</row>", b"</sheetData>"


def is_long(archive: zipfile.ZipFile) -> bool:
    """Whether it is worth while to read the sheets piece by piece."""
    parts = (each for each in archive.infolist() if each.filename.startswith(("xl/worksheets/", _SHARED)))
    return sum(each.file_size for each in parts) > WORTH_CUTTING


class LongWorkbook:
    """An XLSX file on the disk whose sheets are read piece by piece."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            known = archive.NameToInfo
            self._parts = {each: archive.read(each) for each in _PARTS if each in known}
            self._texts = _Texts(archive, path.parent) if _SHARED in known else None

    def opened(
        self, member: str = "", rows: bytes = b"", around: tuple[bytes, bytes] = (b"", b"")
    ) -> CalamineWorkbook:
        """A small workbook of the same sheets and styles; one sheet holds these rows, the others nothing."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self._parts.items():
                archive.writestr(name, content)
            if self._texts is not None:
                rows = self._texts.give(archive, rows)
            if member:
                archive.writestr(member, around[0] + rows + around[1])
        made.seek(0)
        return CalamineWorkbook.from_filelike(made)


class LongSheet:
    """A sheet of a long workbook, as a `CalamineSheet` shows it: name, merged cells, rows from the first."""

    def __init__(self, book: LongWorkbook, name: str, member: str) -> None:
        self.name, self._book, self._member = name, book, member
        with zipfile.ZipFile(book.path) as archive, archive.open(member) as stream:
            self._head, rest = _until_data(stream)
            merged = _MERGED.search(_after_data(stream, rest))
        self.merged_cell_ranges = self._read(b"", merged.group() if merged else b"").merged_cell_ranges

    def iter_rows(self) -> Iterator[list[Any]]:
        """The values of each row, blank ones included."""
        line, width = 0, 0
        for piece in self._pieces():
            sheet = self._read(piece)
            if sheet.start is None:
                continue
            first, left = sheet.start
            blank = [""] * left
            yield from ([""] * width for _ in range(line, first))
            for row in sheet.to_python(skip_empty_area=True):
                yield [*blank, *row]
            line, width = first + sheet.height, max(width, left + sheet.width)

    def is_plain(self) -> bool:
        """Whether rows and cells say where they stand, so that they may be read apart from each other."""
        return all(islice(map(_says_where, self._pieces()), 1))

    def _pieces(self) -> Iterator[bytes]:
        """The rows as they stand in the file, some hundreds at a time."""
        with zipfile.ZipFile(self._book.path) as archive, archive.open(self._member) as stream:
            _head, kept = _until_data(stream)
            while True:
                end = kept.find(_END_OF_DATA)
                if end >= 0:
                    yield kept[:end]
                    return
                cut = kept.rfind(_END_OF_ROW) + len(_END_OF_ROW)
                if cut >= _CHUNK:
                    yield kept[:cut]
                    kept = kept[cut:]
                more = stream.read(_CHUNK)
                if not more:
                    raise damaged()
                kept += more

    def _read(self, rows: bytes, tail: bytes = b"") -> CalamineSheet:
        if not _says_where(rows):
            raise damaged()
        around = (self._head, _END_OF_DATA + tail + b"</worksheet>")
        return self._book.opened(self._member, rows, around).get_sheet_by_name(self.name)


def _says_where(rows: bytes) -> bool:
    """Whether each row and cell carries its place: written first, as almost every program does, or anywhere."""
    if b"<row>" in rows or b"<c>" in rows:
        return False
    return all(
        rows.count(b"<" + tag + b" ") == rows.count(b"<" + tag + b' r="') or named.search(rows) is None
        for tag, named in ((b"row", _NAMELESS_ROW), (b"c", _NAMELESS_CELL))
    )


def _until_data(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """What stands before the rows, and the first of them."""
    read = b""
    while more := stream.read(_CHUNK):
        read += more
        found = _DATA.search(read)
        if found:
            return read[: found.end()], read[found.end() :]
        if len(read) > _TAIL:
            break
    raise damaged()


def _after_data(stream: IO[bytes], kept: bytes) -> bytes:
    """What stands behind the rows, as far as it speaks of merged cells."""
    while _END_OF_DATA not in kept:
        more = stream.read(_CHUNK)
        if not more:
            raise damaged()
        kept = kept[-len(_END_OF_DATA) :] + more
    return kept.partition(_END_OF_DATA)[2] + stream.read(_TAIL)


class _Texts:
    """The texts that cells of all sheets point at, as they stand in the file: on the disk, some of them at hand."""

    def __init__(self, archive: zipfile.ZipFile, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it goes with the sheet
        self._ends = array("Q", [0])
        self._blocks: OrderedDict[int, list[bytes]] = OrderedDict()
        texts = _texts(archive)
        while some := list(islice(texts, _TEXTS_OF_A_BLOCK)):
            self._file.write(b"\0".join(some))
            self._ends.append(self._file.tell())

    def __del__(self) -> None:
        self._file.close()

    def give(self, archive: zipfile.ZipFile, rows: bytes) -> bytes:
        """Put the texts that these rows point at into a workbook; answers the rows pointing at them there."""
        parts = _POINTER.split(rows)
        pointers = parts[2::3]
        wanted = list(dict.fromkeys(pointers))
        places = {each: b"%d" % place for place, each in enumerate(wanted)}
        parts[2::3] = [places[each] for each in pointers]
        texts = b"".join([self._text(int(each)) for each in wanted])
        space = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        archive.writestr(_SHARED, space + texts + b"</sst>")
        return b"".join(parts)

    def _text(self, place: int) -> bytes:
        number, seat = divmod(place, _TEXTS_OF_A_BLOCK)
        block = self._blocks.get(number) or self._fetched(number)
        self._blocks.move_to_end(number)
        if seat >= len(block):
            raise damaged()
        return block[seat]

    def _fetched(self, number: int) -> list[bytes]:
        if number + 1 >= len(self._ends):
            raise damaged()
        self._file.seek(self._ends[number])
        block = self._file.read(self._ends[number + 1] - self._ends[number]).split(b"\0")
        self._blocks[number] = block
        if len(self._blocks) > _BLOCKS_AT_HAND:
            self._blocks.popitem(last=False)
        return block


def _texts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    kept = b""
    with archive.open(_SHARED) as stream:
        while more := stream.read(_CHUNK):
            kept += more
            end = 0
            for found in _TEXT.finditer(kept):
                end = found.end()
                yield found.group()
            kept = kept[end:]
