"""Writing many new rows at once: column by column and past the model instances, for imports of thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, models

from banyan.core import door
from banyan.core.fields import EncryptedText, KeyedHash
from banyan.core.records import Kept, new_public_id, new_public_ids

_NEEDS_PREPARING = (models.DateField, models.TimeField, models.DecimalField)


def insert_records(model: type[models.Model], records: Sequence[Any]) -> None:
    """Insert what has the attributes of unsaved instances. They get no id; read back what needs one."""
    fields = [field for field in model._meta.concrete_fields if not _is_counted(field)]
    _insert(model, fields, [_prepared(field, _values(field, records)) for field in fields])


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert plain values, one sequence a row in the order of `names`; other fields get their defaults."""
    rows = list(rows)
    if not rows:
        return
    given = dict(zip(names, zip(*rows, strict=True), strict=True))
    fields = [field for field in model._meta.concrete_fields if not _is_counted(field)]
    columns = [given[field.name] if field.name in given else _defaults(field, len(rows)) for field in fields]
    _insert(model, fields, [_prepared(field, column) for field, column in zip(fields, columns, strict=True)])


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]], count: int) -> None:
    """Insert new rows that stand as columns, by attribute name; other fields get their defaults.

    Texts that are kept encrypted come in plain and are sealed here, keyed hashes are made of their source's column
    unless they stand there.
    Ids may be given (`take_ids`); without them the database counts.
    """
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname in columns or not isinstance(field, models.AutoField)
    ]
    owners = list(map(str, columns.get("public_id", ())))
    _insert(model, fields, [_prepared(field, _column(field, columns, count, owners)) for field in fields])


def take_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """The next ids of a table, in order; the caller inserts rows with them in the same transaction."""
    table, key = model._meta.db_table, str(model._meta.pk.column)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if (
            connection.vendor == "sqlite"
        ):  # one writer: nobody takes the same ones before the transaction ends
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            return range(last + 1, last + count + 1)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, key, count]
        )
        return sorted(row[0] for row in cursor.fetchall())


def _column(
    field: models.Field, columns: Mapping[str, Sequence[Any]], count: int, owners: Sequence[str]
) -> Sequence[Any]:
    given = columns.get(field.attname)
    if given is None and isinstance(field, KeyedHash):
        return field.digests(columns[field.source]) if field.source in columns else [""] * count
    if given is None:
        return _defaults(field, count)
    return field.sealed(given, owners) if isinstance(field, EncryptedText) else given


def _is_counted(field: models.Field) -> bool:
    return isinstance(field, models.AutoField)


def _values(field: models.Field, records: Sequence[Any]) -> list[Any]:
    if isinstance(field, EncryptedText | KeyedHash):
        return [field.pre_save(record, True) for record in records]
    return list(map(attrgetter(field.attname), records))


def _defaults(field: models.Field, count: int) -> Sequence[Any]:
    if field.default is new_public_id:
        return new_public_ids(count)
    return (
        [field.get_default() for _ in range(count)]
        if callable(field.default)
        else [field.get_default()] * count
    )


def _prepared(field: models.Field, values: Sequence[Any]) -> Sequence[Any]:
    """Values as the database wants them; each distinct day or moment is prepared once."""
    if isinstance(field, models.UUIDField):
        return values if connection.features.has_native_uuid_field else _hexadecimal(values)
    if isinstance(field, models.JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    if not isinstance(field, _NEEDS_PREPARING):
        return values
    known = {
        value: None if value is None else field.get_db_prep_save(value, connection) for value in set(values)
    }
    return [known[value] for value in values]


def _hexadecimal(values: Sequence[UUID | None]) -> list[str | None]:
    return [None if value is None else f"{value.int:032x}" for value in values]


def _insert(
    model: type[models.Model], fields: Sequence[models.Field], columns: Sequence[Sequence[Any]]
) -> None:
    if issubclass(model, Kept) and not door.is_open():
        raise door.ScopeMissing(model)
    write_columns(model._meta.db_table, [str(field.column) for field in fields], columns)


def write_columns(table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> None:
    """New rows of a table as prepared columns. PostgreSQL takes them as one stream, all its checks included."""
    quote, rows = connection.ops.quote_name, zip(*columns, strict=True)
    quoted = ", ".join(map(quote, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table)} ({quoted}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {quote(table)} ({quoted}) VALUES ({marks})", list(rows))  # noqa: S608


@contextmanager
def roomy() -> Iterator[None]:
    """Give SQLite room for the pages of a long writing: its usual 2 MB are read again for every index, and each
    thousand pages are copied from the log into the database while everybody waits.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = -32000")
        cursor.execute("PRAGMA wal_autocheckpoint = 8000")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -2000")
            cursor.execute("PRAGMA wal_autocheckpoint = 1000")
            cursor.execute("PRAGMA shrink_memory")


def refresh_statistics() -> None:
    """Let SQLite look at tables that grew, so that it chooses the right index; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("PRAGMA optimize = 0x10002")
