"""The rows of a file while it waits, a thousand to a sealed text: as they were written, and as they were understood.

What was understood stands beside what was written, so that the cells are not read a second time when they become
records. Values that JSON cannot hold (a unit, a decimal) are read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from banyan.core.registers.importing.models import Import, ImportRow, ImportSlice
from banyan.foundation.sheets import Row, raw_columns

_AS_IT_IS = {str, bool, int, type(None)}


def keep(made: Import, rows: Sequence[Row]) -> ImportSlice:
    """Seal the next rows of a file."""
    kept = ImportSlice(imported=made, first=rows[0].line, last=rows[-1].line, cells=packed(rows))
    kept.save()
    return kept


def of(made: Import, after: int = -1) -> Iterator[ImportSlice]:
    """The slices of a file one after the other, from the one behind the line `after`."""
    while True:
        found = ImportSlice.objects.filter(imported=made, first__gt=after).order_by("first").first()
        if found is None:
            return
        after = found.last
        yield found


def packed(rows: Sequence[Row]) -> str:
    """Rows of one table as a text, column by column; `more` holds cells of columns that not every row has."""
    cells, shared = raw_columns(rows), min((row.raw for row in rows), key=len)
    raw = {name: cells[name] for name in shared}
    values = {name: [row.values[name] for row in rows] for name in rows[0].values}
    kinds = {name: _kind(column, raw.get(name)) for name, column in values.items()}
    shapes = {
        name: _SHAPES[kinds[name]][0](column) for name, column in values.items() if kinds[name] in _SHAPES
    }
    whole = {"lines": [row.line for row in rows], "raw": raw, "kinds": kinds, "values": shapes}
    whole["more"] = {
        place: {name: text for name, text in row.raw.items() if name not in raw}
        for place, row in enumerate(rows)
        if len(row.raw) > len(raw)
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str, only: Collection[int] | None = None) -> tuple[list[Row], set[str]]:
    """Rows as they were read, and the names of the columns that have to be read again; `only` names wanted lines."""
    whole = json.loads(text)
    if only is not None:
        _keep_only(whole, only)
    raw, kinds = whole["raw"], whole["kinds"]
    columns = {
        name: raw[name] if kind == "raw" else _SHAPES[kind][1](whole["values"][name])
        for name, kind in kinds.items()
        if kind != "again"
    }
    count = len(whole["lines"])
    raws, values = _by_row(raw, count), _by_row(columns, count)
    for place, more in whole["more"].items():
        raws[int(place)].update(more)
    rows = [Row(line, cells, read) for line, cells, read in zip(whole["lines"], raws, values, strict=True)]
    return rows, {name for name, kind in kinds.items() if kind == "again"}


def _keep_only(whole: dict[str, Any], lines: Collection[int]) -> None:
    """Let go of every other row before anything is made of it."""
    places = [place for place, line in enumerate(whole["lines"]) if line in lines]
    whole["lines"] = [whole["lines"][place] for place in places]
    for columns in (whole["raw"], whole["values"]):
        for name, column in columns.items():
            columns[name] = [column[place] for place in places]
    seats = {str(place): str(seat) for seat, place in enumerate(places)}
    whole["more"] = {seats[place]: more for place, more in whole["more"].items() if place in seats}


def rows_at(made: Import, lines: Collection[int]) -> dict[int, Row]:
    """Some rows of a file by their lines; only the slices they stand in are opened."""
    wanted = sorted(lines)
    found: dict[int, Row] = {}
    for kept in of(made) if wanted else ():
        if any(kept.first <= line <= kept.last for line in wanted):
            found |= {row.line: row for row in unpacked(kept.cells, lines)[0]}
    return found


def forget(made: Collection[int], is_meant: Callable[[Mapping[str, str]], bool]) -> None:
    """Take rows out of files that wait (ids of imports): of a person who is erased, nothing stays behind."""
    for row in ImportRow.objects.filter(imported__in=made).iterator(chunk_size=500):
        if is_meant(json.loads(row.cells)):
            row.delete()
    for kept in ImportSlice.objects.filter(imported__in=made).iterator(chunk_size=1):
        rows, again = unpacked(kept.cells)
        left = [row for row in rows if not is_meant(row.raw)]
        if len(left) < len(rows):
            _write_without(kept, left, again)


def _write_without(kept: ImportSlice, rows: Sequence[Row], again: Collection[str]) -> None:
    if not rows:
        kept.delete()
        return
    for row in rows:
        row.values |= dict.fromkeys(again, _UNREAD)
    kept.cells = packed(rows)
    kept.save()


_UNREAD = object()


def _kind(column: Sequence[Any], raw: Sequence[str] | None) -> str:
    if column == raw:
        return "raw"
    types = set(map(type, column))
    if types <= _AS_IT_IS:
        return "plain"
    if types <= {date, type(None)}:
        return "day"
    return (
        "words"
        if types == {tuple} and all(type(word) is str for each in column for word in each)
        else "again"
    )


def _days(texts: Sequence[str | None]) -> list[date | None]:
    known = {text: date.fromisoformat(text) for text in set(texts) if text}
    return [known[text] if text else None for text in texts]


_Shape = tuple[Callable[[Sequence[Any]], list[Any]], Callable[[Sequence[Any]], list[Any]]]
_SHAPES: dict[str, _Shape] = {
    "plain": (list, list),
    "day": (lambda days: [day and day.isoformat() for day in days], _days),
    "words": (list, lambda lists: [tuple(each) for each in lists]),
}


def _by_row(columns: Mapping[str, Sequence[Any]], count: int) -> list[dict[str, Any]]:
    names = tuple(columns)
    if not names:
        return [{} for _ in range(count)]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
