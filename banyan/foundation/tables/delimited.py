"""Tables as CSV: which sign divides the cells, where the heading stands, whether the end is there."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from banyan.foundation.refusal import Sentence, noop
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.encodings import decoded
from banyan.foundation.tables.headings import SEARCHED, Heading, best_heading
from banyan.foundation.tables.refusals import UnreadableTable, cut_off, empty, too_large
from banyan.foundation.writing import formula_restored

_DELIMITERS = (",", "\t", ";", "，")
_LONGEST_LINE = 200_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLANK = " \t\r\n\ufeff\u3000\u00a0\x1a"


class DelimitedSource:
    """A CSV file opened for one kind of sheet. `records` can be walked through as often as wanted."""

    kind = "csv"

    def __init__(self, data: bytes, sheet: Sheet) -> None:
        if not data.strip():
            raise empty()
        text, self.encoding = decoded(data)
        if not text.strip(_BLANK):
            raise empty()
        if max(map(len, _lines(text))) > _LONGEST_LINE:
            raise too_large()
        self._text = text.rstrip("\x1a")
        self._protected = "'" in text
        self.delimiter, self.heading = self._best_delimiter(sheet)
        self.notes: list[Sentence] = []

    def _best_delimiter(self, sheet: Sheet) -> tuple[str, Heading | None]:
        tried = [(sign, best_heading(self._first_records(sign), sheet)) for sign in _DELIMITERS]
        return max(tried, key=lambda each: each[1].matched if each[1] else 0)

    def _first_records(self, delimiter: str) -> list[tuple[int, Sequence[str]]]:
        reader = csv.reader(_lines(self._text), delimiter=delimiter)
        try:
            return list(islice(enumerate(reader, 1), SEARCHED))
        except csv.Error:
            return []

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Line and cells of every record; the line counts records as a spreadsheet shows them."""
        reader = csv.reader(_lines(self._text), delimiter=self.delimiter, strict=True)
        line = 0
        try:
            for line, cells in enumerate(reader, 1):
                yield line, [formula_restored(cell) for cell in cells] if self._protected else cells
        except csv.Error as problem:
            raise self._broken(line + 1, str(problem)) from None

    def check_whole(self, width: int, is_aside: Callable[[Sequence[str]], bool]) -> None:
        """Walk to the end once: quotes are closed, and the last row of data is as wide as the heading."""
        last_line, last = 0, [""] * width
        for line, cells in self.records():
            if cells:
                last_line, last = line, list(cells)
        ends = self._text.endswith(("\n", "\r"))
        if len(last) < width and not ends and not is_aside(last):
            raise cut_off(last_line)

    def _broken(self, line: int, problem: str) -> UnreadableTable:
        if "unexpected end of data" in problem:
            return cut_off(line)
        if "limit" in problem:
            return too_large()
        return UnreadableTable(
            "not_a_table",
            noop(
                "Found a quotation mark in line %(line)s that is not closed; expected each one doubled or closed."
            ),
            line=line,
        )


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one after the other: a second copy of a long file is never made."""
    return (match.group() for match in _LINE.finditer(text))
