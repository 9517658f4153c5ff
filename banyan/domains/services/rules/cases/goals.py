"""Goals with five described levels, and what came of them: goal attainment scaling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from banyan.foundation.refusal import Refused, noop

LEVELS = (-2, -1, 0, 1, 2)
_RHO = 0.3


@dataclass(frozen=True)
class Attained:
    """A goal as it counts: how much it weighs and which level was reached."""

    weight: Decimal
    score: int


def t_score(goals: Sequence[Attained]) -> Decimal | None:
    """T = 50 + 10·Σ(wx) / √((1−ρ)·Σw² + ρ·(Σw)²) with ρ = 0.3, to one decimal; None without goals."""
    if not goals:
        return None
    weights = [float(goal.weight) for goal in goals]
    reached = sum(float(goal.weight) * goal.score for goal in goals)
    spread = sqrt((1 - _RHO) * sum(weight**2 for weight in weights) + _RHO * sum(weights) ** 2)
    return Decimal(50 + 10 * reached / spread).quantize(Decimal("0.1"), ROUND_HALF_UP)


def attainment(goals: Sequence[Attained]) -> tuple[int, int]:
    """How many goals reached what was expected or more, out of how many."""
    return sum(goal.score >= 0 for goal in goals), len(goals)


def check_goal(text: str, measure: str, levels: Sequence[str], weight: Decimal, baseline: int) -> None:
    """A goal can be judged only if all five levels are described before work starts."""
    problems = {}
    if not text.strip():
        problems["text"] = noop("Say what shall be reached.")
    if not measure.strip():
        problems["measure"] = noop("Say by what it will be measured.")
    if len(levels) != len(LEVELS) or not all(level.strip() for level in levels):
        problems["levels"] = noop("Describe all five levels, from much less to much more than expected.")
    elif len({level.strip() for level in levels}) != len(LEVELS):
        problems["levels"] = noop("Two levels say the same; each has words of its own.")
    if weight <= 0:
        problems["weight"] = noop("A weight is more than nothing.")
    if baseline not in LEVELS or baseline > 0:
        problems["baseline"] = noop("The baseline is at −2, −1 or 0.")
    if problems:
        raise Refused(problems)


def check_levels_open(intervention_began_on: date | None) -> None:
    """Levels are fixed before intervention; whoever wants others sets a new goal."""
    if intervention_began_on is not None:
        raise Refused(
            {"": noop("Intervention has begun; the levels of this goal stand fast.")},
            way_out=noop("Set a new goal in its place; the old one stays to be read."),
            code="state",
        )


def check_score(score: int, scored_on: date, set_on: date, today: date) -> None:
    """A score is one of the five levels, on a day between the setting of the goal and today."""
    if score not in LEVELS:
        raise Refused({"score": noop("A goal is scored from −2 to +2.")})
    if not set_on <= scored_on <= today:
        raise Refused({"scored_on": noop("A goal is scored after it was set and not in the future.")})


def level_word(level: int) -> str:
    """A level as it is written: −2 to +2, with a true minus."""
    return f"+{level}" if level > 0 else str(level).replace("-", "−")
