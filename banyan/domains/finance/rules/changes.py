"""Moving budget from one item to another (R5.1.4), and how a budget's lines and shares must be (R5.2.1, R5.2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from banyan.domains.finance.rules.budget import Item, Limits, by_block, shares
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence

CLAUSE = "R5.1.4"
WITHIN, BETWEEN = "within", "between"
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class MoveRules:
    """What moves are allowed on a day: `percent` of an item that the centre moves inside a block, personnel blocks,
    and whether personnel money may leave them at all."""

    percent: Decimal
    personnel: frozenset[str]
    personnel_may_leave: bool


def kind_of(source: Item, target: Item) -> str:
    """Whether a move stays inside its block."""
    return WITHIN if source.block == target.block else BETWEEN


def check_move(
    source: Item, target: Item, amount: Decimal, spent: Decimal, given: MoveRules, consent: str
) -> None:
    """The item has the money, personnel money stays, and what goes further than the centre may has consent in writing."""
    if source.code == target.code:
        raise Refused({"to_item": noop("Name two different items.")}, clause=CLAUSE)
    free = source.amount - spent
    if amount > free:
        words = noop("Item %(item)s has %(free)s that is not spent; %(amount)s cannot be moved.")
        raise Refused({"amount": sentence(words, item=source.code, free=free, amount=amount)}, clause=CLAUSE)
    leaves = source.block in given.personnel and target.block not in given.personnel
    if leaves and not given.personnel_may_leave:
        raise Refused(
            {"from_item": noop("Money for staff is not moved to other items.")},
            clause=CLAUSE,
            way_out=noop("Ask the purchaser to change the contract."),
        )
    if needs_consent(source, target, amount, given) and not consent.strip():
        raise Refused(
            {"consent": noop("This move needs the written consent of the purchaser; name the paper.")},
            clause=CLAUSE,
        )


def check_not_promised(item: str, amount: Decimal, left: Decimal) -> None:
    """What is claimed already, or released for a month that is not over, stays where it is. `left` in yuan."""
    if amount > left:
        words = noop(
            "Item %(item)s has %(left)s that is neither claimed nor released for a month; %(amount)s cannot be moved."
        )
        raise Refused(
            {"amount": sentence(words, item=item, left=max(left, ZERO), amount=amount)},
            clause=CLAUSE,
            way_out=noop("Let the month be settled first, or move less."),
            code="released",
        )


def needs_consent(source: Item, target: Item, amount: Decimal, given: MoveRules) -> bool:
    """Between blocks always; inside a block above the share of the item that the centre may move."""
    if kind_of(source, target) == BETWEEN:
        return True
    return amount > source.amount * given.percent / _HUNDRED


def moved(items: Iterable[Item], source: str, target: str, amount: Decimal) -> list[Item]:
    """The budget after the move; its total stays."""
    change = {source: -amount, target: amount}
    return [
        replace(item, amount=item.amount + change.get(item.code, ZERO)) if item.side == "expense" else item
        for item in items
    ]


def check_shares(items: Iterable[Item], limits: Mapping[str, Limits], in_spite: str) -> None:
    """Every block lies between its floor and its cap, or somebody says why not (R5.2.1)."""
    outside = [
        (block, share)
        for block, share in shares(by_block(items)).items()
        if share is not None and block in limits and limits[block].verdict(share) != "good"
    ]
    if outside and not in_spite.strip():
        block, share = outside[0]
        bounds = limits[block]
        words = noop("%(block)s has %(share)s %% of the budget; between %(low)s and %(high)s %% are agreed.")
        raise Refused(
            {"": sentence(words, block=block, share=share, low=bounds.low or 0, high=bounds.high or 100)},
            clause="R5.2.1",
            way_out=noop("Change the items, or say why the share is right."),
            code="share",
        )


def check_lump_sums(items: Sequence[Item]) -> None:
    """A line without unit price and quantity says how its amount came about (R5.2.2)."""
    bare = [
        item for item in items
        if item.side == "expense" and (item.price is None or item.quantity is None) and not (item.use + item.note).strip()
    ]  # fmt: skip
    if bare:
        words = noop("Item %(item)s is a lump sum of %(amount)s; say how it was reckoned.")
        raise Refused(
            {"": sentence(words, item=bare[0].code, amount=bare[0].amount)},
            clause="R5.2.2",
            way_out=noop("Fill in unit price and quantity, or use and remark."),
        )


def check_phases(amount: Decimal, months: Mapping[Any, Decimal], item: str) -> None:
    """The months of an item come to its amount."""
    planned = sum(months.values(), ZERO)
    if months and planned != amount:
        words = noop("The months of item %(item)s come to %(planned)s, its budget is %(amount)s.")
        raise Refused({"": sentence(words, item=item, planned=planned, amount=amount)}, clause="R5.2.1")
