"""Asking for a thousand values with one parameter, instead of a statement with a thousand marks."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection as default
from django.db.models import F, Lookup


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
        return f"{column} = ANY(%s)", list(values)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(values), default=str)  # noqa: S608
