"""Rows of tables as plain values, whichever database holds them."""

import datetime as dt
from collections import defaultdict
from types import SimpleNamespace
from typing import Any


class Tables:
    """The tables behind a cursor, each read once and whole; dates are dates and times are times everywhere."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.kept: dict[str, list[SimpleNamespace]] = {}
        self.named: dict[str, dict[int, SimpleNamespace]] = {}
        self.sorted: dict[tuple[str, str], dict[Any, list[SimpleNamespace]]] = {}

    def of(self, table: str, **wanted: Any) -> list[SimpleNamespace]:
        """The rows of a table in the order in which they were written, those with these values."""
        if table not in self.kept:
            self.cursor.execute(f"select * from {table} order by id")
            names = [column[0] for column in self.cursor.description]
            self.kept[table] = [
                SimpleNamespace(**{name: _plain(name, value) for name, value in zip(names, row, strict=True)})
                for row in self.cursor.fetchall()
            ]
        rows = self.kept[table]
        for number, (name, value) in enumerate(wanted.items()):
            rows = rows if number else self._by(table, name).get(value, [])
            rows = [row for row in rows if getattr(row, name) == value]
        return rows

    def _by(self, table: str, column: str) -> dict[Any, list[SimpleNamespace]]:
        if (table, column) not in self.sorted:
            found: dict[Any, list[SimpleNamespace]] = defaultdict(list)
            for row in self.kept[table]:
                found[getattr(row, column)].append(row)
            self.sorted[table, column] = found
        return self.sorted[table, column]

    def one(self, table: str) -> dict[int, SimpleNamespace]:
        """The rows of a table by their id."""
        if table not in self.named:
            self.named[table] = {row.id: row for row in self.of(table)}
        return self.named[table]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
    if not isinstance(value, str):
        return value
    if name.endswith("_at") and len(value) > 10 and value[4:5] == "-":
        return dt.datetime.fromisoformat(value.split("+")[0])
    if name.endswith("_at") and len(value) in (5, 8) and value[2:3] == ":":
        return dt.time.fromisoformat(value)
    if name.endswith(("_on", "month", "valid_from")) and len(value) == 10:
        return dt.date.fromisoformat(value)
    return value
