"""`python -m tests.recount FILE PROJECT`: the indicators of a project counted afresh, beside what the ledger keeps."""

import sqlite3
import sys
from decimal import Decimal
from typing import Any

from tests.recount.counting import Figures, recount


def kept(cursor: Any, number: str) -> dict[str, Figures]:
    """What the bookings of the ledger come to."""
    cursor.execute(
        "select i.number, e.state, sum(e.amount), sum(e.base) from projects_indicator i"
        " join projects_project p on p.id = i.project_id left join projects_ledgerentry e on e.indicator_id = i.id"
        f" where p.number = '{number}' group by i.number, e.state"
    )
    found: dict[str, Figures] = {}
    for code, state, amount, base in cursor.fetchall():
        figures = found.setdefault(code, Figures())
        figures.answers += int(base or 0)
        if state == "counted":
            figures.counted = _exact(amount)
        if state == "pending":
            figures.waiting = _exact(amount)
    return found


def _exact(amount: Any) -> Decimal:
    """A sum as it was meant: some databases add decimals as floating numbers."""
    return Decimal(str(round(amount, 4)))


def differences(cursor: Any, number: str) -> dict[str, tuple[Figures, Figures]]:
    """Indicators whose ledger is not what the tables come to: what is kept and what was counted."""
    fresh, ledger = recount(cursor, number), kept(cursor, number)
    return {
        code: (ledger[code], figures) for code, figures in fresh.items()
        if (ledger[code].counted, ledger[code].waiting) != (figures.counted, figures.waiting)
    }  # fmt: skip


def main() -> int:
    """Print every indicator with both figures; 1 when any differs."""
    cursor = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).cursor()
    fresh, ledger, bad = (
        recount(cursor, sys.argv[2]),
        kept(cursor, sys.argv[2]),
        differences(cursor, sys.argv[2]),
    )
    for code, figures in fresh.items():
        told = f"{ledger[code].counted} / {ledger[code].waiting}"
        sys.stdout.write(
            f"{'≠' if code in bad else ' '} {code}  {told}  ({figures.counted} / {figures.waiting})\n"
        )
    return bool(bad)


if __name__ == "__main__":
    raise SystemExit(main())
