"""From sums of the ledger to the figures of an indicator."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.projects.rules.forecast import Figures
from banyan.domains.projects.rules.measures import HUNDRED, ONE, CountingRule, Measure, Minimum

NOTHING = Decimal(0)
TENTH = Decimal("0.1")


@dataclass
class Sums:
    """What is booked under one indicator: amounts by state, answers under a rate, counted amounts by month."""

    counted: Decimal = NOTHING
    pending: Decimal = NOTHING
    not_counted: Decimal = NOTHING
    base: Decimal = NOTHING
    months: dict[date, Decimal] = field(default_factory=dict)

    @property
    def is_used(self) -> bool:
        """Whether anything was ever booked here."""
        return any((self.counted, self.pending, self.not_counted, self.base))

    def add(self, state: str, month: date, amount: Decimal) -> None:
        """Take in one sum of a state and month; ``state`` may be ``base``."""
        setattr(self, state, getattr(self, state) + amount)
        if state == "counted":
            self.months[month] = self.months.get(month, NOTHING) + amount


def figures_of(rule: CountingRule | None, target: Decimal, sums: Sums, out_of: int | None) -> Figures:
    """Counted and pending in the indicator's own unit; a rate is in percent and may have nothing to divide by.

    ``out_of`` is the number of people that a rate of people refers to. A rate of answers is not measured before the
    answers of all records together reach the sample that the contract asks for.
    """
    measure = rule.measure if rule else None
    if measure is Measure.RATE:
        least = rule.minimums.get(Minimum.ANSWERS, 1) if rule else 1
        return Figures(
            target, _percent(sums.counted, sums.base), NOTHING, grows=False, measured=sums.base >= least
        )
    if measure is Measure.COVERAGE:
        base = Decimal(out_of or 0)
        return Figures(
            target, _percent(sums.counted, base), _percent(sums.pending, base), measured=bool(base)
        )
    return Figures(target, sums.counted, sums.pending, measured=rule is not None)


def plain(value: Decimal) -> Decimal:
    """27 for 27.0000, 0.6 for 0.6000."""
    return value.quantize(ONE) if value == value.to_integral_value() else value.normalize()


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (HUNDRED * part / whole).quantize(TENTH, ROUND_HALF_UP) if whole else NOTHING
