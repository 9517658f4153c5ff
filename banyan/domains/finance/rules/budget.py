"""The contract budget: what its lines come to, whether both sides meet, and how its blocks stand to what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.finance.rules.entries import ZERO

HUNDRED = Decimal(100)
_CENT, _TENTH, _FOUR = Decimal("0.01"), Decimal("0.1"), Decimal("0.0001")


@dataclass(frozen=True)
class Item:
    """One line of a budget: `side` is income or expense, amounts in yuan."""

    code: str
    side: str
    block: str
    name: str
    amount: Decimal
    use: str = ""
    department: str = ""
    is_restricted: bool = False
    is_year_end: bool = False
    price: Decimal | None = None
    quantity: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Limits:
    """What a contract says of one block's share, in per cent; None where it says nothing."""

    low: Decimal | None = None
    high: Decimal | None = None

    def verdict(self, share: Decimal) -> str:
        """good, or breach when the share lies outside."""
        too_low = self.low is not None and share < self.low
        too_high = self.high is not None and share > self.high
        return "breach" if too_low or too_high else "good"


@dataclass(frozen=True)
class Concentration:
    """How far the money comes from one place. `top` in per cent; None of everything without any income."""

    index: Decimal | None
    effective: Decimal | None
    top: Decimal | None
    left_out: int


def total(items: Iterable[Item], side: str) -> Decimal:
    """The sum of one side in yuan."""
    return sum((item.amount for item in items if item.side == side), ZERO)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share in per cent with one decimal; None of nothing."""
    return (part / whole * HUNDRED).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def by_block(items: Iterable[Item]) -> dict[str, Decimal]:
    """Block of expense → yuan, in the order of the budget."""
    sums: dict[str, Decimal] = {}
    for item in items:
        if item.side == "expense":
            sums[item.block] = sums.get(item.block, ZERO) + item.amount
    return sums


def shares(sums: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """Block → share of all in per cent."""
    whole = sum(sums.values(), ZERO)
    return {block: percent(amount, whole) for block, amount in sums.items()}


def concentration(incomes: Iterable[Decimal]) -> Concentration:
    """Herfindahl-Hirschman index Σ share², its reverse, and the largest share.

    Sources that brought nothing or were paid back are left out and counted.
    """
    every = list(incomes)
    amounts = [amount for amount in every if amount > ZERO]
    whole = sum(amounts, ZERO)
    if not whole:
        return Concentration(None, None, None, len(every))
    index = sum(((amount / whole) ** 2 for amount in amounts), ZERO)
    return Concentration(
        index.quantize(_FOUR, ROUND_HALF_UP),
        (1 / index).quantize(_CENT, ROUND_HALF_UP),
        percent(max(amounts), whole),
        len(every) - len(amounts),
    )
