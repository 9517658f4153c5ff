"""`./run bench --processor [--postgres]`: what a request costs the processor, on Django's side and on the database's.

The clock says little on a machine with other work; milliseconds of the processor hardly change with it. One process
for each side asks every page the same number of times, past the network and the server.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.operations import LARGE, OPERATIONS, SMALL, Operation
from bench.places import BENCH, Side, databases, prepare
from bench.report import beside_the_other_database
from scripts.places import ROOT, say

RESULTS = ROOT / "bench" / "processor.md"
CODES = ("Q1", "Q3", "Q4", "Q5")
SIZES = (LARGE, SMALL)
WARM, TIMES = 20, 150

#: Milliseconds of Django and of the database, by side and name of the operation.
Measured = dict[str, dict[str, tuple[float, float]]]


def main(postgres: bool) -> int:
    """Fill both sides, ask each in turn, and tell."""
    folder = BENCH / f"processor-{'postgresql' if postgres else 'sqlite'}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = ("floor", "product")
    found: Measured = {name: {} for name in names}
    with databases(postgres, [f"{name}-{rows}" for name in names for rows in SIZES]) as addresses:
        for rows in SIZES:
            for name in names:
                side = prepare(name, rows, folder, addresses[f"{name}-{rows}"])
                found[name] |= json.loads(side.run("-m", "bench.processor", name, str(rows)).splitlines()[-1])
    text = told(found, "PostgreSQL" if postgres else "SQLite")
    say(text)
    kept = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(beside_the_other_database(kept, text), encoding="utf-8")
    return 0


def told(found: Measured, database: str) -> str:
    """The table: milliseconds of each side, and ours in units of the floor's."""
    lines = [
        f"# What a request costs the processor, measured on {datetime.now():%Y-%m-%d}, {database}",
        "",
        f"Mean milliseconds of {TIMES} requests each, one after the other; load of the machine (1 minute) at the end "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores. On SQLite the database works inside Django's process.",
        "",
        "| | page | floor: Django | database | together | ours: Django | database | together | ours ÷ floor |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for operation in (each for rows in SIZES for each in _asked(rows)):
        floor, ours = found["floor"][operation.name], found["product"][operation.name]
        cells = [f"{own:.1f} | {database:.1f} | {own + database:.1f}" for own, database in (floor, ours)]
        lines.append(
            f"| {operation.code} | {operation.name} | {cells[0]} | {cells[1]} | {sum(ours) / sum(floor):.2f} |"
        )
    return "\n".join(lines) + "\n"


def _asked(rows: int) -> list[Operation]:
    return [each for each in OPERATIONS if each.code in CODES and each.rows == rows]


# -- in the process of one side ------------------------------------------------------------------------


def child(name: str, rows: int) -> dict[str, tuple[float, float]]:
    """Milliseconds of this process and of the database for each page of a side with so many people."""
    import django

    django.setup()
    from django.test import Client

    home = Path(os.environ["FLOOR_HOME" if name == "floor" else "BANYAN_HOME"])
    side = Side(name, rows, home)
    side.told = json.loads((home / "told.json").read_text())
    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies["sessionid"] = side.told["session"]
    return {
        each.name: _measured(client, lambda number, o=each: o.ask(side, number))  # type: ignore[misc]
        for each in _asked(rows)
    }


def _measured(client: Any, ask: Callable[[int], Any]) -> tuple[float, float]:
    for number in range(WARM):
        _send(client, ask(number))
    own, database = time.process_time(), _seconds_of_the_database()
    for number in range(TIMES):
        _send(client, ask(WARM + number))
    own, database = time.process_time() - own, _seconds_of_the_database() - database
    return own * 1000 / TIMES, database * 1000 / TIMES


def _send(client: Any, ask: Any) -> None:
    kind = {"content_type": "application/x-www-form-urlencoded"} if ask.body else {}
    answer = client.generic(ask.method, ask.path, ask.body, **kind)
    if answer.status_code != ask.status or answer.content.count(ask.holds.encode()) < ask.times * bool(
        ask.holds
    ):
        raise SystemExit(f"{ask.path}: {answer.status_code}")


def _seconds_of_the_database() -> float:
    """Processor seconds of the server that this connection talks to, with all its workers, ended ones included."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    main = _stat(connection.connection.info.backend_pid)[1]
    living = [each for each in Path("/proc").iterdir() if each.name.isdigit()]
    ticks = sum(_stat(main)[13:15]) + sum(_stat(main)[11:13])
    for each in living:
        numbers = _stat(int(each.name))
        if numbers and numbers[1] == main:
            ticks += sum(numbers[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int]:
    """The numbers behind a process's name: state left out as 0, then the parent, and so on; empty when it has ended."""
    try:
        rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [0, *map(int, rest[1:22])]


if __name__ == "__main__":
    print(json.dumps(child(sys.argv[1], int(sys.argv[2]))))
