"""The load of a worker's cases, worked by hand."""

from decimal import Decimal

import pytest

from banyan.domains.services.rules.cases.load import load, standing

WEIGHTS = {"A": Decimal(3), "B": Decimal("1.5"), "C": Decimal(1), "V": Decimal("0.25")}


def test_each_case_weighs_by_its_grade():
    assert load({"A": 2, "B": 3, "C": 0, "V": 2}, WEIGHTS) == Decimal("11.0")


@pytest.mark.parametrize(
    ("weight", "said"), [("26.9", "well"), ("27", "near"), ("30", "near"), ("30.25", "over")]
)
def test_over_the_most_is_said_and_near_it_too(weight, said):
    assert standing(Decimal(weight), Decimal(30)) == said
