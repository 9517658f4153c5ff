from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.staff.rules.ratios import BASES, Residents, Worker, members, ratios

RESIDENTS = Residents("resident", 113_000, date(2024, 12, 31), "street office")


def make_workers():
    """Twenty people: fourteen licensed social workers, eleven at the front, seven of those licensed."""
    licensed_front = [Worker(n, True, True, True) for n in range(7)]
    licensed_behind = [Worker(n, True, True, False) for n in range(7, 14)]
    unlicensed_front = [Worker(n, False, False, True) for n in range(14, 18)]
    return licensed_front + licensed_behind + unlicensed_front + [Worker(18), Worker(19)]


def read_all(established=22, contract=20, residents=RESIDENTS):
    return {ratio.basis: ratio for ratio in ratios(established, contract, make_workers(), residents)}


@pytest.mark.clause("P2.1")
@pytest.mark.parametrize(
    ("basis", "workers", "one_to"),
    [
        ("established", 22, 5_136),
        ("contract", 20, 5_650),
        ("incumbents", 20, 5_650),
        ("social_workers", 14, 8_071),
        ("licensed", 14, 8_071),
        ("frontline", 11, 10_273),
        ("licensed_frontline", 7, 16_143),
    ],
)
def test_the_same_centre_has_seven_labelled_ratios(basis, workers, one_to):
    ratio = read_all()[basis]
    assert (ratio.workers, ratio.residents_per_worker) == (workers, one_to)
    assert BASES[basis]


@pytest.mark.clause("P2.1")
def test_a_ratio_reads_in_both_directions():
    assert read_all()["incumbents"].per_ten_thousand == Decimal("1.77")


def test_the_gap_to_five_per_ten_thousand_is_counted_in_workers():
    assert read_all()["incumbents"].gap(Decimal(5)) == Decimal("36.5")
    assert read_all()["incumbents"].gap(Decimal(1)) == Decimal("-8.7")


def test_registered_residents_give_another_ratio_of_their_own_date():
    registered = Residents("registered", 61_200, date(2024, 12, 31), "police")
    assert read_all(residents=registered)["incumbents"].residents_per_worker == 3_060


def test_nobody_in_office_gives_no_ratio_instead_of_a_division_by_zero():
    empty = {ratio.basis: ratio for ratio in ratios(0, 0, (), RESIDENTS)}
    assert empty["incumbents"].residents_per_worker is None
    assert empty["incumbents"].per_ten_thousand == Decimal("0.00")


def test_an_unknown_contract_is_unknown_and_not_zero():
    ratio = read_all(contract=None)["contract"]
    assert (ratio.workers, ratio.residents_per_worker, ratio.per_ten_thousand) == (None, None, None)
    assert ratio.gap(Decimal(5)) is None


def test_an_uncounted_population_leaves_the_numerator_standing():
    ratio = read_all(residents=None)["incumbents"]
    assert (ratio.workers, ratio.residents_per_worker, ratio.gap(Decimal(5))) == (20, None, None)


def test_half_a_resident_rounds_up():
    (_, _, incumbents, *_) = ratios(
        0, None, [Worker(1), Worker(2)], Residents("resident", 5, date(2024, 1, 1))
    )
    assert incumbents.residents_per_worker == 3


def test_the_members_of_a_basis_are_as_many_as_its_figure():
    for basis in ("incumbents", "social_workers", "licensed", "frontline", "licensed_frontline"):
        assert len(members(basis, make_workers())) == read_all()[basis].workers
