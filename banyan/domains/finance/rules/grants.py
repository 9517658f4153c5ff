"""A fund with a closed list of uses: what it may pay for, what each use has left, what was spent outside (W3.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

CLAUSE = "W3.1"
_FEN = Decimal("0.01")
_CUT = re.compile(r"[;；,，、\n]+")
_USE = re.compile(r"^(?P<item>\S+)\s*[\s:：]\s*(?P<yuan>\d+(?:\.\d{1,2})?)$")


@dataclass(frozen=True)
class Fund:
    """What a fund may pay for: budget item → yuan granted; and what is taken of each already."""

    source: str
    uses: Mapping[str, Decimal]
    taken: Mapping[str, Decimal]

    def left(self, item: str) -> Decimal:
        """What a use still has, yuan."""
        return self.uses[item] - self.taken.get(item, ZERO)

    @property
    def named(self) -> str:
        return ", ".join(self.uses)


def read_uses(text: str) -> dict[str, Decimal]:
    """“E3.1 20000; E3.2 10000” as item → yuan; nothing where a piece cannot be understood."""
    pieces = [piece.strip() for piece in _CUT.split(text) if piece.strip()]
    matches = [_USE.match(piece) for piece in pieces]
    found = {match["item"]: Decimal(match["yuan"]).quantize(_FEN) for match in matches if match}
    return found if len(found) == len(pieces) and all(found.values()) else {}


def check_uses(text: str, items: Collection[str]) -> None:
    """The list of uses can be read, and every use is an item of the budget in force."""
    uses = read_uses(text)
    if not uses:
        words = noop("Write each use once, with its budget item and its yuan: E3.1 20000; E3.2 10000.")
        raise Refused({"uses": words}, clause=CLAUSE, code="bad_format")
    strange = [item for item in uses if item not in items]
    if strange:
        words = noop("%(items)s is not in the budget in force of this project.")
        raise Refused(
            {"uses": sentence(words, items=", ".join(strange))}, clause=CLAUSE, code="not_in_budget"
        )


def told_of(fund: Fund, lines: Iterable[tuple[str, Decimal]]) -> list[tuple[bool, Sentence]]:
    """What is said of lines (item, yuan) to be paid from a fund; True where one is past its uses or its money."""
    asked: dict[str, Decimal] = {}
    for item, yuan in lines:
        asked[item] = asked.get(item, ZERO) + yuan
    told = []
    for item, yuan in asked.items():
        if item not in fund.uses:
            words = noop(
                "%(source)s may be spent for %(uses)s only; %(item)s is none of them. Choose one of these items, or leave the"
                " fund empty."
            )
            told.append((True, sentence(words, source=fund.source, uses=fund.named, item=item)))
        elif yuan > fund.left(item):
            words = noop("%(source)s has %(left)s yuan left for %(item)s; ask for less, or for other money.")
            told.append((True, sentence(words, source=fund.source, left=fund.left(item), item=item)))
    good = sentence(noop("It is spent for a use of %(source)s."), source=fund.source)
    return told or [(False, good)]


def outside(entries: Iterable[Entry], funds: Iterable[Fund]) -> list[tuple[Entry, Fund]]:
    """Spending from a fund under an item that is none of its uses."""
    by_source = {fund.source: fund for fund in funds}
    return [
        (entry, by_source[entry.source])
        for entry in entries
        if entry.is_spending and entry.source in by_source and entry.item not in by_source[entry.source].uses
    ]


def check_voucher(entries: Iterable[Entry], funds: Iterable[Fund]) -> None:
    """A voucher that spends a fund for another use is not posted."""
    for entry, fund in outside(entries, funds):
        words = noop("%(source)s may be spent for %(uses)s only; line %(line)s spends it under %(item)s.")
        told = {"source": fund.source, "uses": fund.named, "line": entry.position, "item": entry.item or "–"}
        raise Refused(
            {"": sentence(words, **told)},
            clause=CLAUSE,
            way_out=noop("Correct the item or the fund source, or pay it from other money."),
            code="outside_uses",
        )
