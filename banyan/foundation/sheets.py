"""What an importable table looks like, and how its rows are checked: by cell, by row, then as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from banyan.foundation.readers.base import ColumnReading, Finding, Reader, Reading, Severity, error
from banyan.foundation.refusal import Sentence, noop

REQUIRED = error("required", noop("This must be filled in."))
_EMPTY: tuple[Any, ...] = (None, "", ())
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class CellFinding:
    """A finding with its place: `line` is the spreadsheet row, `column` the header text, `name` the field.

    A check may leave `column` empty; it is filled in from `name`.
    """

    line: int
    column: str
    code: str
    message: Sentence
    severity: Severity = "error"
    name: str = ""


@dataclass(slots=True)
class Row:
    """One row: where it stands, what was written (`raw`), what it means (`values`, both by field name).

    `references` is what the caller handed in for the whole table, such as {"today": date, "areas": {...}};
    `findings` is what was noticed before the cells were read; `is_out` says that a cell or the row keeps it out.
    """

    line: int
    raw: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    references: Mapping[str, Any] = field(default_factory=dict)
    findings: list[CellFinding] = field(default_factory=list)
    is_out: bool = False

    def error(self, name: str, code: str, text: str, **params: Any) -> CellFinding:
        """A finding on one field that keeps this row out."""
        return CellFinding(self.line, "", code, Sentence(text, params), "error", name)

    def warning(self, name: str, code: str, text: str, **params: Any) -> CellFinding:
        """A finding on one field that lets this row in and stays on the record."""
        return CellFinding(self.line, "", code, Sentence(text, params), "warning", name)


@dataclass(frozen=True)
class Column:
    """One column: field name, header text and how its cells are read.

    `aliases` are other headers in use; `personal` marks personal data; `missing` is the finding for an empty
    cell where something milder than `required` is meant (a consent not yet given). A file may lack a column that
    is not `expected` without a word about it.
    """

    name: str
    header: str
    reader: Reader
    required: bool = False
    aliases: tuple[str, ...] = ()
    personal: bool = False
    missing: Finding | None = None
    expected: bool = True

    @property
    def when_empty(self) -> Finding | None:
        return self.missing or (REQUIRED if self.required else None)


RowCheck = Callable[[Row], Iterable[CellFinding]]
TableCheck = Callable[[Sequence[Row]], Iterable[CellFinding]]


@dataclass(frozen=True)
class Sheet:
    """An importable table. `key` names the fields that tell two rows apart.

    `checks` see one row whose cells have been read, and what a form says of one record; `file_checks` see rows of
    a file alone (may whoever brings it write that number?); `table_checks` see all rows. A row whose first word is
    one of `total_labels` is a sum below the table and no record.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[RowCheck, ...] = ()
    file_checks: tuple[RowCheck, ...] = ()
    table_checks: tuple[TableCheck, ...] = ()
    total_labels: tuple[str, ...] = ("合计", "总计", "小计")

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def placed(self, finding: CellFinding) -> CellFinding:
        """A finding with the header of its column."""
        if finding.column or not finding.name:
            return finding
        return replace(finding, column=self.by_name[finding.name].header)

    @property
    def indispensable(self) -> tuple[Column, ...]:
        """The columns without which no row can be understood: the key and what is required."""
        return tuple(column for column in self.columns if column.required or column.name in self.key)


@dataclass(slots=True)
class CheckedRow:
    """A row with everything found on it, in the order of the columns."""

    row: Row
    findings: list[CellFinding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the row may come in: no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)


@dataclass(slots=True)
class CheckedTable:
    """All rows with their findings; `findings` holds what concerns the table, such as summaries.

    Iterating gives the rows.
    """

    rows: list[CheckedRow]
    findings: list[CellFinding] = field(default_factory=list)

    def __iter__(self) -> Iterator[CheckedRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def accepted(self) -> list[CheckedRow]:
        return [checked for checked in self.rows if checked.ok]

    @property
    def errors(self) -> list[CellFinding]:
        """Every error, by line."""
        return self._all("error")

    @property
    def warnings(self) -> list[CellFinding]:
        """Every warning, by line."""
        return self._all("warning")

    def _all(self, severity: Severity) -> list[CellFinding]:
        everything = [finding for checked in self.rows for finding in checked.findings] + self.findings
        return sorted((each for each in everything if each.severity == severity), key=lambda each: each.line)


class Lookups(Mapping[str, Any]):
    """What readers and checks look up by name, each fetched when it is asked for the first time."""

    def __init__(self, **fetched: Callable[[], Any]) -> None:
        self._fetched = fetched
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = self._fetched[name]()
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fetched)

    def __len__(self) -> int:
        return len(self._fetched)


#: Keys of some rows and their lines → the line at which each key stood first.
FirstLines = Callable[[Sequence[tuple[Any, ...]], Sequence[int]], Sequence[int]]


class _Remembered:
    """The keys of a table, held in memory."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Any, ...], int] = {}

    def first_lines(self, keys: Sequence[tuple[Any, ...]], lines: Sequence[int]) -> list[int]:
        """At which line each key stood first."""
        return [self._lines.setdefault(key, line) for key, line in zip(keys, lines, strict=True)]


def raw_columns(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The cells of some rows of one table, column by column; what a row lacks is empty."""
    names = max((row.raw for row in rows), key=len, default={})
    order = tuple(names)
    if all(tuple(row.raw) == order for row in rows):
        cells = zip(*(row.raw.values() for row in rows), strict=True)
        return dict(zip(order, map(list, cells), strict=True))
    every = dict.fromkeys(name for row in rows for name in row.raw)
    return {name: [row.raw.get(name, "") for row in rows] for name in every}


@dataclass(slots=True)
class _Folded:
    """A remark that concerns many rows: where it was found first, and how often."""

    finding: Finding
    line: int
    count: int = 0


class Checker:
    """Checks the rows of one table piece by piece, remembering keys and repeated cells from piece to piece.

    `references` holds what readers look up by name and what row checks ask for. `first_lines` answers, for the
    keys of some rows and their lines, at which line each key stood first; without it all keys are held in memory.
    """

    def __init__(
        self, sheet: Sheet, references: Mapping[str, Any] | None = None, first_lines: FirstLines | None = None
    ) -> None:
        self.sheet = sheet
        self.references = references or {}
        self._readers = [(column, column.reader.bind(self.references)) for column in sheet.columns]
        self._memories: dict[str, dict[Any, Reading]] = defaultdict(dict)
        self._first_lines = first_lines or _Remembered().first_lines
        self._folded: dict[tuple[str, str, str], _Folded] = {}

    def check(self, rows: Sequence[Row]) -> list[CheckedRow]:
        """Read and check the next rows. What stands once for many (demo numbers) waits for `summaries`."""
        checked = [CheckedRow(row, list(row.findings)) for row in rows]
        raws, nothing = raw_columns(rows), [""] * len(rows)
        columns = [
            self._read(column, reader, checked, raws.get(column.name, nothing))
            for column, reader in self._readers
        ]
        names = self.sheet.names
        for row, values in zip(rows, zip(*columns, strict=True), strict=True):
            row.references = self.references
            row.values.update(zip(names, values, strict=True))
        for each in checked:
            each.findings.extend(map(self.sheet.placed, self._about_row(each.row)))
        self._look_for_doubles(checked)
        for each in checked:
            each.row.is_out = not each.ok
        return checked

    def summaries(self) -> list[CellFinding]:
        """One finding for each kind of remark that concerns many rows, at the first of their lines."""
        return [
            CellFinding(
                each.line, self.sheet.by_name[name].header, each.finding.code,
                Sentence(each.finding.summary, {"count": each.count}), each.finding.severity, name,
            )
            for (name, _code, _summary), each in self._folded.items()
        ]  # fmt: skip

    def about_table(self, checked: Sequence[CheckedRow]) -> list[CellFinding]:
        """Run the checks over all rows; findings go to their row, the others come back."""
        by_line = {each.row.line: each for each in checked}
        left: list[CellFinding] = []
        for check in self.sheet.table_checks:
            for finding in map(self.sheet.placed, check([each.row for each in checked])):
                place = by_line.get(finding.line)
                (place.findings if place else left).append(finding)
        return left

    def _read(
        self, column: Column, reader: Reader, checked: Sequence[CheckedRow], raws: Sequence[str]
    ) -> list[Any]:
        reading = reader.read_column(raws, self._memories[column.name])
        for index, findings in reading.findings.items():
            for finding in findings:
                self._note(checked[index], column, finding)
        if column.when_empty is not None:
            for index in _empty_cells(reading):
                self._note(checked[index], column, column.when_empty)
        return reading.values

    def _note(self, checked: CheckedRow, column: Column, finding: Finding) -> None:
        line = checked.row.line
        if finding.summary:
            kind = (column.name, finding.code, finding.summary)
            self._folded.setdefault(kind, _Folded(finding, line)).count += 1
            return
        checked.findings.append(
            CellFinding(line, column.header, finding.code, finding.message, finding.severity, column.name)
        )

    def _about_row(self, row: Row) -> Iterator[CellFinding]:
        for check in (*self.sheet.file_checks, *self.sheet.checks):
            yield from check(row)

    def _look_for_doubles(self, checked: Sequence[CheckedRow]) -> None:
        """Two rows with one key: the second is told of the first."""
        named = [(each, key) for each in checked if (key := self._key(each.row))]
        firsts = self._first_lines([key for _, key in named], [each.row.line for each, _ in named])
        for (each, _), first in zip(named, firsts, strict=True):
            if first != each.row.line:
                words = noop("Line %(line)s has the same number already.")
                found = each.row.error(self.sheet.key[-1], "duplicate_key", words, line=first)
                each.findings.append(self.sheet.placed(found))

    def _key(self, row: Row) -> tuple[Any, ...]:
        key = tuple(row.values.get(name) for name in self.sheet.key)
        return () if any(part in _EMPTY for part in key) else key


def _empty_cells(reading: ColumnReading) -> Iterator[int]:
    for index, value in enumerate(reading.values):
        if value in _EMPTY:
            findings = reading.findings.get(index, ())
            if all(finding.code == "whitespace" for finding in findings):
                yield index


def check_rows(
    sheet: Sheet, rows: Iterable[Row], references: Mapping[str, Any] | None = None
) -> CheckedTable:
    """Every row of a table, read and checked; iterating the answer gives `CheckedRow`s.

    Nothing is raised for bad cells: they become findings. A name the references lack is a KeyError.
    """
    checker = Checker(sheet, references)
    checked: list[CheckedRow] = []
    everything = list(rows)
    for start in range(0, len(everything), _CHUNK):
        checked.extend(checker.check(everything[start : start + _CHUNK]))
    return CheckedTable(checked, [*checker.about_table(checked), *checker.summaries()])
