"""Which header of a file means which column of the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from banyan.foundation.refusal import Refused, noop, sentence
from banyan.foundation.sheets import CellFinding, Sheet


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
        ]  # fmt: skip
        return unknown + missing


def map_columns(sheet: Sheet, headers: Sequence[str], chosen: Mapping[str, str]) -> Mapped:
    """Match headers with columns by name, alias, or what somebody `chosen` before.

    Refuses a file that lacks a column without which no row can be understood, naming what was found.
    """
    known = {_tidy(column.header): column.name for column in sheet.columns}
    known |= {_tidy(alias): column.name for column in sheet.columns for alias in column.aliases}
    known |= {_tidy(column.name): column.name for column in sheet.columns}
    known |= {_tidy(header): name for header, name in chosen.items()}
    positions: dict[int, str] = {}
    for index, header in enumerate(headers):
        name = known.get(_tidy(header), "")
        if name and name not in positions.values():
            positions[index] = name
    unknown = tuple(header for index, header in enumerate(headers) if header.strip() and index not in positions)
    missing = tuple(column.name for column in sheet.columns if column.name not in positions.values())
    _check_indispensable(sheet, headers, missing)
    return Mapped(positions, unknown, missing)


def cells_by_name(mapped: Mapped, cells: Sequence[Any]) -> dict[str, Any]:
    """One row of the file by column name."""
    count = len(cells)
    return {name: cells[index] if index < count else "" for index, name in mapped.positions.items()}


def _check_indispensable(sheet: Sheet, headers: Sequence[str], missing: Sequence[str]) -> None:
    lacking = [column.header for column in sheet.indispensable if column.name in missing]
    if lacking:
        found = "、".join(header for header in headers if header.strip()) or "–"
        raise Refused(
            {"": sentence(
                noop("The table has no column %(lacking)s; found %(found)s, expected %(expected)s."),
                lacking="、".join(lacking), found=found[:300], expected="、".join(sheet.headers)[:300],
            )},
            code="missing_column",
        )  # fmt: skip


def _tidy(header: str) -> str:
    return "".join(str(header).split()).replace("（", "(").replace("）", ")").replace("*", "").lower()
