"""When an edition of a budget may be put in force or kept as the tender's, and how editions differ item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from banyan.domains.finance.rules.budget import Item
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence

TENDER = 0


@dataclass(frozen=True)
class Compared:
    """One item through the editions of a budget: its yuan in each, None where an edition does not know it."""

    side: str
    code: str
    name: str
    amounts: tuple[Decimal | None, ...]
    change: Decimal


def compared(editions: Sequence[Sequence[Item]], at: int) -> list[Compared]:
    """Every item of any edition, in the order of edition `at`; `change` is what it has more than in the one before."""
    known: dict[tuple[str, str], str] = {}
    for items in (editions[at], *editions):
        for item in items:
            known.setdefault((item.side, item.code), item.name)
    sums = [{(item.side, item.code): item.amount for item in items} for items in editions]
    return [_row(key, name, sums, at) for key, name in known.items()]


def _row(
    key: tuple[str, str], name: str, sums: Sequence[Mapping[tuple[str, str], Decimal]], at: int
) -> Compared:
    amounts = tuple(each.get(key) for each in sums)
    before = amounts[at - 1] if at else amounts[at]
    return Compared(*key, name, amounts, (amounts[at] or ZERO) - (before or ZERO))


def check_tender(lines: Iterable[tuple[str, Decimal]], basis: str, is_kept: bool) -> None:
    """A project has one tender, with both sides of its budget and the paper it was handed in with."""
    if is_kept:
        raise Refused(
            {"": noop("The budget of the tender is kept already; it is not replaced.")}, clause="R2.2.1"
        )
    _check_sides(lines)
    if not basis.strip():
        raise Refused({"basis": noop("Name the tender that the budget was handed in with.")}, clause="R2.2.1")


def check_ready(lines: Iterable[tuple[str, Decimal]], basis: str) -> None:
    """Both sides are there and meet, and somebody agreed to it."""
    _check_sides(lines)
    if not basis.strip():
        raise Refused({"basis": noop("Name the contract or resolution behind it.")}, clause="R2.2.1")


def _check_sides(lines: Iterable[tuple[str, Decimal]]) -> None:
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
