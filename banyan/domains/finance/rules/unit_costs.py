"""What the money brought (P4.11): cost for each attendance, each hour, each activity, beside the contract's results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.finance.rules.claim_proof import ATTENTION, BREACH, GOOD, Judged
from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import noop, sentence

_FEN, _TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass(frozen=True)
class UnitCosts:
    """Yuan of activity money and what was done with it; `hours` are those of the activities.

    `done` is how far the contract's results are, `gone` the share of the year that is over, per cent; `satisfaction`
    the mean of what participants answered, of 5, None where nobody was asked.
    """

    spent: Decimal
    due: Decimal
    activities: int
    attendances: int
    hours: Decimal
    done: Decimal | None
    gone: Decimal
    persons: int = 0
    answers: int = 0
    satisfaction: Decimal | None = None

    @property
    def per_person(self) -> Decimal | None:
        return each(self.spent, self.persons)

    @property
    def per_activity(self) -> Decimal | None:
        return each(self.spent, self.activities)

    @property
    def per_attendance(self) -> Decimal | None:
        return each(self.spent, self.attendances)

    @property
    def per_hour(self) -> Decimal | None:
        return each(self.spent, self.hours)

    @property
    def keeps_up(self) -> bool:
        """Whether the results are as far as the year is."""
        return self.done is not None and self.done >= self.gone

    @property
    def is_frugal(self) -> bool:
        """Spent less than was due with the results kept: no sign of failure (P4.11)."""
        return self.spent < self.due and self.keeps_up


def brought_verdict(costs: UnitCosts, kept: Decimal) -> Judged:
    """Cost stands beside what it brought; less spent with the quality kept is thrift (P4.11).

    `kept` is the mean satisfaction, of 5, from which quality counts as kept.
    """
    if not costs.activities:
        return BREACH, sentence(
            noop("%(spent)s of activity money, and no activity shows what it brought."), spent=costs.spent
        )
    told = {
        "attendance": costs.per_attendance or "–", "hour": costs.per_hour or "–", "person": costs.per_person or "–",
        "mean": costs.satisfaction, "answers": costs.answers, "spent": costs.spent, "due": costs.due,
    }  # fmt: skip
    if costs.satisfaction is None:
        words = noop(
            "%(attendance)s for each attendance, %(hour)s for each hour; nobody was asked how it was."
        )
        return ATTENTION, sentence(words, **told)
    if costs.satisfaction < kept:
        words = noop(
            "%(attendance)s for each attendance, but satisfaction is %(mean)s of 5 (%(answers)s answers)."
        )
        return ATTENTION, sentence(words, **told)
    if costs.spent < costs.due:
        words = noop(
            "%(spent)s spent where %(due)s were due, with satisfaction %(mean)s of 5: thrift, no failure."
        )
        return GOOD, sentence(words, **told)
    words = noop(
        "%(attendance)s for each attendance, %(person)s for each person, satisfaction %(mean)s of 5."
    )
    return GOOD, sentence(words, **told)


def each(amount: Decimal, count: int | Decimal) -> Decimal | None:
    """Yuan for each of a number; nothing where there is none."""
    return (amount / count).quantize(_FEN, ROUND_HALF_UP) if count else None


def results(lines: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """How far the contract's results are: the mean of counted over target, each at most full, per cent."""
    shares = [min(counted / target, Decimal(1)) for counted, target in lines if target]
    return (sum(shares, ZERO) / len(shares) * 100).quantize(_TENTH, ROUND_HALF_UP) if shares else None
