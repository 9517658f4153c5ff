"""Checking a file piece by piece, and what only shows when all its rows were seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from banyan.core.registers.declaration import Register
from banyan.core.registers.importing.gathering import FirstLines
from banyan.foundation.sheets import CellFinding, CheckedRow, Checker, Row

RowsAt = Callable[[Collection[int]], dict[int, Row]]


@dataclass
class Conclusions:
    """What the whole file shows: findings by their line, and the report."""

    by_line: dict[int, list[CellFinding]]
    report: dict[str, Any]


@dataclass
class Reader:
    """A checker, how many rows it saw and how many of them are good, and what the whole file will need of them."""

    checker: Checker
    whole: Any
    rows: int = 0
    good: int = 0

    def check(self, rows: Sequence[Row]) -> list[CheckedRow]:
        """The next rows, checked."""
        checked = self.checker.check(rows)
        self.rows += len(checked)
        self.good += sum(each.ok for each in checked)
        self.whole.chunk(checked)
        return checked

    def conclusions(self, rows_at: RowsAt) -> Conclusions:
        """After the last row: what only shows now."""
        found, report = self.whole.finish(rows_at)
        by_line: dict[int, list[CellFinding]] = {}
        for finding in map(self.checker.sheet.placed, found):
            by_line.setdefault(finding.line, []).append(finding)
        return Conclusions(by_line, report)


@dataclass
class _HeldInMemory:
    """All rows, for the tables that are never long."""

    register: Register
    given: dict[str, Any]
    kept: list[CheckedRow] = field(default_factory=list)

    def chunk(self, rows: Sequence[CheckedRow]) -> None:
        self.kept += rows

    def finish(self, rows_at: RowsAt) -> tuple[list[CellFinding], dict[str, Any]]:
        intake, rows = self.register.entry, [each.row for each in self.kept]
        found = [finding for check in intake.sheet.table_checks for finding in check(rows)]
        bad = {finding.line for finding in found if finding.severity == "error"}
        good = [each.row for each in self.kept if each.ok and each.row.line not in bad]
        return found, intake.review(good, **self.given) if intake.review else {}


@contextmanager
def reading(register: Register, unit: Any, by: Any, now: datetime, project: Any) -> Iterator[Reader]:
    """A reader for one file of a register; what it noted outside of memory goes when it is done."""
    intake, given = register.entry, {"unit": unit, "by": by, "today": now.date(), "project": project}
    references = intake.references(**given)
    if intake.gather is None:
        yield Reader(Checker(intake.sheet, references), _HeldInMemory(register, given))
        return
    lines, whole = FirstLines(), intake.gather(**given)
    yield Reader(Checker(intake.sheet, references, lines), whole)
    lines.drop()
