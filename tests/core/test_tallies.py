"""Sums, distinct persons, and the recount that proves both."""

from decimal import Decimal

import pytest

from banyan.core.tallies import sums
from banyan.core.tallies.models import Seen, Tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(monkeypatch):
    fresh = {"sums": {}, "people": {}}
    monkeypatch.setattr(sums, "_sources", {})
    sums.source("test", lambda: sums.Recomputed(fresh["sums"], fresh["people"]))
    return fresh


def test_amounts_add_up_and_take_away(measure):
    sums.add("test", "P1", "2025-10", 3)
    sums.add("test", "P1", "2025-10", Decimal("-0.5"))
    assert sums.total("test", "P1", "2025-10") == Decimal("2.5")
    assert sums.total("test", "P1", "2025-11") == 0


def test_many_sums_move_in_one_statement_and_nothing_leaves_no_row(measure, django_assert_num_queries):
    sums.add("test", "P1", "2025-10", 3)
    moved = {
        ("test", "P1", "2025-10"): Decimal("-0.5"),
        ("test", "P2", ""): Decimal(7),
        ("test", "P3", ""): Decimal(0),
    }
    with django_assert_num_queries(1):
        sums.add_all(moved)
    kept = Tally.objects.order_by("scope").values_list("scope", "period", "amount")
    assert list(kept) == [("P1", "2025-10", Decimal("2.5")), ("P2", "", 7)]


def test_a_person_seen_ten_times_counts_once(measure):
    assert sums.see("test", "P1", "", ["a", "a", "b"]) == 2
    assert sums.see("test", "P1", "", ["a"]) == 0
    assert sums.total("test", "P1") == 2
    assert sums.unsee("test", "P1", "", ["a", "a"]) == 0
    assert sums.unsee("test", "P1", "", ["a"]) == 1
    assert sums.total("test", "P1") == 1


def test_recount_names_a_falsified_sum(measure):
    sums.add("test", "P1", "", 5)
    measure["sums"] = {("P1", ""): Decimal(5)}
    assert sums.recount() == []
    Tally.objects.update(amount=6)
    (found,) = sums.recount()
    assert (found.scope, found.kept, found.counted) == ("P1", 6, 5)


def test_recount_names_a_falsified_person(measure):
    sums.see("test", "P1", "", ["a"])
    measure["sums"], measure["people"] = {("P1", ""): Decimal(1)}, {("P1", "", "a"): 1}
    assert sums.recount() == []
    Seen.objects.update(person="b")
    assert len(sums.recount()) == 2


def test_recount_can_mend(measure):
    Tally.objects.create(measure="test", scope="P1", amount=9)
    measure["sums"] = {("P1", ""): Decimal(2)}
    assert sums.recount(mend=True)
    assert sums.recount() == []
    assert sums.total("test", "P1") == 2
