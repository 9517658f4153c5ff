"""What is posted stays as it is: the database itself refuses to change or delete it, on both databases."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SAYS = "a posted voucher cannot be changed or deleted"
_VOUCHER, _LINE = "finance_voucher", "finance_voucherline"
_POSTED_LINE = "EXISTS (SELECT 1 FROM finance_voucher v WHERE v.id = {row}.voucher_id AND v.state = 'posted')"
#: Trigger → table, verb and what makes it refuse.
_GUARDS = {
    "finance_voucher_stands_update": (_VOUCHER, "UPDATE", "OLD.state = 'posted'"),
    "finance_voucher_stands_delete": (_VOUCHER, "DELETE", "OLD.state = 'posted'"),
    "finance_line_stands_insert": (_LINE, "INSERT", _POSTED_LINE.format(row="NEW")),
    "finance_line_stands_update": (_LINE, "UPDATE", _POSTED_LINE.format(row="OLD")),
    "finance_line_stands_delete": (_LINE, "DELETE", _POSTED_LINE.format(row="OLD")),
}
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN RAISE EXCEPTION '{says}'; END IF;
    RETURN {row};
END $$;
"""


def books_stand() -> migrations.RunPython:
    """The migration step that lays the triggers; undone when the migration is."""
    return migrations.RunPython(_lay, _lift)


def _lay(apps: Any, schema_editor: Any) -> None:
    make = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgres
    for name, guard in _GUARDS.items():
        for statement in make(name, *guard):
            schema_editor.execute(statement, params=None)


def _lift(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, (table, _verb, _when) in _GUARDS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if postgres else ''}")


def _sqlite(name: str, table: str, verb: str, when: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    return [f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} {refuse}"]


def _postgres(name: str, table: str, verb: str, when: str) -> list[str]:
    row = "OLD" if verb == "DELETE" else "NEW"
    function = _FUNCTION.format(name=f"banyan_{name}", when=when, says=_SAYS, row=row)
    trigger = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION banyan_{name}()"
    return [function, trigger]
