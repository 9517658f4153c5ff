"""Which header of a file means which column of the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from banyan.foundation.readers.choices import folded
from banyan.foundation.refusal import noop, sentence
from banyan.foundation.sheets import CellFinding, Sheet
from banyan.foundation.tables import Table


@dataclass(frozen=True)
class Mapped:
    """Position in the file → column name, headers nobody knows, and columns that the file lacks."""

    positions: dict[int, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    def findings(self, sheet: Sheet, header_line: int) -> list[CellFinding]:
        """What is to be said of the header row itself."""
        unknown = [
            CellFinding(
                header_line, header, "unknown_column",
                sentence(noop("This column is not known here and was left out.")), "warning",
            )
            for header in self.unknown
        ]  # fmt: skip
        missing = [
            CellFinding(
                header_line, sheet.by_name[name].header, "missing_column",
                sentence(noop("The file has no such column; the records keep it empty.")), "warning", name,
            )
            for name in self.missing
            if sheet.by_name[name].expected
        ]  # fmt: skip
        return unknown + missing


def taught(sheet: Sheet, chosen: Mapping[str, str]) -> Sheet:
    """The sheet with the headers that somebody chose as other words for its columns (header → column name)."""
    columns = tuple(
        replace(
            column,
            aliases=(*column.aliases, *(header for header, name in chosen.items() if name == column.name)),
        )
        for column in sheet.columns
    )
    return replace(sheet, columns=columns)


def map_columns(sheet: Sheet, table: Table, chosen: Mapping[str, str]) -> Mapped:
    """The columns as the table's heading was understood; what somebody chose for a header goes before."""
    wanted = {folded(header): name for header, name in chosen.items()}
    decided = {
        place: wanted[folded(header)]
        for place, header in enumerate(table.headers)
        if folded(header) in wanted
    }
    taken = set(decided.values())
    read = {place: name for name, place in table.places.items() if place not in decided and name not in taken}
    positions = decided | read
    unknown = tuple(
        header.strip()
        for place, header in enumerate(table.headers)
        if header.strip() and place not in positions
    )
    missing = tuple(column.name for column in sheet.columns if column.name not in positions.values())
    return Mapped(positions, unknown, missing)
