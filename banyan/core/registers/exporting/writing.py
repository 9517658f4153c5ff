"""Writing the records of a list to CSV or XLSX, row by row."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from banyan.core.registers.columns import columns_of, field_of, label_of
from banyan.core.registers.declaration import Register
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Sentence
from banyan.foundation.writing import formula_safe

_CHUNK = 1000


@dataclass(frozen=True)
class Outgoing:
    """A column on its way out: heading, what it is in the record, and whether it is somebody's personal data."""

    name: str
    header: str
    personal: bool = False


@dataclass(frozen=True)
class Written:
    """What was written: rows and the SHA-256 of the file."""

    rows: int
    sha256: str


def columns_out(register: Register, with_personal: bool) -> tuple[Outgoing, ...]:
    """The columns of the list, then the fields of the form; personal ones only where the reader may have them."""
    listed = [(column.name, label_of(column)) for column in columns_of(register)]
    known = {name for name, _label in listed}
    fields = [(name, _label(register, name)) for name in register.fields if name not in known]
    personal = set(getattr(register.model, "personal_fields", ()))
    made = [Outgoing(name, label, name in personal) for name, label in [*listed, *fields]]
    return tuple(column for column in made if with_personal or not column.personal)


def _label(register: Register, name: str) -> str:
    field = field_of(register.model, name)
    return str(field.verbose_name) if field is not None else name


def names_people(register: Register) -> bool:
    """Whether a list of this register holds personal data."""
    return bool(getattr(register.model, "personal_fields", ()))


def rows_out(records: Any, columns: Sequence[Outgoing]) -> Iterator[list[Any]]:
    """The records as rows of plain values, a thousand in memory at a time."""
    for record in records.iterator(chunk_size=_CHUNK):
        yield [plain(record, column.name) for column in columns]


def plain(record: Any, name: str) -> Any:
    """A value as a spreadsheet should hold it: dates as dates, numbers as numbers, choices in words."""
    field = field_of(type(record), name)
    if field is not None and field.choices:
        return str(getattr(record, f"get_{name}_display")())
    value = getattr(record, name, "")
    if callable(value) and not hasattr(value, "all"):
        value = value()
    return _flat(value)


def _flat(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, int | float | Decimal | date):
        return value
    return str(value)


def to_csv(path: Path, columns: Sequence[Outgoing], rows: Iterable[list[Any]], mark: str) -> Written:
    """UTF-8 with BOM, so that spreadsheets read it; texts that would come alive get a ' in front."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([column.header for column in columns])
        for row in rows:
            out.writerow([formula_safe(cell) if isinstance(cell, str) else cell for cell in row])
            count += 1
    return Written(count, _sha256(path))


def to_xlsx(path: Path, columns: Sequence[Outgoing], rows: Iterable[list[Any]], mark: str) -> Written:
    """Texts as texts, never formulas; `mark` (who, when, why) stands at the head and foot of every printed page."""
    count = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {"day": book.add_format({"num_format": "yyyy-mm-dd"})}
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        page.set_header(f"&C{mark}"[:255])
        page.set_footer(f"&L{mark}&R&P/&N"[:255])
        for index, column in enumerate(columns):
            page.set_column(index, index, 14)
            page.write_string(0, index, column.header, bold)
        for line, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                _write_cell(page, line, index, cell, formats)
            count = line
    return Written(count, _sha256(path))


def _write_cell(page: Any, line: int, index: int, cell: Any, formats: dict[str, Any]) -> None:
    if isinstance(cell, date):
        page.write_datetime(line, index, cell, formats["day"])
    elif isinstance(cell, int | float | Decimal):
        page.write_number(line, index, float(cell))
    elif cell:
        page.write_string(line, index, cell)


WRITERS: dict[str, Callable[..., Written]] = {"csv": to_csv, "xlsx": to_xlsx}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
