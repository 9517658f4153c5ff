"""One fault that the books show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from banyan.domains.finance.rules.entries import Paper
from banyan.foundation.refusal import Sentence


@dataclass(frozen=True)
class Finding:
    """A fault: the clause it breaks, its kind as a slug, the vouchers that show it, yuan at stake, and why.

    `is_breach` is false where somebody has to look before it may be called one.
    """

    clause: str
    kind: str
    vouchers: tuple[str, ...]
    amount: Decimal
    why: Sentence
    is_breach: bool = True


def about(
    paper: Paper, clause: str, kind: str, why: str, *, is_breach: bool = True, amount: Decimal | None = None, **params: Any
) -> Finding:  # fmt: skip
    """A finding on one voucher."""
    at_stake = paper.amount if amount is None else amount
    return Finding(clause, kind, (paper.number,), at_stake, Sentence(why, params), is_breach)


def about_all(
    found: Iterable[Paper], clause: str, kind: str, why: Sentence, *, is_breach: bool = True
) -> Finding:
    """A finding that several vouchers show together."""
    every = tuple(found)
    return Finding(clause, kind, tuple(paper.number for paper in every), sum_of(every), why, is_breach)


def sum_of(found: Iterable[Paper]) -> Decimal:
    """What they come to in yuan."""
    return sum((paper.amount for paper in found), Decimal(0))
