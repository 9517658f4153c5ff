"""Tests before and after, paired by member, and what answers from 1 to 5 say (services §6)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from banyan.foundation.refusal import Refused, noop

CENT = Decimal("0.01")
SATISFIED_FROM = 4
STEPS = 400
ITEMS = ("attitude", "ability", "content", "venue", "effect", "again")


@dataclass(frozen=True)
class Score:
    """One test: its score and the version of the instrument."""

    value: Decimal
    version: str = ""


@dataclass(frozen=True)
class Paired:
    """Pairs of one instrument: how many, the mean difference, its spread, and the effect size d_z = mean ÷ SD.

    `missing` counts members with only one test, `mixed` those whose tests used two versions; neither is a pair.
    `speaks` is False below the least number of pairs: then the values stand without significance. `p` is the
    two-sided chance of such a difference under Student's distribution, given only where it speaks.
    """

    pairs: int
    missing: int
    mixed: int
    mean: Decimal | None = None
    spread: Decimal | None = None
    effect: Decimal | None = None
    speaks: bool = False
    p: Decimal | None = None

    @property
    def chance(self) -> str:
        """The chance as it is written: never as nothing, for nothing is impossible; empty where there is none."""
        if self.p is None:
            return ""
        return f"p = {self.p}" if self.p else "p < 0.001"

    @property
    def is_alike(self) -> bool:
        """Whether all members changed by the same: then there is no spread to compare the change with."""
        return self.spread is not None and self.effect is None


def paired(
    before: Mapping[str, Score], after: Mapping[str, Score], least_pairs: int, higher_is_better: bool = True
) -> Paired:
    """Compare each member with themselves; a difference above zero is a change for the better."""
    both = [name for name in before if name in after]
    same = [name for name in both if before[name].version == after[name].version]
    missing = len(set(before) ^ set(after))
    sign = 1 if higher_is_better else -1
    differences = [sign * (after[name].value - before[name].value) for name in same]
    found = Paired(len(same), missing, len(both) - len(same))
    return _measured(found, differences, least_pairs) if differences else found


def _measured(found: Paired, differences: Sequence[Decimal], least_pairs: int) -> Paired:
    count = len(differences)
    mean = sum(differences, Decimal(0)) / count
    spread = _spread(differences, mean)
    effect = mean / spread if spread else None
    speaks = count >= least_pairs
    return Paired(
        found.pairs, found.missing, found.mixed, _round(mean), None if spread is None else _round(spread),
        None if effect is None else _round(effect), speaks, _chance(effect, count) if speaks else None,
    )  # fmt: skip


def _spread(values: Sequence[Decimal], mean: Decimal) -> Decimal | None:
    """The standard deviation of the sample (n − 1); one value has none."""
    if len(values) < 2:
        return None
    return (sum(((value - mean) ** 2 for value in values), Decimal(0)) / (len(values) - 1)).sqrt()


def _chance(effect: Decimal | None, count: int) -> Decimal | None:
    """How often chance alone makes such a difference: two-sided, t = d_z · √n with n − 1 degrees of freedom."""
    if effect is None:
        return None
    found = two_sided(abs(float(effect)) * math.sqrt(count), count - 1)
    return Decimal(str(found)).quantize(Decimal("0.001"), ROUND_HALF_UP)


def two_sided(t: float, freedom: int) -> float:
    """The share of Student's distribution beyond ±t, by Simpson's rule.

    With t = √n·tan θ the share within ±t is a sum over an angle below a right one, so that it holds however large t is:
    members who change by much and nearly alike give a t in the hundreds.
    """
    factor = 2 * math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    step = math.atan(t / math.sqrt(freedom)) / STEPS
    heights = [math.cos(place * step) ** (freedom - 1) for place in range(STEPS + 1)]
    inside = step / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]))
    return max(1 - factor * inside, 0.0)


@dataclass(frozen=True)
class Satisfaction:
    """What the answers say: forms and their share of those who could answer, mean and satisfied of all items."""

    answers: int
    asked: int
    mean: Decimal | None = None
    satisfied: Decimal | None = None
    items: tuple[tuple[str, Decimal, int], ...] = ()
    assisted: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Response rate in percent of those who were asked."""
        return _percent(self.answers, self.asked) if self.asked else None


def satisfaction(forms: Iterable[Mapping[str, int | None]], asked: int, assisted: int = 0) -> Satisfaction:
    """Mean, percent of 4 and 5, and n, over all items that were answered; each item for itself beside it."""
    every = [{name: form.get(name) for name in ITEMS} for form in forms]
    by_item = {name: [mark for form in every if (mark := form[name]) is not None] for name in ITEMS}
    marks = [mark for values in by_item.values() for mark in values if mark is not None]
    filled = sum(any(mark is not None for mark in form.values()) for form in every)
    if not marks:
        return Satisfaction(filled, asked, assisted=assisted)
    return Satisfaction(
        filled, asked, _mean(marks), _percent(sum(mark >= SATISFIED_FROM for mark in marks), len(marks)),
        tuple((name, _mean(values), len(values)) for name, values in by_item.items() if values), assisted,
    )  # fmt: skip


def is_satisfied(form: Mapping[str, int | None]) -> bool:
    """Whether a form as a whole is satisfied: its answered items are 4 or better on the average."""
    marks = [mark for name in ITEMS if (mark := form.get(name)) is not None]
    return bool(marks) and sum(marks) >= SATISFIED_FROM * len(marks)


def check_answer(marks: Mapping[str, int | None], by_the_rated: bool) -> None:
    """At least one item is answered from 1 to 5, and the worker who is rated neither fills in nor collects."""
    given = {name: mark for name, mark in marks.items() if mark is not None}
    if not given:
        raise Refused({"": noop("Answer at least one item.")})
    wrong = [name for name, mark in given.items() if not 1 <= mark <= 5]
    if wrong:
        raise Refused({name: noop("Satisfaction goes from 1 to 5.") for name in wrong})
    if by_the_rated:
        raise Refused(
            {"collected_by": noop("The worker who is rated neither fills in nor collects the answers.")},
            way_out=noop("Ask a colleague of another group to collect them."),
        )


def _mean(values: Sequence[int]) -> Decimal:
    return _round(Decimal(sum(values)) / len(values))


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
