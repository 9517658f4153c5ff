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
    parts: list[str] = []
    given: list[Any] = []
    for question in questions:
        question._check()
        try:
            sql, params = question.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608 - compiled by the ORM
        given.extend(params)
    if not given and not any(part != "0" for part in parts):
        return [0] * len(parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return [int(count) for count in cursor.fetchone()]
