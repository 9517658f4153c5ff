"""Sums in the foot of a list: over everything the list answers, not over the page that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Sum

from banyan.core.registers.columns import Column, field_of, label_of, readable


@dataclass(frozen=True)
class Foot:
    """What stands below a column: nothing, or the sum, with the column's name for screens that show no columns."""

    css: str
    label: str = ""
    text: Any = ""


def foot_of(found: Any, columns: Sequence[Column]) -> list[Foot]:
    """The cells of the foot, empty when no column shown is summed. One statement for all of them."""
    names = [column.name for column in columns if column.sums]
    if not names:
        return []
    sums = found.order_by().aggregate(**{f"{name}_sum": Sum(name) for name in names})
    return [_cell(found.model, column, sums.get(f"{column.name}_sum")) for column in columns]


def _cell(model: Any, column: Column, total: Any) -> Foot:
    if not column.sums:
        return Foot(column.css)
    return Foot(column.css, label_of(column), readable(_as_exact_as(field_of(model, column.name), total)))


def _as_exact_as(field: Any, total: Any) -> Any:
    """The sum with as many decimals as its summands have, whatever the database made of it."""
    if not isinstance(total, Decimal) or not isinstance(field, DecimalField):
        return total
    return total.quantize(Decimal(1).scaleb(-field.decimal_places))
