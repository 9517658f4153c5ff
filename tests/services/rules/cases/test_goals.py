"""Goal attainment scaling, by hand and by the rule."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.services.rules.cases import goals
from banyan.domains.services.rules.cases.goals import Attained
from banyan.foundation.refusal import Refused

FIVE = ["far less", "less", "as expected", "more", "far more"]


def scored(*pairs: tuple[str, int]) -> list[Attained]:
    """Goals by weight and score."""
    return [Attained(Decimal(weight), score) for weight, score in pairs]


@pytest.mark.parametrize(
    ("reached", "t"),
    [
        (scored(("1", 0)), "50.0"),
        (scored(("1", 1)), "60.0"),
        (scored(("1", -1)), "40.0"),
        (scored(("1", -2)), "30.0"),
        (scored(("1", 1), ("1", 1)), "62.4"),
        (scored(("1", -1), ("1", -1)), "37.6"),
        (scored(("2", 1), ("1", -1)), "54.0"),
        (scored(("20", 1), ("10", -1)), "54.0"),
        (scored(("3", 0), ("2", 1), ("1", 2)), "58.8"),
        (scored(("3", 1), ("2", 0), ("1", -2)), "52.2"),
    ],
)
@pytest.mark.clause("R2.2.12")
def test_the_t_score_equals_the_examples_worked_by_hand(reached, t):
    """T in points, 50 where all goals are just as expected: T = 50 + 10·Σwx ÷ √(0.7·Σw² + 0.3·(Σw)²).

    one goal:             x = 0, +1, −1, −2        10·x ÷ √(0.7 + 0.3) = 10·x          → 50, 60, 40, 30
    two equal at +1:      Σwx = 2                  20 ÷ √(1.4 + 1.2) = 20 ÷ 1.61245    → 50 + 12.40
    two equal at −1:      Σwx = −2                 the same downwards                  → 50 − 12.40
    weights 2, 1:         2·1 − 1 = 1              10 ÷ √(3.5 + 2.7) = 10 ÷ 2.48998    → 50 + 4.02
    weights 20, 10:       weights count as parts of each other, not in size            → 50 + 4.02
    weights 3, 2, 1:      0 + 2 + 2 = 4            40 ÷ √(9.8 + 10.8) = 40 ÷ 4.53872   → 50 + 8.81
    the same otherwise:   3 + 0 − 2 = 1            10 ÷ 4.53872                        → 50 + 2.20
    """
    assert goals.t_score(reached) == Decimal(t)


def test_without_goals_there_is_no_t_score():
    assert goals.t_score([]) is None


def test_simple_attainment_counts_goals_that_reached_what_was_expected():
    assert goals.attainment(scored(("1", 0), ("1", 2), ("3", -1))) == (2, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "}, {"measure": ""}, {"levels": FIVE[:4]}, {"levels": [*FIVE[:4], "less"]}, {"levels": [*FIVE[:4], " "]},
        {"weight": Decimal(0)}, {"baseline": 1}, {"baseline": -3},
    ],
)  # fmt: skip
def test_a_goal_that_cannot_be_judged_is_refused(wrong):
    good = {"text": "at school", "measure": "days", "levels": FIVE, "weight": Decimal(1), "baseline": -1}
    goals.check_goal(**good)
    with pytest.raises(Refused):
        goals.check_goal(**(good | wrong))


def test_levels_stand_fast_once_intervention_has_begun():
    goals.check_levels_open(None)
    with pytest.raises(Refused):
        goals.check_levels_open(date(2025, 10, 9))


@pytest.mark.parametrize(("score", "on"), [(3, 10), (-3, 10), (1, 8), (1, 21)])
def test_a_score_is_one_of_five_between_the_setting_and_today(score, on):
    goals.check_score(1, date(2025, 10, 10), date(2025, 10, 9), date(2025, 10, 20))
    with pytest.raises(Refused):
        goals.check_score(score, date(2025, 10, on), date(2025, 10, 9), date(2025, 10, 20))
