"""What a record has room for: more is refused beside its field, before a database says it in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

#: Nobody writes more into one answer; what is longer is a document and belongs on the record as a file.
MOST_CHARACTERS = 20_000
#: Greatest whole numbers that people are asked for, so that both databases have room for them.
MOST, MOST_OF_A_SMALL_ONE = 999_999_999, 30_000
_TOO_LONG = noop(
    "At most %(most)s characters fit here; there are %(count)s. Longer texts are attached as a file."
)
_NO_TEXT = noop("This holds a sign that no text can hold; write it anew.")
_TOO_LARGE = noop("This number is larger than anything that is counted here; look at it again.")


def check_answers(given: Mapping[str, Any]) -> None:
    """Refuse answers that are longer than anything one writes into a field. Counts characters."""
    _refuse({name: _too_long(value, MOST_CHARACTERS) for name, value in given.items() if type(value) is str})


def check_columns(record: models.Model) -> None:
    """Refuse a record of which a column has no room for its value; what is made from another column follows it."""
    found = {f: _too_much(f, record.__dict__.get(name)) for name, f in _bounded(type(record))}
    wrong = {field: words for field, words in found.items() if words is not None}
    written = {field: words for field, words in wrong.items() if field.editable}
    _refuse({field.name: words for field, words in (written or wrong).items()})


def greatest(field: models.Field) -> int:
    """The greatest whole number that a form takes for this column."""
    small = isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField)
    return MOST_OF_A_SMALL_ONE if small else MOST


def _refuse(found: Mapping[str, Sentence | None]) -> None:
    wrong = {name: words for name, words in found.items() if words is not None}
    if wrong:
        raise Refused(wrong, code="no_room")


@cache
def _bounded(model: type[models.Model]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.attname, field) for field in model._meta.concrete_fields if _has_a_bound(field))


def _has_a_bound(field: Any) -> bool:
    kinds = models.CharField | models.TextField | models.DecimalField | models.IntegerField
    return isinstance(field, kinds) and not isinstance(field, models.BigIntegerField | models.AutoField)


def _too_much(field: Any, value: Any) -> Sentence | None:
    if isinstance(value, str):
        return _too_long(value, field.max_length if isinstance(field, models.CharField) else None)
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return _too_large(value, 10 ** int(field.max_digits - field.decimal_places))
    if isinstance(value, int) and isinstance(field, models.IntegerField):
        small = isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField)
        return _too_large(value, 2**15 if small else 2**31)
    return None


def _too_long(value: str, most: int | None) -> Sentence | None:
    if "\0" in value:
        return sentence(_NO_TEXT)
    if most is None or len(value) <= most:
        return None
    return sentence(_TOO_LONG, most=f"{most:,}", count=f"{len(value):,}")


def _too_large(value: Any, bound: int) -> Sentence | None:
    return None if abs(value) < bound else sentence(_TOO_LARGE)
