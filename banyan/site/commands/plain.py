"""Answers for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SHOWN = 40


def plain_lines(answer: dict[str, Any]) -> Iterator[str]:
    """One line for each value; lists of dicts become one line for each row, at most forty."""
    for key, value in answer.items():
        if isinstance(value, list):
            yield f"{key}: {len(value)}"
            yield from (f"  {_flat(row)}" for row in value[:_SHOWN])
            if len(value) > _SHOWN:
                yield f"  … {len(value) - _SHOWN}"
        else:
            yield f"{key}: {_flat(value)}"


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{key}={_flat(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flat(each) for each in value) + "]"
    return str(value)
