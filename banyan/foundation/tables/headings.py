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


def _wordings(sheet: Sheet) -> dict[str, str]:
    """Every header in use, and every header without its unit where that is unmistakable, to the field name."""
    exact = {
        _plain(text): column.name for column in sheet.columns for text in (column.header, *column.aliases)
    }
    shortened: dict[str, set[str]] = {}
    for text, name in exact.items():
        shortened.setdefault(_UNIT.sub("", text), set()).add(name)
    return {text: names.pop() for text, names in shortened.items() if len(names) == 1} | exact


def _heading(line: int, cells: Sequence[str], wordings: dict[str, str]) -> Heading:
    places: dict[str, int] = {}
    doubled = []
    for place, cell in enumerate(cells):
        text = _plain(cell)
        name = wordings.get(text) or wordings.get(_UNIT.sub("", text))
        if name in places:
            doubled.append(cell.strip())
        elif name is not None:
            places[name] = place
    return Heading(line, tuple(cells), places, tuple(doubled))


def best_heading(records: Iterable[tuple[int, Sequence[str]]], sheet: Sheet) -> Heading | None:
    """The row among the first ones that fits the sheet best; None when all of them are blank."""
    wordings = _wordings(sheet)
    best: Heading | None = None
    for line, cells in islice(records, SEARCHED):
        if any(cell.strip() for cell in cells):
            candidate = _heading(line, cells, wordings)
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
