"""Who may agree to how much, read from what the books say about the approver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


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
        known = self.signers.get(written)
        return known or Signer(written, any(word in written for word in self.head_office_words))

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
