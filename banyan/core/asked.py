"""Questions that every page asks: their statement is composed once in a process and asked with new values each time.

Composing costs Django several times what the database takes to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet


class Question:
    """A question with places for values, e.g. `Question(lambda user: Grant.objects.filter(user=user).values_list(…), -1)`.

    `compose` makes a `values_list` of the stand-ins; nothing else in it may look like one of them. Asking answers
    the rows as lists of Python values.
    """

    def __init__(self, compose: Callable[..., QuerySet], *stand_ins: Any) -> None:
        self._compose, self._stand_ins = compose, stand_ins

    def ask(self, *values: Any) -> list[list[Any]]:
        """The rows for these values, in the order of the stand-ins."""
        sql, places, convert = self._composed
        given = [_adapted(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [given[place] if place is not None else constant for place, constant in places]
            )
            rows = cursor.fetchall()
        return [list(row) for row in convert(rows)]

    @cached_property
    def _composed(self) -> tuple[str, list[tuple[int | None, Any]], Callable[[list[Any]], Any]]:
        compiler = self._compose(*self._stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        seats = {str(_adapted(each)): place for place, each in enumerate(self._stand_ins)}
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return (
            sql,
            [(seats.get(str(param)), param) for param in params],
            lambda rows: compiler.apply_converters(rows, converters),
        )


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
