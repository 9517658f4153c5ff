"""Questions that every page asks: their statement is composed once in a process and asked with new values each time.

Composing costs Django several times what the database takes to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.query import get_related_populators

_PLAIN = (str, int, UUID, date)


class Question:
    """A question with places for values, e.g. `Question(lambda user: Grant.objects.filter(user=user).values_list(…), -1)`.

    `compose` makes a `values_list` of the stand-ins; nothing else in it may look like one of them. Asking answers
    the rows as lists of Python values.
    """

    def __init__(self, compose: Callable[..., QuerySet], *stand_ins: Any) -> None:
        self._compose, self._stand_ins = compose, stand_ins

    def ask(self, *values: Any) -> list[list[Any]]:
        """The rows for these values, in the order of the stand-ins."""
        return self.read(self.fetch(*values))

    def fetch(self, *values: Any) -> tuple[tuple[Any, ...], ...]:
        """The same as the database words it: what is made of rows may be kept under them and never grows old."""
        sql, places, _convert = self._composed
        given = [_adapted(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [given[place] if place is not None else constant for place, constant in places]
            )
            return tuple(map(tuple, cursor.fetchall()))

    def read(self, fetched: Iterable[Sequence[Any]]) -> list[list[Any]]:
        """Fetched rows as lists of Python values."""
        return [list(row) for row in self._composed[2](list(fetched))]

    @cached_property
    def _compiler(self) -> Any:
        compiler = self._compose(*self._stand_ins).query.get_compiler(connection=connection)
        compiler.statement = compiler.as_sql()
        return compiler

    @cached_property
    def _composed(self) -> tuple[str, list[tuple[int | None, Any]], Callable[[list[Any]], Any]]:
        compiler = self._compiler
        sql, params = compiler.statement
        seats = {str(_adapted(each)): place for place, each in enumerate(self._stand_ins)}
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return (
            sql,
            [(seats.get(str(param)), param) for param in params],
            lambda rows: compiler.apply_converters(rows, converters),
        )


class RecordQuestion(Question):
    """The same for whole records with what hangs on them: `compose` makes a query set, with `select_related` or not."""

    def records(self, *values: Any) -> list[Any]:
        """The records for these values, each as the query set would have made it."""
        return [self._made(row) for row in self.ask(*values)]

    def _made(self, row: list[Any]) -> Any:
        model, start, end, names, populators = self._shape
        record = model.from_db(connection.alias, names, row[start:end])
        for populator in populators:
            populator.populate(row, record)
        return record

    @cached_property
    def _shape(self) -> tuple[Any, int, int, list[str], list[Any]]:
        """As Django's own `ModelIterable` reads it from the compiler."""
        info, select = self._compiler.klass_info, self._compiler.select
        places = info["select_fields"]
        names = [select[place][0].target.attname for place in places]
        populators = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]
        return info["model"], places[0], places[-1] + 1, names, populators


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def plain_key(condition: Any) -> Hashable | None:
    """A condition as a key of a dictionary: two with the same key ask the same. None where it holds a question itself."""
    if isinstance(condition, Q):
        parts = [plain_key(child) for child in condition.children]
        return None if None in parts else (condition.connector, condition.negated, *parts)
    name, value = condition if isinstance(condition, tuple) and len(condition) == 2 else (None, None)
    if isinstance(value, list | tuple | set | frozenset):
        value = tuple(value)
        simple = all(isinstance(each, _PLAIN) for each in value)
    else:
        simple = isinstance(value, _PLAIN)
    return (name, value) if name is not None and simple else None
