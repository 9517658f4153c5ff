"""Append-only tables: the database itself refuses to change, delete or empty them, on both databases."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_POSTGRES = """
CREATE OR REPLACE FUNCTION banyan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % cannot be changed or deleted', TG_TABLE_NAME;
END $$;
"""


def append_only(table: str) -> migrations.RunPython:
    """A migration step that makes a table append-only; undone when the migration is."""

    def forbid(apps: Any, schema_editor: Any) -> None:
        for statement in _statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    def allow(apps: Any, schema_editor: Any) -> None:
        for verb in ("update", "delete", "truncate"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")

    return migrations.RunPython(forbid, allow)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} cannot be changed or deleted'); END"
            for verb in ("update", "delete")
        ]
    rows = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION banyan_append_only()"
        for verb in ("update", "delete")
    ]
    whole = (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION banyan_append_only()"
    )
    return [_POSTGRES, *rows, whole]
