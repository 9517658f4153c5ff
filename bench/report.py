"""What was measured, as a table: medians over rounds, ratios to the floor, the verdict on each bound."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any

from bench.operations import OPERATIONS, Bound, Operation

HEAD = (
    "| | operation | p50 ms at 1: floor | ours | ratio | requests/s at 8: floor | ours | ratio | bounds | verdict |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def table(rows: list[dict[str, Any]]) -> str:
    """One line for each operation."""
    return "\n".join([HEAD, *(_line(operation, rows) for operation in _measured(rows))])


def misses(rows: list[dict[str, Any]]) -> list[str]:
    """Operations that do not keep a bound."""
    return [o.name for o in _measured(rows) if not all(_holds(bound, o, rows) for bound in o.bounds)]


def many(rows: list[dict[str, Any]]) -> str:
    """How both stand under 32 clients, where that was measured."""
    crowded = [row for row in rows if row["clients"] == 32]
    if not crowded:
        return ""
    head = (
        "| operation | requests/s at 32: floor | ours | p95 ms at 32: floor | ours |\n|---|---|---|---|---|"
    )
    lines = [
        f"| {o.name} | {_of(crowded, o, 'floor', 32, 'rate'):.0f} | {_of(crowded, o, 'product', 32, 'rate'):.0f} "
        f"| {_of(crowded, o, 'floor', 32, 'p95'):.0f} | {_of(crowded, o, 'product', 32, 'p95'):.0f} |"
        for o in _measured(crowded)
    ]
    return "\n".join([head, *lines])


def beside_the_other_database(kept: str, text: str) -> str:
    """The new figures in the place of those of the same database; each part begins with "# …, DATABASE"."""
    database = _database_of(text)
    others = [f"# {part.strip()}\n" for part in f"\n{kept}".split("\n# ") if part.strip()]
    return "\n".join([*(part for part in others if _database_of(part) != database), text])


def _database_of(part: str) -> str:
    head = part.splitlines()[0]
    return "PostgreSQL" if "PostgreSQL" in head else "SQLite"


def _measured(rows: list[dict[str, Any]]) -> list[Operation]:
    names = {row["operation"] for row in rows}
    return [operation for operation in OPERATIONS if operation.name in names]


def _line(operation: Operation, rows: list[dict[str, Any]]) -> str:
    cells = [operation.code, operation.name]
    for clients, what in ((1, "p50"), (8, "rate")):
        floor, ours = (_of(rows, operation, side, clients, what) for side in ("floor", "product"))
        cells += [f"{floor:.1f}", f"{ours:.1f}", f"{ours / floor:.2f}"]
    said = ", ".join(_spoken(bound) for bound in operation.bounds) or "–"
    kept = "–" if not operation.bounds else "misses" if operation.name in misses(rows) else "holds"
    return "| " + " | ".join([*cells, said, kept]) + " |"


def _holds(bound: Bound, operation: Operation, rows: list[dict[str, Any]]) -> bool:
    clients = 1 if bound.kind == "p50" else 8
    floor, ours = (_of(rows, operation, side, clients, bound.kind) for side in ("floor", "product"))
    return bound.holds(ours / floor)


def _spoken(bound: Bound) -> str:
    return f"p50 ≤ {bound.ratio}×" if bound.kind == "p50" else f"rate ≥ {bound.ratio}×"


def _of(rows: Iterable[dict[str, Any]], operation: Operation, side: str, clients: int, what: str) -> float:
    """The median over the rounds in which the machine was steady, over all rounds where none was."""
    mine = [r for r in rows if (r["operation"], r["side"], r["clients"]) == (operation.name, side, clients)]
    steady = [row[what] for row in mine if row["steady"]] or [row[what] for row in mine]
    return median(steady)
