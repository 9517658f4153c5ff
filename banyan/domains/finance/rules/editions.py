"""When an edition of a budget may be put in force."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence


def check_ready(lines: Iterable[tuple[str, Decimal]], basis: str) -> None:
    """Both sides are there and meet, and somebody agreed to it."""
    sums = {"income": ZERO, "expense": ZERO}
    for side, amount in lines:
        sums[side] += amount
    if not sums["income"] or not sums["expense"]:
        raise Refused(
            {"": noop("A budget shows income and expense; one side is empty.")},
            clause="R5.2.2",
            way_out=noop("Bring the whole budget in again."),
        )
    if sums["income"] != sums["expense"]:
        words = noop("Income is %(income)s, expense %(expense)s; both must be equal.")
        raise Refused({"": sentence(words, **sums)}, clause="R5.2.2")
    if not basis.strip():
        raise Refused({"basis": noop("Name the contract or resolution behind it.")}, clause="R2.2.1")
