"""Writing many new rows at once: column by column and past the model instances, for imports of thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

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
        return (
            values if connection.features.has_native_uuid_field else [value and value.hex for value in values]
        )
    if isinstance(field, models.JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    if not isinstance(field, _NEEDS_PREPARING):
        return values
    known = {
        value: None if value is None else field.get_db_prep_save(value, connection) for value in set(values)
    }
    return [known[value] for value in values]


def _insert(
    model: type[models.Model], fields: Sequence[models.Field], columns: Sequence[Sequence[Any]]
) -> None:
    if issubclass(model, Kept) and not door.is_open():
        raise door.ScopeMissing(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608 - names of columns
            list(zip(*columns, strict=True)),
        )


def refresh_statistics() -> None:
    """Let SQLite look at tables that grew, so that it chooses the right index; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")
