"""The finance policy of an agency (R5.1.1, R5.1.2): its table of limits, duties kept apart, months closed in time."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from banyan.domains.finance.rules.claim_proof import ATTENTION, BREACH, GOOD, Judged
from banyan.domains.finance.rules.entries import ZERO
from banyan.domains.finance.rules.limits import Tier
from banyan.foundation.refusal import noop, sentence


@dataclass(frozen=True)
class Policy:
    """The table of limits of one day: `above` are the amounts (yuan) from which further people sign, lowest first.

    `since` is the day from which the agency's own table holds, None where nobody of the agency decided one.
    """

    tiers: tuple[Tier, ...]
    above: tuple[Decimal, ...]
    since: date | None = None
    basis: str = ""

    def carriers(self, amount: Decimal) -> tuple[Tier, ...]:
        """Whose limit reaches an amount, the lowest first; nobody's where the committee decides."""
        return tuple(tier for tier in self.tiers if tier.limit is None or amount <= tier.limit)

    @property
    def has_no_gap(self) -> bool:
        """Whether every amount finds its limit: each tier reaches further than the one below, and so do the steps."""
        limits = [tier.limit for tier in self.tiers]
        named = [limit for limit in limits if limit is not None]
        endless_last = None not in limits[:-1]
        return (
            bool(named or limits) and endless_last and _rises([ZERO, *named]) and _rises([ZERO, *self.above])
        )


def policy_verdict(policy: Policy) -> Judged:
    """Whether a limit is found for any amount, and whether the agency decided it itself and in writing (R5.1.1)."""
    if not policy.has_no_gap:
        return BREACH, sentence(
            noop("The table of limits does not rise from step to step; some amount finds no limit.")
        )
    if policy.since is None:
        return ATTENTION, sentence(
            noop("Nobody of the agency decided the table of limits; the shipped one holds.")
        )
    if not policy.basis.strip():
        return ATTENTION, sentence(noop("The table of limits names no resolution on which it rests."))
    return GOOD, sentence(
        noop("The table of limits holds since %(day)s: %(basis)s."), day=policy.since, basis=policy.basis
    )


@dataclass(frozen=True)
class Booked:
    """A voucher as the duties see it: people by id, None where nobody did; `control` what makes up for one person."""

    enterer: Hashable = None
    poster: Hashable = None
    cashier: Hashable = None
    control: str = ""
    strange: tuple[str, ...] = ()


def booked_verdict(booked: Booked) -> Judged:
    """Whether duties were kept apart and the accounts stand in the chart of the day (R5.1.2)."""
    if booked.poster is not None and booked.poster == booked.enterer:
        return BREACH, sentence(noop("Whoever entered it entered it in the books as well."))
    if booked.cashier is not None and booked.cashier == booked.poster:
        if not booked.control.strip():
            return BREACH, sentence(noop("Whoever keeps the cash wrote the books; nothing makes up for it."))
        words = noop("Whoever keeps the cash wrote the books; %(control)s makes up for it.")
        return ATTENTION, sentence(words, control=booked.control)
    if booked.strange:
        words = noop("Account %(codes)s does not stand in the chart of that day.")
        return ATTENTION, sentence(words, codes="、".join(booked.strange))
    return GOOD, sentence(noop("Duties were apart, and the accounts stand in the chart."))


def closing_verdict(due: date, closed_on: date | None, today: date) -> Judged | None:
    """Whether a month of the books was closed in time; nothing to say while the time runs (R5.1.2)."""
    if closed_on is not None and closed_on <= due:
        return GOOD, sentence(noop("The books of the month were closed on %(day)s."), day=closed_on)
    if closed_on is not None:
        words = noop("The books of the month were closed on %(day)s, due on %(due)s.")
        return ATTENTION, sentence(words, day=closed_on, due=due)
    if today <= due:
        return None
    return BREACH, sentence(noop("The books of the month were to be closed by %(due)s."), due=due)


def _rises(amounts: Sequence[Decimal]) -> bool:
    return all(lower < higher for lower, higher in pairwise(amounts))
