"""The guards of the database rest while a backup is put back: what was agreed arrives as it stood, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def guards_at_rest(tables: Sequence[str]) -> Iterator[None]:
    """Take the triggers of these tables away and put the same ones back, inside the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            taken = _taken_away(cursor, tables)
            yield
            for statement in taken:
                cursor.execute(statement)
            return
        _switch(cursor, tables, "DISABLE")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _switch(cursor, tables, "ENABLE")


def _taken_away(cursor: Any, tables: Sequence[str]) -> list[str]:
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = [(name, statement) for name, table, statement in cursor.fetchall() if table in set(tables)]
    for name, _statement in found:
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    return [statement for _name, statement in found]


def _switch(cursor: Any, tables: Sequence[str], how: str) -> None:
    for table in tables:
        cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {how} TRIGGER USER")
