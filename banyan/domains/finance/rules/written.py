"""Amounts as people type them on the sheets of this room: understood, or said beside the cell what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.readers import Decimal_
from banyan.foundation.refusal import Refused

LARGEST = Decimal("999999999.99")
_AMOUNT = Decimal_(places=2, min=ZERO, max=LARGEST)


def amounts(typed: Mapping[str, str]) -> dict[str, Decimal | None]:
    """Cell → amount, None where it is blank; every cell that cannot be understood is refused by its name."""
    readings = {name: _AMOUNT.read(text) for name, text in typed.items()}
    wrong: dict[str, Any] = {
        name: finding.message
        for name, reading in readings.items()
        for finding in reading.findings
        if finding.severity == "error"
    }
    if wrong:
        raise Refused(wrong, clause="R5.2.2", code="bad_format")
    return {name: reading.value for name, reading in readings.items()}
