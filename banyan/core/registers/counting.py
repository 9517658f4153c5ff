"""Counts for tabs and feet: many in one statement, and none followed past the cap."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

CAP = 10_000


def capped_counts(questions: Sequence[Any], cap: int = CAP) -> list[int]:
    """How many records answer each question; `cap + 1` stands for more. One statement for all.

    The questions are querysets that came through the door.
    """
    asked = [_counting(question, cap) for question in questions]
    different = list(dict.fromkeys(each for each in asked if each is not None))
    if not different:
        return [0] * len(asked)
    with connection.cursor() as cursor:
        statement = ", ".join(sql for sql, _params in different)
        cursor.execute(f"SELECT {statement}", [value for _sql, params in different for value in params])
        counts = dict(zip(different, map(int, cursor.fetchone()), strict=True))
    return [counts[each] if each is not None else 0 for each in asked]


def _counting(question: Any, cap: int) -> tuple[str, tuple[Any, ...]] | None:
    """The statement that counts, or None where nothing can answer; the same question is the same statement."""
    question._check()
    try:
        sql, params = question.order_by().values("pk")[: cap + 1].query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"(SELECT COUNT(*) FROM ({sql}) counted)", tuple(params)  # noqa: S608 - compiled by the ORM
