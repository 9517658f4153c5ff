"""`./run bench [--quick] [--postgres]`: the product beside the floor, in one run, as ratios.

`--controls`, `--books`, `--files` and `--processor` measure one thing each instead.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import books, controls, imports, long_files, processor, report, run
from bench.operations import LARGE, SMALL
from bench.places import BENCH, Side, databases, prepare, serving
from scripts.places import ROOT, say

RESULTS = ROOT / "bench" / "results.md"


def main(arguments: list[str]) -> int:
    """Fill both sides, start all servers, ask, and judge. Answers 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, about two minutes")
    parser.add_argument(
        "--postgres", action="store_true", help="on a PostgreSQL of this run instead of SQLite"
    )
    parser.add_argument(
        "--controls", action="store_true", help="how long it takes to judge 6 and 150 projects"
    )
    parser.add_argument(
        "--books", action="store_true", help="trial balance and a closed month of one year's books"
    )
    parser.add_argument("--files", action="store_true", help="registers of growing length, and their memory")
    parser.add_argument(
        "--processor", action="store_true", help="processor time of a request, ours and the floor's"
    )
    options = parser.parse_args(arguments)
    if options.processor:
        return processor.main(options.postgres)
    if options.files:
        return long_files.main(options.postgres)
    if options.books:
        return books.main(options.postgres)
    if options.controls:
        return controls.main(options.postgres)
    folder = BENCH / ("postgresql" if options.postgres else "sqlite")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = [f"{side}{rows}" for rows in (SMALL, LARGE) for side in ("floor", "product")]
    with databases(options.postgres, names) as addresses:
        sides = [
            prepare(side, rows, folder, addresses[f"{side}{rows}"])
            for rows in (SMALL, LARGE)
            for side in ("floor", "product")
        ]
        rows, brought = _measured(sides, run.QUICK if options.quick else run.FULL, folder)
    text = _told(rows, brought, options)
    print(text)
    kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(report.beside_the_other_database(kept, text), encoding="utf-8")
    return 1 if report.misses(rows) else 0


def _measured(sides: list[Side], plan: run.Plan, folder: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    with serving(sides):
        rows = run.measure(sides, plan, BENCH / f"{folder.name}-{stamp}.jsonl")
        floor, product = (side for side in sides if side.rows == SMALL)
        brought = imports.measure(floor, product)
    (BENCH / f"{folder.name}-{stamp}-import.json").write_text(json.dumps(brought))
    say("")
    return rows, brought


def _told(rows: list[dict[str, Any]], brought: dict[str, Any], options: argparse.Namespace) -> str:
    unsteady = sum(not row["steady"] for row in rows)
    parts = [
        f"# Measured on {datetime.now():%Y-%m-%d}, {'PostgreSQL' if options.postgres else 'SQLite'}"
        f"{', one quick round' if options.quick else ''}",
        "Ours beside the floor (a minimal Django 5.2) in one run; only the ratios mean anything. Bounds allow a quarter "
        f"for noise. {unsteady} of {len(rows)} rows were taken while the machine's own speed changed by more than half; "
        f"load of the machine (1 minute) at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.",
        report.table(rows),
        report.many(rows),
        imports.told(brought),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
