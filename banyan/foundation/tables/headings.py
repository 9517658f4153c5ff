"""Where the heading of a table stands, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from banyan.foundation.readers.choices import folded
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.refusals import UnreadableTable, empty, listed

SEARCHED = 30
_MARKS = re.compile(r"[*＊]+|\((?:必填|选填|必须|可选|可空)\)")
_UNIT = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Heading:
    """The heading row: its `line`, its `cells`, and at which place each field stands.

    `matched` counts the fields found, `doubled` names the headers that occur twice.
    """

    line: int
    cells: tuple[str, ...]
    places: dict[str, int]
    doubled: tuple[str, ...] = ()

    @property
    def matched(self) -> int:
        return len(self.places)


def _plain(header: str) -> str:
    return _MARKS.sub("", folded(header))


def _vocabularies(sheet: Sheet) -> tuple[dict[str, str], ...]:
    """What headers may say, each to the name of its field: the header, an alias, either without its unit."""
    headers = {_plain(column.header): column.name for column in sheet.columns}
    aliases = {_plain(text): column.name for column in sheet.columns for text in column.aliases}
    return headers, aliases, _without_units(aliases | headers)


def _without_units(wordings: dict[str, str]) -> dict[str, str]:
    """Every wording without its unit, where that is unmistakable."""
    names: dict[str, set[str]] = {}
    for text, name in wordings.items():
        names.setdefault(_UNIT.sub("", text), set()).add(name)
    return {text: found.pop() for text, found in names.items() if len(found) == 1}


def _heading(line: int, cells: Sequence[str], vocabularies: tuple[dict[str, str], ...]) -> Heading:
    """Match the columns; a looser wording fills only what a stricter one left open."""
    texts = [_plain(cell) for cell in cells]
    bare = [_UNIT.sub("", text) for text in texts]
    places: dict[str, int] = {}
    for known, wordings in zip(vocabularies, (texts, texts, bare), strict=True):
        for place, text in enumerate(wordings):
            if text in known and place not in places.values():
                places.setdefault(known[text], place)
    doubled = [cells[place].strip() for place in places.values() if texts.count(texts[place]) > 1]
    return Heading(line, tuple(cells), places, tuple(doubled))


def best_heading(records: Iterable[tuple[int, Sequence[str]]], sheet: Sheet) -> Heading | None:
    """The row among the first ones that fits the sheet best; None when all of them are blank."""
    vocabularies = _vocabularies(sheet)
    best: Heading | None = None
    for line, cells in islice(records, SEARCHED):
        if any(cell.strip() for cell in cells):
            candidate = _heading(line, cells, vocabularies)
            if best is None or candidate.matched > best.matched:
                best = candidate
    return best


def check_heading(heading: Heading | None, sheet: Sheet) -> Heading:
    """The heading itself when rows can be understood under it.

    Raises UnreadableTable: empty, missing_column (naming what was found and expected) or not_unique.
    """
    if heading is None:
        raise empty()
    missing = [column.header for column in sheet.indispensable if column.name not in heading.places]
    found = listed(cell.strip() for cell in heading.cells if cell.strip())
    if missing or heading.matched < min(2, len(sheet.columns)):
        raise UnreadableTable(
            "missing_column",
            noop("Found the heading “%(found)s” in line %(line)s; it lacks “%(missing)s”, expected “%(expected)s”."),
            found=found, line=heading.line, missing=listed(missing or sheet.headers),
            expected=listed(sheet.headers, len(sheet.headers)),
        )  # fmt: skip
    if heading.doubled:
        raise UnreadableTable(
            "not_unique",
            noop("Found the column “%(found)s” more than once in line %(line)s; expected each column once."),
            found=listed(heading.doubled), line=heading.line,
        )  # fmt: skip
    return heading
