"""The index itself: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from banyan.core.among import among_sql


def create(schema_editor: object) -> None:
    """Make the index table; called by the migration."""
    run = schema_editor.execute  # type: ignore[attr-defined]
    if schema_editor.connection.vendor == "sqlite":  # type: ignore[attr-defined]
        run(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "tokens, content='', contentless_delete=1, tokenize='ascii')"
        )
    else:
        run("CREATE TABLE search_index (rowid bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        run("CREATE INDEX search_index_tokens ON search_index USING gin (tokens)")


def drop(schema_editor: object) -> None:
    """Remove the index table."""
    schema_editor.execute("DROP TABLE IF EXISTS search_index")  # type: ignore[attr-defined]


def add(rows: Sequence[tuple[int, str]]) -> None:
    """Index (id, tokens); an id that stands there already must be removed first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO search_index (rowid, tokens) VALUES (%s, %s)", rows)
        elif rows:
            cursor.execute(
                "INSERT INTO search_index (rowid, tokens) "
                "SELECT place, to_tsvector('simple', words) FROM unnest(%s::bigint[], %s::text[]) AS given (place, words)",
                list(map(list, zip(*rows, strict=True))),
            )


def put(pk: int, tokens: str) -> None:
    """Index one entry; what stood there for the id is replaced."""
    statement = (
        "INSERT INTO search_index (rowid, tokens) VALUES (%s, to_tsvector('simple', %s)) "
        "ON CONFLICT (rowid) DO UPDATE SET tokens = EXCLUDED.tokens"
        if connection.vendor == "postgresql"
        else "REPLACE INTO search_index (rowid, tokens) VALUES (%s, %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [pk, tokens])


def remove(ids: Iterable[int]) -> None:
    """Take entries out of the index."""
    wanted = list(ids)
    if wanted:
        condition, values = among_sql("rowid", wanted)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM search_index WHERE {condition}", [values])  # noqa: S608


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")


def condition(asked: Sequence[tuple[str, bool]]) -> tuple[str, str]:
    """The WHERE part and its parameter for tokens one after the other; tokens hold only letters and digits."""
    if connection.vendor == "postgresql":
        phrase = " <-> ".join(f"{token}:*" if prefix else token for token, prefix in asked)
        return "i.tokens @@ to_tsquery('simple', %s)", phrase
    phrase = " + ".join(f"{token}*" if prefix else token for token, prefix in asked)
    return "search_index MATCH %s", f"tokens : {phrase}"
