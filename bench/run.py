"""The measurement: operation → round → number of clients → each side in turn, so that noise meets both alike."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.load import press
from bench.operations import OPERATIONS, Operation
from bench.places import Side
from scripts.places import say

CLIENTS = (1, 8, 32)
CALIBRATION_DRIFT = 1.5


@dataclass(frozen=True)
class Plan:
    """How long and how often."""

    rounds: int
    seconds: float
    clients: tuple[int, ...] = CLIENTS


FULL = Plan(3, 3.0)
QUICK = Plan(1, 1.5, (1, 8))


def measure(
    sides: list[Side], plan: Plan, log: Path, operations: Sequence[Operation] = OPERATIONS
) -> list[dict[str, Any]]:
    """All operations; every row is kept as one line of JSON as soon as it is there."""
    warm_up(sides, operations)
    rows = []
    with log.open("w", encoding="utf-8") as file:
        for row in _rows(sides, plan, operations):
            rows.append(row)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
    return rows


def warm_up(sides: list[Side], operations: Sequence[Operation]) -> None:
    """Every page once, so that nobody pays for loading code."""
    for operation in operations:
        for side in _of(sides, operation):
            press(side.port, side.headers, lambda n, o=operation, s=side: o.ask(s, n), 4, 0.7)


def _of(sides: list[Side], operation: Operation) -> list[Side]:
    return [side for side in sides if side.rows == operation.rows]


def _rows(sides: list[Side], plan: Plan, operations: Sequence[Operation]) -> Iterator[dict[str, Any]]:
    for operation in operations:
        say(f"{operation.code} {operation.name} …")
        for number in range(plan.rounds):
            before = calibration()
            found = [
                _pressed(side, operation, clients, plan.seconds) | {"round": number}
                for clients in plan.clients
                for side in _of(sides, operation)
            ]
            drift = calibration() / before
            steady = 1 / CALIBRATION_DRIFT < drift < CALIBRATION_DRIFT
            yield from (row | {"drift": round(drift, 2), "steady": steady} for row in found)


def _pressed(side: Side, operation: Operation, clients: int, seconds: float) -> dict[str, Any]:
    taken = press(side.port, side.headers, lambda number: operation.ask(side, number), clients, seconds)
    if taken.errors:
        raise SystemExit(f"{side.name}, {operation.name}: {taken.errors[0]} ({len(taken.errors)} times)")
    return {
        "code": operation.code, "operation": operation.name, "side": side.name, "clients": clients,
        "p50": round(taken.p50, 2), "p95": round(taken.p95, 2), "rate": round(taken.rate, 1),
        "requests": len(taken.milliseconds),
    }  # fmt: skip


def calibration() -> float:
    """Seconds for a fixed piece of work: tells how much of the machine is ours at the moment."""
    began = time.perf_counter()
    for _ in range(5):
        sum(number * number for number in range(200_000))
    return time.perf_counter() - began
