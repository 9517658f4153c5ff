"""What was decided stays decided: the database itself refuses to change or delete it, on both databases."""

from __future__ import annotations

from typing import Any

from django.db import migrations

#: What a decision says, and what a request is bound to; neither changes once it stands.
_DECIDED = ("request_id", "position", "state", "decided_by_id", "on_behalf_of_id", "decided_at", "reason")
_BOUND = (
    "kind", "model", "record_id", "bound_version", "content_hash", "files_hash", "asked_by_id", "asked_user_id",
    "asked_at",
)  # fmt: skip
_STEP, _REQUEST = "approvals_step", "approvals_request"
_SAYS = "what was signed cannot be changed or deleted"


def decisions_stand() -> migrations.RunPython:
    """The migration step that lays the triggers; undone when the migration is."""

    def lay(apps: Any, schema_editor: Any) -> None:
        for statement in _statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def lift(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for table in (_STEP, _REQUEST):
            for verb in ("update", "delete"):
                on = f" ON {table}" if postgres else ""
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_stands_{verb}{on}")

    return migrations.RunPython(lay, lift)


def _statements(vendor: str) -> list[str]:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    decided = "OLD.state IN ('signed', 'declined')"
    step = f"{decided} AND ({_any_differs(_DECIDED, differs)})"
    conditions = {
        (_STEP, "update"): step,
        (_STEP, "delete"): decided,
        (_REQUEST, "update"): _any_differs(_BOUND, differs),
        (_REQUEST, "delete"): "1 = 1",
    }
    make = _sqlite if vendor == "sqlite" else _postgres
    head = [] if vendor == "sqlite" else [_FUNCTION]
    return head + [make(table, verb, when) for (table, verb), when in conditions.items()]


def _any_differs(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def _sqlite(table: str, verb: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_stands_{verb} BEFORE {verb.upper()} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    )


def _postgres(table: str, verb: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_stands_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW WHEN ({when}) "
        "EXECUTE FUNCTION banyan_decisions_stand()"
    )


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION banyan_decisions_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_SAYS}';
END $$;
"""
