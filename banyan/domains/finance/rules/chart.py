"""The chart of accounts as dated data: which codes are valid on a day and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Account:
    """One account of a chart; `valid_to` is its last day, None while it is in force."""

    code: str
    name: str
    chart: str
    valid_from: date
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether lines of that day may use it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def read_chart(rows: Iterable[dict[str, str]]) -> tuple[Account, ...]:
    """Rows of a chart file: code, name, chart, valid_from, valid_to."""
    return tuple(
        Account(
            row["code"],
            row["name"],
            row["chart"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in rows
    )


def names_on(chart: Iterable[Account], on: date) -> dict[str, str]:
    """Code → name of the accounts valid on a day."""
    return {account.code: account.name for account in chart if account.is_valid(on)}
