"""`./run bench --books [--postgres]`: one year's books of an agency, its trial balance and the closing of a month."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from typing import Any

from bench.places import BENCH, Side, databases
from bench.report import beside_the_other_database
from scripts.places import ROOT, say

RESULTS = ROOT / "bench" / "books.md"
HEADS = ("question", "seconds", "of_the_processor", "again", "statements", "limit")


def main(postgres: bool) -> int:
    """Fill, ask, tell. Answers 1 when a limit is missed."""
    with databases(postgres, ["books"]) as addresses:
        answer = _measured(addresses["books"])
    text = told(answer, "PostgreSQL" if postgres else "SQLite")
    say(text)
    kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(beside_the_other_database(kept, text), encoding="utf-8")
    return int(any(row["limit"] and row["seconds"] > row["limit"] for row in answer["rows"]))


def _measured(address: str) -> dict[str, Any]:
    home = BENCH / f"books{'-postgresql' if address else ''}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    say("Filling one year's books of six stations …")
    answer = Side("product", 0, home, address).run("-m", "bench.bookkeeping")
    return dict(json.loads(answer.strip().splitlines()[-1]))


def told(answer: dict[str, Any], database: str) -> str:
    """The table."""
    lines = [
        f"# Books of a year, measured on {datetime.now():%Y-%m-%d}, {database}",
        "",
        f"{answer['lines']:,} ledger lines of six stations. Load of the machine (1 minute) at the end: "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores. Seconds by the clock and of the processor; the closed month is "
        "December of all six stations and of the agency.",
        "",
        f"| {' | '.join(head.replace('_', ' ') for head in HEADS)} |",
        f"|{'---|' * len(HEADS)}",
        *(
            f"| {' | '.join('–' if row[head] is None else str(row[head]) for head in HEADS)} |"
            for row in answer["rows"]
        ),
    ]
    return "\n".join(lines) + "\n"
