"""The chart of accounts as dated data: which codes are valid on a day and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Account:
    """One account of a chart; `valid_to` is its last day, None while it is in force.

    `follows` is the code that it had in the chart before; `is_sure` whether the code was read in the law itself.
    """

    code: str
    name: str
    chart: str
    valid_from: date
    valid_to: date | None = None
    follows: str = ""
    is_sure: bool = True

    def is_valid(self, on: date) -> bool:
        """Whether lines of that day may use it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def read_chart(rows: Iterable[dict[str, str]]) -> tuple[Account, ...]:
    """Rows of a chart file: code, name, chart, valid_from, valid_to, follows, certainty (sure or local)."""
    return tuple(
        Account(
            row["code"],
            row["name"],
            row["chart"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["follows"],
            row["certainty"] == "sure",
        )
        for row in rows
    )


def names_on(chart: Iterable[Account], on: date) -> dict[str, str]:
    """Code → name of the accounts valid on a day."""
    return {account.code: account.name for account in chart if account.is_valid(on)}


def map_on(chart: Iterable[Account], on: date, own: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Earlier code → code of the chart in force on a day; an agency's own pairs go before the shipped ones."""
    shipped = {account.follows: account.code for account in chart if account.follows and account.is_valid(on)}
    return {old: new for old, new in (shipped | dict(own)).items() if old != new}


def translated(code: str, mapped: Mapping[str, str]) -> str:
    """A code as the chart in force has it: by the whole code, else by the main account that it begins with."""
    if code in mapped:
        return mapped[code]
    main = next((old for old in sorted(mapped, key=len, reverse=True) if code.startswith(old)), "")
    return mapped[main] + code[len(main) :] if main else code
