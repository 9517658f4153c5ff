"""Asking for a thousand values with one parameter, instead of a statement with a thousand marks."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection as default
from django.db.models import F, Lookup

_KINDS = {str: "text", int: "bigint", date: "date", UUID: "uuid"}


class _Among(Lookup):
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, params = self.process_lhs(compiler, connection)
        condition, values = among_sql(left, self.rhs)
        return condition, [*params, values]


def among(name: str, values: Collection[Any]) -> Lookup:
    """A condition for `filter`: the field has one of these texts, numbers or days."""
    return _Among(F(name), values)


def among_sql(column: str, values: Collection[Any]) -> tuple[str, Any]:
    """The same for a statement written by hand: the condition and its one parameter."""
    if default.vendor == "postgresql":
        return _among_a_table(column, list(values))
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(values), default=str)  # noqa: S608


def _among_a_table(column: str, values: list[Any]) -> tuple[str, Any]:
    """Values that are read like a table: `= ANY(…)` weighs each of a thousand for every index of the column."""
    if not values:
        return f"{column} = ANY(%s)", values
    return f"{column} IN (SELECT unnest(%s::{_KINDS[type(values[0])]}[]))", values
