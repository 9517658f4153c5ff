"""Who may agree to how much, read from what the books say about the approver."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

_FOR_ANOTHER = (
    re.compile(
        r"^(?P<hand>.*?)[\s(（]*(?:代理|代签|代|替)\s*(?P<principal>[^()（）\s]+?)(?:签|签字|审批)?[)）]?$"
    ),
    re.compile(r"^(?P<principal>[^()（）]+?)\s*[(（](?:由)?(?P<hand>.+?)\s*(?:代理|代签|代)[)）]$"),
)


def hand_and_principal(written: str) -> tuple[str, str]:
    """Whose hand signed and whose turn it was, as the books write it: "乙(代甲)", "甲（由乙代签）"."""
    for shape in reversed(_FOR_ANOTHER):
        found = shape.match(written.strip())
        if found and found["hand"].strip() and found["principal"].strip():
            return found["hand"].strip(), found["principal"].strip()
    return written, written


@dataclass(frozen=True)
class Signer:
    """Somebody named in the books: the title of their post and whether it stands at headquarters."""

    title: str = ""
    is_head_office: bool = False


@dataclass(frozen=True)
class Tier:
    """Holders of posts whose title contains one of `words` may agree up to `limit` yuan; None is without end."""

    words: tuple[str, ...]
    limit: Decimal | None


@dataclass(frozen=True)
class Authority:
    """The table of limits of one day, lowest first, and the people whom the books name."""

    tiers: tuple[Tier, ...]
    signers: Mapping[str, Signer]
    head_office_words: tuple[str, ...]

    @property
    def highest(self) -> Decimal | None:
        """What one person may agree at most; above it the committee decides. None is without end."""
        return self.tiers[-1].limit

    def signer(self, written: str) -> Signer:
        """Who is meant: an employee by number, else the post by the words themselves."""
        _hand, principal = hand_and_principal(written)
        known = self.signers.get(principal)
        return known or Signer(principal, any(word in principal for word in self.head_office_words))

    def limit_of(self, written: str) -> Decimal | None:
        """Up to how many yuan this person may agree; somebody unknown like the lowest tier, None without end."""
        title = self.signer(written).title
        best = [tier for tier in self.tiers if any(word in title for word in tier.words)]
        return (best[-1] if best else self.tiers[0]).limit

    def is_enough(self, written: str, amount: Decimal) -> bool:
        """Whether this approver alone may carry the amount."""
        limit = self.limit_of(written)
        return limit is None or amount <= limit


def read_tiers(table: Sequence[Sequence[str]]) -> tuple[Tier, ...]:
    """A dated setting as tiers: [["主任", "5000"], …]; words of one tier are parted by |."""
    return tuple(Tier(tuple(words.split("|")), Decimal(limit) if limit else None) for words, limit in table)
