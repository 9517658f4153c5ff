"""What the checks over a whole file remember of each row, in a table of the moment instead of in memory."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from banyan.core import keys
from banyan.core.among import among_sql


def _nameless_file() -> sqlite3.Connection:
    """A database of its own that goes with its connection.

    The library that reads our databases keeps temporary tables in memory, whatever it is told; a file's pages it lets go.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = sqlite3.connect(Path(folder, "notes"), isolation_level=None)
        made.execute("PRAGMA journal_mode = OFF")
        made.execute("PRAGMA synchronous = OFF")
        made.execute("CREATE TABLE opened (at INTEGER)")
    return made


class Notes:
    """A table that only its maker sees and that goes with it: names of columns, all of them texts or numbers.

    Nothing that speaks of a person belongs here in plain: it is written to a file or to the database's own.
    """

    def __init__(self, name: str, numbers: Sequence[str], texts: Sequence[str], key: str = "") -> None:
        self.name, self.columns = name, (*numbers, *texts)
        self.kinds = [*(["bigint"] * len(numbers)), *(["text"] * len(texts))]
        kinds = [f"{each} {kind}" for each, kind in zip(self.columns, self.kinds, strict=True)]
        unique = [f"PRIMARY KEY ({key})"] if key else []
        self._file = _nameless_file() if connection.vendor == "sqlite" else None
        with self._cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(
                f"CREATE {'' if self._file else 'TEMPORARY'} TABLE {name} ({', '.join([*kinds, *unique])})"
            )

    def _cursor(self) -> AbstractContextManager[Any]:
        return closing(self._file.cursor(SQLiteCursorWrapper)) if self._file else connection.cursor()

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Remember rows; one whose key is known already is left out."""
        if not rows:
            return
        names = ", ".join(self.columns)
        with self._cursor() as cursor:
            if self._file:  # one statement: each statement of its own would be a transaction
                cells = ", ".join(f"value ->> {place}" for place in range(len(self.columns)))
                cursor.execute(
                    f"INSERT OR IGNORE INTO {self.name} ({names}) SELECT {cells} FROM json_each(%s)",  # noqa: S608
                    [json.dumps(rows)],
                )
            else:
                marks = ", ".join(f"%s::{kind}[]" for kind in self.kinds)
                cursor.execute(
                    f"INSERT INTO {self.name} ({names}) SELECT * FROM unnest({marks}) ON CONFLICT DO NOTHING",  # noqa: S608
                    list(map(list, zip(*rows, strict=True))),
                )

    def ask(self, question: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows of a question about this table, which stands in it as {notes}."""
        with self._cursor() as cursor:
            cursor.execute(question.format(notes=self.name), values)
            while some := cursor.fetchmany(1000):
                yield from some

    def drop(self) -> None:
        """Let go of everything."""
        if self._file:
            self._file.close()
            return
        with self._cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")


class FirstLines:
    """At which line each key of a file stood first, for a `Checker` of long files."""

    def __init__(self) -> None:
        self._notes = Notes("import_first_lines", ("line",), ("mark",), key="mark")

    def __call__(self, found: Sequence[tuple[Any, ...]], lines: Sequence[int]) -> list[int]:
        marks = keys.keyed_hashes(["\0".join(map(str, key)) for key in found], "import.key")
        self._notes.add(list(zip(lines, marks, strict=True)))
        condition, values = among_sql("mark", marks)
        first = dict(self._notes.ask(f"SELECT mark, line FROM {{notes}} WHERE {condition}", values))  # noqa: S608
        return [first[mark] for mark in marks]

    def drop(self) -> None:
        """Let go of the keys."""
        self._notes.drop()
