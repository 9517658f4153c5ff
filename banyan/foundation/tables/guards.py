"""What is looked at before a workbook is opened: how large it becomes, and what hides in its cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from banyan.foundation.tables.refusals import damaged, not_a_table, too_large

LARGEST_FILE = 40 * 1024 * 1024
_MOST_MEMBERS = 2_000
_LARGEST_UNPACKED = 300 * 1024 * 1024
_SMALL = 8 * 1024 * 1024
_HIGHEST_RATIO = 120
_MOST_CELLS = 8_000_000
_CHUNK = 1 << 20
_OVERLAP = 1 << 14
_MOST_MARKED = 200_000
# Own entities, and zero bytes of an encoding in which the patterns below would see nothing.
_FOREIGN = (b"<!DOCTYPE", b"<!ENTITY", b"\0")
_FILLED_CELL = re.compile(rb"""\sr=["']([A-Za-z]{1,6})([0-9]{1,10})["'][^>]*(?<!/)>""")
_SPECIAL = (b"<f", b":f", b't="e"')
_SPECIAL_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Za-z]{1,6})([0-9]{1,10})"([^>]*)(?<!/)>\s*'
    rb"(?:<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)|<(?:\w+:)?v>(#[^<]{1,30})</)"
)


@dataclass(slots=True)
class Extent:
    """How far the filled cells of one sheet reach, counted from 1, and which of them are no plain values.

    `special` maps (line, place) to the text shown instead: "=…" for a formula, "#N/A" for an error value.
    """

    lines: int = 0
    places: int = 0
    special: dict[tuple[int, int], str] = field(default_factory=dict)


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook whose directory already shows that it is none, or that it is a bomb."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise not_a_table("DOCX" if "word/document.xml" in names else "ZIP")
    if len(members) > _MOST_MEMBERS or any(member.flag_bits & 1 for member in members):
        raise damaged()
    if sum(member.file_size for member in members) > _LARGEST_UNPACKED or any(map(_is_bomb, members)):
        raise too_large()


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1)


def measured(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Unpack every part once, piece by piece, and say how far each sheet reaches, by its path in the archive.

    Sizes are those found while unpacking, not those the directory claims. Raises UnreadableTable.
    """
    extents = {}
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            extents[member.filename] = _extent(archive, member)
    return extents


def _extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Extent:
    extent = Extent()
    for piece in _pieces(archive, member):
        if any(mark in piece for mark in _FOREIGN):
            raise damaged()
        if member.filename.startswith("xl/worksheets/"):
            _reach(extent, piece)
    return extent


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part in pieces that overlap, so that no cell falls between two of them."""
    size, tail = 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > member.file_size:
                raise damaged()
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _reach(extent: Extent, piece: bytes) -> None:
    _widen(extent, _FILLED_CELL.findall(piece))
    if extent.lines * extent.places > _MOST_CELLS:
        raise too_large()
    if any(mark in piece for mark in _SPECIAL):
        _mark_special(extent, piece)


def _widen(extent: Extent, cells: list[tuple[bytes, bytes]]) -> None:
    if cells:
        letters, figures = zip(*cells, strict=True)
        extent.places = max(extent.places, *map(_place, set(letters)), 0)
        extent.lines = max(extent.lines, *map(int, set(figures)), 0)


def _mark_special(extent: Extent, piece: bytes) -> None:
    for letters, line, attributes, formula_attributes, formula, wrong in _SPECIAL_CELL.findall(piece):
        if wrong and b't="e"' not in attributes:
            continue
        text = wrong.decode("utf-8", "replace") or "=" + formula.decode("utf-8", "replace")
        del formula_attributes
        extent.special[int(line), _place(letters) - 1] = text if len(text) > 1 else "=?"
    if len(extent.special) > _MOST_MARKED:
        raise too_large()


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place
