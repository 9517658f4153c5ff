"""How fast a register comes in (Q9), and what somebody else's pages feel of it meanwhile (Q13)."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from typing import Any

from bench.load import Ask, Taken, press
from bench.operations import OPERATIONS
from bench.people import write_file
from bench.places import Side
from scripts.places import PYTHON, ROOT, say, surroundings

ROWS = 10_000
FIRST = 500_001
QUIET_SECONDS = 4.0
SLOWER_AT_MOST = 2.5
ROWS_A_SECOND = 2_000
_LIST = next(operation for operation in OPERATIONS if operation.code == "Q1")


def measure(floor: Side, product: Side, rows: int = ROWS) -> dict[str, Any]:
    """Both sides take the same file; the product while another user turns the pages of a list."""
    say(f"Q9 import of {rows:,} rows …")
    file = write_file(product.home / "residents.csv", rows, FIRST)
    _turn_pages(product, 1.0)
    quiet = _turn_pages(product, QUIET_SECONDS)
    alone = _bring(product, file)
    file = write_file(file, rows, FIRST + rows)
    watched: dict[str, Any] = {}
    beside = _while_bringing(product, file, watched)
    return {
        "floor_rate": _floor_rate(floor, file, rows),
        **alone,
        "rate_beside_reader": watched["rate"],
        "list_p95_quiet": round(quiet.p95, 1),
        "list_p95_meanwhile": round(beside.p95, 1),
        "list_most_meanwhile": round(max(beside.milliseconds), 1),
    }


def told(found: dict[str, Any]) -> str:
    """The figures as a table."""
    slower = found["list_p95_meanwhile"] / found["list_p95_quiet"]
    lines = [
        "| import of residents | |", "|---|---|",
        f"| rows | {found['rows']:,} |",
        f"| rows/s, checked, sealed, with trail, keys and search index (bound {ROWS_A_SECOND:,}) | {found['rate']:,} |",
        f"| seconds: checking, writing (in slices of a thousand) | {found['checking']}, {found['writing']} |",
        f"| rows for each second of the processor | {round(found['rows'] / found['processor']):,} |",
        f"| rows/s while another user reads | {found['rate_beside_reader']:,} |",
        f"| floor: the same file, nothing checked, sealed or noted | {found['floor_rate']:,} |",
        f"| memory before, most (MB) | {found['memory_before']}, {found['memory_most']} |",
        f"| another user's list, p95 ms: quiet, meanwhile (bound × {SLOWER_AT_MOST}) "
        f"| {found['list_p95_quiet']}, {found['list_p95_meanwhile']} (× {slower:.1f}) |",
    ]  # fmt: skip
    return "\n".join(lines)


def _bring(side: Side, file: Path) -> dict[str, Any]:
    return json.loads(side.run("-m", "bench.bringing", str(_copied(file))))


def _copied(file: Path) -> Path:
    """The job removes the file it was given."""
    copy = file.with_suffix(".brought.csv")
    copy.write_bytes(file.read_bytes())
    return copy


def _while_bringing(side: Side, file: Path, watched: dict[str, Any]) -> Taken:
    command = [str(PYTHON), "-m", "bench.bringing", str(_copied(file))]
    job = subprocess.Popen(
        command, cwd=ROOT, env=surroundings(**side.environment), stdout=subprocess.PIPE, text=True
    )
    taken = Taken()
    while job.poll() is None:
        some = _turn_pages(side, 1.0)
        taken.milliseconds += some.milliseconds
    watched.update(json.loads(job.stdout.read() if job.stdout else "{}"))
    return taken


def _turn_pages(side: Side, seconds: float) -> Taken:
    taken = press(side.port, side.headers, lambda number: _LIST.ask(side, number), 1, seconds)
    if taken.errors:
        raise SystemExit(f"{side.name}: {taken.errors[0]}")
    return taken


def _floor_rate(side: Side, file: Path, rows: int) -> int:
    ask = Ask("POST", "/import/", file.read_text(encoding="utf-8-sig"))
    once = threading.Semaphore(1)
    taken = press(
        side.port, side.headers, lambda number: ask if once.acquire(blocking=False) else _stop(), 1, 0.01
    )
    return round(rows / (taken.milliseconds[0] / 1000))


def _stop() -> Ask:
    return Ask("GET", "/healthz")
