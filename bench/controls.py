"""`./run bench --controls [--postgres]`: every control for 6 projects and for 150, each in an installation of its own."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from typing import Any

from bench.judging import LIMITS
from bench.places import BENCH, Side, databases
from bench.report import beside_the_other_database
from scripts.places import ROOT, say

RESULTS = ROOT / "bench" / "controls.md"
HEADS = (
    "projects", "controls", "results", "findings", "statements", "first_seconds", "first_cpu_seconds", "again_seconds",
    "limit",
)  # fmt: skip


def main(postgres: bool) -> int:
    """Fill, judge, tell. Answers 1 when a limit is missed or a control broke off."""
    with databases(postgres, [f"controls{many}" for many in LIMITS]) as addresses:
        rows = [_measured(many, addresses[f"controls{many}"]) for many in LIMITS]
    text = told(rows, "PostgreSQL" if postgres else "SQLite")
    say(text)
    kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(beside_the_other_database(kept, text), encoding="utf-8")
    return int(any(row["first_seconds"] > row["limit"] or row["broken"] for row in rows))


def _measured(many: int, address: str) -> dict[str, Any]:
    home = BENCH / f"controls-{many}{'-postgresql' if address else ''}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    say(f"Filling and judging {many} projects …")
    answer = Side("product", many, home, address).run("-m", "bench.judging", str(many))
    return dict(json.loads(answer.strip().splitlines()[-1]))


def told(rows: list[dict[str, Any]], database: str) -> str:
    """The table, with what broke off."""
    lines = [
        f"# Judging, measured on {datetime.now():%Y-%m-%d}, {database}",
        "",
        f"Load of the machine (1 minute) at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores. Seconds by the "
        "clock and, of the process that judges, of the processor.",
        "",
        f"| {' | '.join(head.replace('_', ' ') for head in HEADS)} |",
        f"|{'---|' * len(HEADS)}",
        *(f"| {' | '.join(str(row[head]) for head in HEADS)} |" for row in rows),
        *(f"\nBroke off: {', '.join(row['broken'])}" for row in rows if row["broken"]),
    ]
    return "\n".join(lines) + "\n"
