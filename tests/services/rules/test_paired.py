"""Tests before and after, and satisfaction, against examples worked by hand (services §6)."""

from decimal import Decimal

import pytest

from banyan.domains.services.rules.paired import Score, check_answer, paired, satisfaction, two_sided
from banyan.foundation.refusal import Refused

BEFORE = (10, 12, 9, 14, 11, 8, 13, 10, 12, 11)
AFTER = (13, 14, 12, 15, 15, 10, 13, 14, 13, 15)


def scores(values, version="2"):
    return {str(place): Score(Decimal(value), version) for place, value in enumerate(values)}


def test_ten_pairs_give_the_mean_the_spread_and_d_z_of_the_hand_worked_example():
    """Differences 3 2 3 1 4 2 0 4 1 4: sum 24, mean 2.4; squares about it 18.4, ÷ 9 = 2.0444, root 1.4298."""
    found = paired(scores(BEFORE), scores(AFTER), 10)
    assert (found.pairs, found.missing, found.mixed) == (10, 0, 0)
    assert (found.mean, found.spread) == (Decimal("2.40"), Decimal("1.43"))
    assert found.effect == Decimal("1.68"), "2.4 ÷ 1.4298"
    assert found.speaks
    assert found.p == Decimal("0.000"), "t = 5.308 with 9 degrees of freedom"


def test_twelve_pairs_on_a_scale_where_less_is_better_equal_the_example_worked_by_hand():
    """Points before less points after: 4 2 4 1 0 5 1 4 2 −1 5 2; sum 29, mean 29 ÷ 12 = 2.4167 points.

    Squares sum to 113; about the mean 113 − 29² ÷ 12 = 42.9167; ÷ 11 = 3.9015; root 1.9752 points.
    d_z = 2.4167 ÷ 1.9752 = 1.2235, a plain number; t = 1.2235 · √12 = 4.238 with 11 degrees of freedom: the printed table
    has 4.025 for 0.002 and 4.437 for 0.001.
    """
    before, after = (
        (14, 11, 16, 9, 12, 18, 10, 13, 15, 8, 17, 12),
        (10, 9, 12, 8, 12, 13, 9, 9, 13, 9, 12, 10),
    )
    found = paired(scores(before), scores(after), 10, higher_is_better=False)
    assert (found.pairs, found.mean, found.spread) == (12, Decimal("2.42"), Decimal("1.98"))
    assert found.effect == Decimal("1.22") and found.speaks
    assert Decimal("0.001") <= found.p <= Decimal("0.002")


def test_below_ten_pairs_the_values_stand_without_significance():
    found = paired(scores(BEFORE[:9]), scores(AFTER[:9]), 10)
    assert found.pairs == 9 and found.effect is not None
    assert not found.speaks
    assert found.p is None


def test_only_members_with_both_tests_are_pairs_and_the_others_are_told():
    before, after = scores(BEFORE), scores(AFTER[:8])
    found = paired(before, after | {"x": Score(Decimal(9), "2")}, 10)
    assert (found.pairs, found.missing) == (8, 3), "two without a second test, one without a first"


def test_tests_of_two_versions_are_no_pair():
    found = paired(scores(BEFORE), scores(AFTER[:3], "3") | dict(list(scores(AFTER).items())[3:]), 10)
    assert (found.pairs, found.mixed, found.missing) == (7, 3, 0)


def test_where_a_lower_score_is_better_the_change_is_turned_round():
    better = paired(scores(AFTER), scores(BEFORE), 10, higher_is_better=False)
    assert better.effect == Decimal("1.68")
    assert paired(scores(AFTER), scores(BEFORE), 10).effect == Decimal("-1.68")


@pytest.mark.parametrize(("count", "spread"), [(0, None), (1, None), (2, Decimal("0.00"))])
def test_without_a_spread_there_is_no_effect_size(count, spread):
    found = paired(scores((5,) * count), scores((7,) * count), 10)
    assert found.effect is None and found.spread == spread
    assert found.mean == (Decimal("2.00") if count else None)


def test_members_who_change_by_much_and_nearly_alike_give_no_chance_worth_telling():
    """Nine by 50 and one by 51: mean 50.1, SD 0.316, d_z 158.43, t = 501; the chance lies far below one in a thousand."""
    before, after = scores((20,) * 10), scores((70,) * 9 + (71,))
    found = paired(before, after, 10)
    assert (found.mean, found.spread, found.effect) == (Decimal("50.10"), Decimal("0.32"), Decimal("158.43"))
    assert found.chance == "p < 0.001" and not found.is_alike
    assert paired(before, scores((70,) * 10), 10).is_alike


@pytest.mark.parametrize(
    ("t", "freedom", "share"),
    [(2.262, 9, 0.05), (3.250, 9, 0.01), (1.96, 100000, 0.05), (12.706, 1, 0.05), (1000, 1, 0.000637), (501, 9, 0),
     (5000, 9, 0)],
)  # fmt: skip
def test_the_chance_agrees_with_the_printed_table_of_students_distribution(t, freedom, share):
    assert two_sided(t, freedom) == pytest.approx(share, abs=2e-4)


FORMS = (
    {"attitude": 5, "ability": 4, "content": 3},
    {"attitude": 5, "ability": 5, "content": None},
    {"attitude": 4, "ability": 2, "content": 5},
)


def test_satisfaction_tells_mean_share_of_four_and_five_n_and_response_rate():
    """Eight marks sum to 33: mean 4.125; six of eight are four or five: 75 %; three forms of eight members: 37.5 %."""
    found = satisfaction(FORMS, asked=8, assisted=1)
    assert (found.answers, found.asked, found.rate) == (3, 8, Decimal("37.5"))
    assert (found.mean, found.satisfied) == (Decimal("4.13"), Decimal("75.0"))
    assert found.items == (
        ("attitude", Decimal("4.67"), 3), ("ability", Decimal("3.67"), 3), ("content", Decimal("4.00"), 2),
    )  # fmt: skip
    assert found.assisted == 1


def test_no_answers_say_nothing():
    found = satisfaction([{"attitude": None}], asked=0)
    assert (found.answers, found.mean, found.satisfied, found.rate) == (0, None, None, None)


def test_the_worker_who_is_rated_neither_fills_in_nor_collects():
    check_answer({"attitude": 4}, by_the_rated=False)
    for marks, rated in (
        ({"attitude": 4}, True),
        ({}, False),
        ({"attitude": None}, False),
        ({"effect": 6}, False),
    ):
        with pytest.raises(Refused):
            check_answer(marks, rated)
