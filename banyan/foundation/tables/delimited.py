"""Tables as CSV: which sign divides the cells, where the heading stands, whether the end is there."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from banyan.foundation.refusal import Sentence, noop, sentence
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.headings import SEARCHED, Heading, best_heading
from banyan.foundation.tables.refusals import UnreadableTable, cut_off, too_large
from banyan.foundation.tables.texts import Text
from banyan.foundation.writing import formula_restored

_DELIMITERS = (",", "\t", ";", "，")


class DelimitedSource:
    """A CSV file opened for one kind of sheet. `records` can be walked through as often as wanted."""

    kind = "csv"

    def __init__(self, text: Text, sheet: Sheet) -> None:
        self._text, self.encoding = text, text.encoding
        self.delimiter, self.heading = self._best_delimiter(sheet)
        self.notes: list[Sentence] = []

    def _best_delimiter(self, sheet: Sheet) -> tuple[str, Heading | None]:
        tried = [(sign, best_heading(self._first_records(sign), sheet)) for sign in _DELIMITERS]
        return max(tried, key=lambda each: each[1].matched if each[1] else 0)

    def _first_records(self, delimiter: str) -> list[tuple[int, Sequence[str]]]:
        reader = csv.reader(self._text.lines(), delimiter=delimiter)
        try:
            return list(islice(enumerate(reader, 1), SEARCHED))
        except csv.Error:
            return []

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Line and cells of every record; the line counts records as a spreadsheet shows them."""
        reader = csv.reader(self._text.lines(), delimiter=self.delimiter, strict=True)
        line = 0
        try:
            for line, cells in enumerate(reader, 1):
                yield line, [formula_restored(cell) for cell in cells] if self._text.protected else cells
        except csv.Error as problem:
            raise self._broken(line + 1, str(problem)) from None

    def check_end(
        self, line: int, last: Sequence[str], width: int, is_aside: Callable[[Sequence[str]], bool]
    ) -> None:
        """Whether the last row of data is as wide as the heading; quotes were closed, or nobody had come so far.

        A file that stops inside its very last cell looks like one that was saved without a last line break:
        it is taken, and the cell is named for somebody to compare.
        """
        if self._text.ends or is_aside(last):
            return
        if len(last) < width:
            raise cut_off(line)
        words = noop(
            "The file ends in line %(line)s without a line break: please compare the last cell of that line "
            "with the original, because a cut there cannot be told from a whole file."
        )
        self.notes.append(sentence(words, line=line))

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
