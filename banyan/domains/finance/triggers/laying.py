"""Laying and lifting the triggers by which the database itself lets things stand, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import migrations

#: Table, verb, and what makes the trigger refuse.
Guard = tuple[str, str, str]
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN RAISE EXCEPTION '{says}'; END IF;
    RETURN {row};
END $$;
"""


def step(guards: Callable[[str], Mapping[str, Guard]], says: str) -> migrations.RunPython:
    """The migration step that lays triggers, lifted when the migration is undone.

    `guards` answers name → guard, given how this database writes "differs from".
    """

    def lay(apps: Any, schema_editor: Any) -> None:
        make = sqlite if is_sqlite(schema_editor) else _postgres
        for name, guard in guards(differs(schema_editor)).items():
            for statement in make(name, guard, says):
                schema_editor.execute(statement, params=None)

    def lift(apps: Any, schema_editor: Any) -> None:
        for name, guard in guards(differs(schema_editor)).items():
            drop(schema_editor, name, guard[0])

    return migrations.RunPython(lay, lift)


def is_sqlite(schema_editor: Any) -> bool:
    """Which of the two databases it is."""
    return bool(schema_editor.connection.vendor == "sqlite")


def differs(schema_editor: Any) -> str:
    """How this database says that two values differ, of which one may be missing."""
    return "IS NOT" if is_sqlite(schema_editor) else "IS DISTINCT FROM"


def any_differs(columns: tuple[str, ...], differs: str) -> str:
    """Whether any of these columns changes."""
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def drop(schema_editor: Any, name: str, table: str) -> None:
    """Take a trigger away."""
    on = "" if is_sqlite(schema_editor) else f" ON {table}"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def sqlite(name: str, guard: Guard, says: str) -> list[str]:
    """The trigger as SQLite reads it."""
    table, verb, when = guard
    refuse = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    return [f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} {refuse}"]


def _postgres(name: str, guard: Guard, says: str) -> list[str]:
    table, verb, when = guard
    row = "OLD" if verb == "DELETE" else "NEW"
    function = _FUNCTION.format(name=f"banyan_{name}", when=when, says=says, row=row)
    trigger = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION banyan_{name}()"
    return [function, trigger]
