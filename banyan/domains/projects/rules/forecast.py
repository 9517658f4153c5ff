"""Reads a figure against the time that has gone: what is due, what is left, whether to worry."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from banyan.domains.projects.rules.measures import HUNDRED

NOTHING = Decimal(0)
TENTH = Decimal("0.1")
DAYS_OF_A_MONTH = Decimal("30.4")


class Judgement(StrEnum):
    """正常, 落后, 严重落后; nothing to divide by yet; or no room that hands such work in."""

    ON_COURSE = "on_course"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    NOT_MEASURED = "not_measured"
    NO_SOURCE = "no_source"


@dataclass(frozen=True)
class Thresholds:
    """Shares of what is due, below which a figure is behind or far behind."""

    behind: Decimal
    far_behind: Decimal


@dataclass(frozen=True)
class Figures:
    """One indicator's target with what is counted and what is recorded but not yet counted.

    ``grows`` is false for a share of answers, which is as true in April as in March; ``measured`` is false while
    a share has nothing to divide by, ``has_source`` while nobody hands in what it counts.
    """

    target: Decimal
    counted: Decimal
    pending: Decimal
    grows: bool = True
    measured: bool = True
    has_source: bool = True


@dataclass(frozen=True)
class Forecast:
    """``completion`` is in percent of the target, not capped; ``expected`` at this pace by the contract's end."""

    due: Decimal
    completion: Decimal
    remaining: Decimal
    days_left: int
    needed_a_month: Decimal
    expected: Decimal
    judgement: Judgement


def share_gone(starts_on: date, ends_on: date, on: date) -> Decimal:
    """The part of the contract that lies behind us at the evening of ``on``, 0 to 1."""
    days = (ends_on - starts_on).days + 1
    gone = min(max((on - starts_on).days + 1, 0), days)
    return Decimal(gone) / Decimal(days)


def forecast(figures: Figures, starts_on: date, ends_on: date, on: date, thresholds: Thresholds) -> Forecast:
    """Where an indicator stands on a day and where it will end at this pace."""
    gone = share_gone(starts_on, ends_on, on)
    due = (figures.target * gone) if figures.grows else figures.target
    remaining = max(figures.target - figures.counted, NOTHING)
    days_left = max((ends_on - max(on, starts_on - timedelta(days=1))).days, 0)
    return Forecast(
        due=due.quantize(TENTH, ROUND_HALF_UP),
        completion=_percent(figures.counted, figures.target),
        remaining=remaining,
        days_left=days_left,
        needed_a_month=_needed(remaining, days_left),
        expected=_expected(figures, gone),
        judgement=judgement(figures, due, thresholds),
    )


def judgement(figures: Figures, due: Decimal, thresholds: Thresholds) -> Judgement:
    """By counted and waiting together against what is due; half an activity is not due."""
    if not figures.has_source:
        return Judgement.NO_SOURCE
    if not figures.measured:
        return Judgement.NOT_MEASURED
    reached = figures.counted + figures.pending
    if due <= 0 or reached >= (due.to_integral_value(ROUND_FLOOR) if figures.grows else due):
        return Judgement.ON_COURSE
    share = reached / due
    if share < thresholds.far_behind:
        return Judgement.FAR_BEHIND
    return Judgement.BEHIND if share < thresholds.behind else Judgement.ON_COURSE


def _needed(remaining: Decimal, days_left: int) -> Decimal:
    if days_left <= 0:
        return remaining
    months = max(Decimal(days_left) / DAYS_OF_A_MONTH, Decimal(1))
    return (remaining / months).to_integral_value(ROUND_CEILING)


def _expected(figures: Figures, gone: Decimal) -> Decimal:
    if not figures.grows or gone == 0:
        return figures.counted
    return (figures.counted / gone).quantize(TENTH, ROUND_HALF_UP)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (HUNDRED * part / whole).quantize(TENTH, ROUND_HALF_UP) if whole else NOTHING


def mid_term(starts_on: date, ends_on: date) -> date:
    """The last day of the first half: the day of the mid-term target, a milestone and no pace."""
    return starts_on + ((ends_on - starts_on) // 2)
