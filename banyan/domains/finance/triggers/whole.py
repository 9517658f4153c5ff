"""Ways around a trigger on rows: SQLite's REPLACE, which deletes without asking, and PostgreSQL's TRUNCATE."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import migrations

from banyan.domains.finance.triggers.laying import Guard, differs, drop, is_sqlite, sqlite

_REPLACED_SAYS = "what stands cannot be replaced"
_EMPTIED = """
CREATE OR REPLACE FUNCTION banyan_finance_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what stands cannot be emptied: %', TG_TABLE_NAME;
END $$;
"""


def never_replaced(guards: Mapping[str, Guard], vendor: str) -> dict[str, str]:
    """Trigger → table: those that close the way around, on this database."""
    tables = sorted({table for table, verb, _when in guards.values() if verb == "DELETE"})
    kinds = ("replaced", "taken") if vendor == "sqlite" else ("emptied",)
    return {f"{table}_not_{kind}": table for table in tables for kind in kinds}


def nothing_is_replaced(guards: Any) -> migrations.RunPython:
    """The migration step that refuses to replace a row that stands, or to empty its table.

    `guards` answers the guards of the room, given how this database writes "differs from".
    """

    def lay(apps: Any, schema_editor: Any) -> None:
        known = guards(differs(schema_editor))
        statements = _for_sqlite(schema_editor, known) if is_sqlite(schema_editor) else _for_postgres(known)
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def lift(apps: Any, schema_editor: Any) -> None:
        known = guards(differs(schema_editor))
        for name, table in never_replaced(known, schema_editor.connection.vendor).items():
            drop(schema_editor, name, table)

    return migrations.RunPython(lay, lift)


def _for_postgres(guards: Mapping[str, Guard]) -> Iterator[str]:
    yield _EMPTIED
    for name, table in never_replaced(guards, "postgresql").items():
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION banyan_finance_not_emptied()"
        )


def _for_sqlite(schema_editor: Any, guards: Mapping[str, Guard]) -> Iterator[str]:
    stands: dict[str, list[str]] = {}
    for table, verb, when in guards.values():
        if verb == "DELETE":
            stands.setdefault(table, []).append(f"({when.replace('OLD.', 'other.')})")
    for table, reasons in sorted(stands.items()):
        same = " OR ".join(_same(schema_editor, table))
        found = f"EXISTS (SELECT 1 FROM {table} other WHERE ({same}) AND ({' OR '.join(reasons)}){{but}})"  # noqa: S608
        yield from sqlite(f"{table}_not_replaced", (table, "INSERT", found.format(but="")), _REPLACED_SAYS)
        but = " AND other.id <> OLD.id"
        yield from sqlite(f"{table}_not_taken", (table, "UPDATE", found.format(but=but)), _REPLACED_SAYS)


def _same(schema_editor: Any, table: str) -> Iterator[str]:
    """By what a new row would push an old one out: each key that stands once in the table."""
    yield "other.id = NEW.id"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list({table})")
        once = [(row[1], bool(row[4])) for row in cursor.fetchall() if row[2]]
        for index, is_partial in sorted(once):
            cursor.execute(f'PRAGMA index_info("{index}")')
            equal = [f"other.{row[2]} = NEW.{row[2]}" for row in cursor.fetchall()]
            yield "(" + " AND ".join([*equal, *(_where(cursor, index) if is_partial else ())]) + ")"


def _where(cursor: Any, index: str) -> tuple[str, str]:
    """The condition of a key that holds for some rows only, said of both rows."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s", [index])
    condition = cursor.fetchone()[0].split(" WHERE ", 1)[1]
    return tuple(re.sub(r'"(\w+)"', rf'{row}."\1"', condition) for row in ("other", "NEW"))  # type: ignore[return-value]
