"""Why a file cannot be read at all: one sentence that says what was found and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from banyan.foundation.refusal import Refused, Sentence, noop

_SHOWN = 10


class UnreadableTable(Refused):
    """The file as a whole is refused.

    `code` is encoding, empty, missing_column, not_unique, cut_off, too_large or not_a_table; `message` is the
    one sentence to show.
    """

    def __init__(self, code: str, text: str, **params: Any) -> None:
        self.message = Sentence(text, params)
        super().__init__({"": self.message}, code=code)


def listed(names: Iterable[str], shown: int = _SHOWN) -> str:
    """Names for a sentence, the first few of many."""
    all_names = [name if len(name) <= 20 else name[:20] + "…" for name in names]
    return "、".join(all_names[:shown]) + ("…" if len(all_names) > shown else "")


def not_a_table(found: str) -> UnreadableTable:
    """The file is something else than a table; `found` names it."""
    return UnreadableTable(
        "not_a_table", noop("Found %(found)s; expected a table as CSV or XLSX."), found=found
    )


def damaged() -> UnreadableTable:
    """The file has the outside of a table but cannot be opened."""
    return UnreadableTable("not_a_table", noop("Found a damaged file; expected a table as CSV or XLSX."))


def too_large() -> UnreadableTable:
    """The file would take more room than an import may have."""
    return UnreadableTable(
        "too_large", noop("Found a file too large to be read; expected one with fewer rows and columns.")
    )


def empty() -> UnreadableTable:
    """There is no row to import."""
    return UnreadableTable("empty", noop("Found no row of data; expected a heading and rows below it."))


def cut_off_workbook() -> UnreadableTable:
    """The workbook ends before its table of contents, as after a broken download."""
    return UnreadableTable(
        "cut_off", noop("Found a workbook cut off before its end; expected the whole file.")
    )


def cut_off(line: int) -> UnreadableTable:
    """The file stops in the middle of a row, a cell or a character."""
    return UnreadableTable(
        "cut_off",
        noop("Found a file cut off in line %(line)s; expected a last line as complete as the others."),
        line=line,
    )
