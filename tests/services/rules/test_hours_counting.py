"""Countable hours by hand-worked examples; times in minutes unless they say hours."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

import pytest

from banyan.domains.services.rules.hours.counting import (
    Conversion,
    Version,
    countable,
    percent,
    share_of,
    shared,
    sums,
)
from banyan.domains.services.rules.hours.sizing import Needed, size, worker_year
from banyan.domains.services.rules.hours.spent import Category, Spent, Task

ANA, BO = 1, 2
CONTRACT = UUID(int=77)


def spent(category, minutes, worker=ANA, record=1, on=date(2025, 10, 18), **more):
    """Minutes at a record of the contract."""
    return Spent(
        worker, on, minutes, category, "x.y", UUID(int=record), f"N{record}", project=CONTRACT, **more
    )


def counted(*rows, versions=()):
    """Countable minutes, in order."""
    return [each.countable for each in countable(rows, versions)]


@pytest.mark.parametrize(
    ("category", "minutes", "travel", "expected"),
    [
        ("interview", 90, 0, 120),  # 1.5 h and half an hour for the record are 2 h
        ("interview", 90, 40, 160),  # the way counts
        ("interview", 90, 80, 180),  # up to one hour
        ("interview", 200, 60, 240),  # four hours a contact at most
        ("interview", 0, 0, 0),  # no time told, none counted
        ("phone", 5, 0, 15),  # a quarter of an hour at least
        ("phone", 35, 0, 35),
        ("phone", 100, 0, 60),  # one hour at most
        ("session", 90, 0, 240),  # 1.5 h twice and one hour for the record are 4 h
        ("visit", 25, 0, 60),  # one hour for each visit on the roster
        ("visit", 95, 0, 60),
        ("consultation", 10, 0, 15),
        ("consultation", 50, 0, 30),
        ("day_care", 130, 0, 130),
        ("administration", 130, 0, 0),
        ("training", 130, 0, 0),
    ],
)
def test_the_default_table_counts_as_worked_by_hand(category, minutes, travel, expected):
    assert counted(spent(Category(category), minutes, travel=travel)) == [expected]


def test_a_co_worker_of_a_session_counts_once_and_the_leader_twice_with_the_record():
    rows = (spent(Category.SESSION, 90), spent(Category.SESSION, 90, BO, leads=False))
    assert counted(*rows) == [240, 90]


@pytest.mark.parametrize(("people", "whole"), [(50, 480), (51, 960)])
def test_an_activity_counts_eight_or_sixteen_hours_for_all_its_workers_together(people, whole):
    rows = (
        spent(Category.ACTIVITY, 240, ANA, people=people),
        spent(Category.ACTIVITY, 120, BO, people=people),
        spent(Category.ACTIVITY, 60, 3, record=2),
    )
    assert counted(*rows) == [whole * 2 // 3, whole // 3, 480]


def test_what_is_shared_leaves_no_rest():
    assert shared([100, 100, 100], 480) == [160, 160, 160]
    assert shared([1, 1, 1], 100) == [34, 33, 33]
    assert shared([0, 0], 480) == [240, 240]


def test_supervision_counts_up_to_five_percent_of_the_month():
    work = spent(Category.DAY_CARE, 950)
    assert share_of(950, Decimal(5)) == 50
    assert counted(work, spent(Category.SUPERVISION, 40, record=2)) == [950, 40]
    assert counted(
        work, spent(Category.SUPERVISION, 40, record=2), spent(Category.SUPERVISION, 40, record=3)
    ) == [950, 40, 10]
    assert counted(work, spent(Category.SUPERVISION, 60, record=2, on=date(2025, 11, 3))) == [950, 0]


@pytest.mark.clause("P1.11")
def test_work_outside_the_contract_counts_nothing():
    assert counted(spent(Category.INTERVIEW, 90, task=Task.ADMINISTRATIVE)) == [0]
    assert counted(spent(Category.INTERVIEW, 90, task=Task.EXTRA)) == [0]


def test_a_version_holds_from_its_day_and_the_contract_s_before_everybody_s():
    flat = Version(Category.INTERVIEW, date(2025, 10, 1), Conversion(fixed=100))
    own = Version(Category.INTERVIEW, date(2025, 10, 15), Conversion(fixed=77), CONTRACT)
    newer = Version(Category.INTERVIEW, date(2025, 11, 1), Conversion(fixed=66), CONTRACT)
    versions = [newer, flat, own]
    days = [date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 15), date(2025, 11, 1)]
    assert [counted(spent(Category.INTERVIEW, 90, on=day), versions=versions)[0] for day in days] == [
        120,
        100,
        77,
        66,
    ]
    elsewhere = Version(Category.INTERVIEW, date(2025, 10, 1), Conversion(fixed=1), UUID(int=78))
    assert counted(spent(Category.INTERVIEW, 90), versions=[elsewhere]) == [120]


@pytest.mark.clause("P1.11")
def test_sums_tell_direct_and_indirect_minutes_and_the_share_of_each_source():
    rows = countable(
        [
            spent(Category.INTERVIEW, 90, travel=30, began_at=time(9)),
            spent(Category.MEETING, 60, record=2),
            spent(Category.ADMINISTRATION, 120, record=3, task=Task.ADMINISTRATIVE),
        ]
    )
    found = sums(rows)
    assert (found.raw, found.direct, found.indirect, found.countable) == (300, 120, 180, 150)
    assert found.percent(Task.ADMINISTRATIVE) == Decimal("40.0")
    assert found.percent(Task.EXTRA) == Decimal("0.0")
    assert percent(1, 0) is None


def test_the_workers_that_targets_need():
    """28 cases of 40 h, 8 groups of 30 h and 36 activities of 8 h are 1,648 h; at 1,017 h a worker-year 1.62."""
    lines = [
        Needed("K01", Decimal(28), Decimal(40)),
        Needed("K03", Decimal(8), Decimal(30)),
        Needed("K04", Decimal(36), Decimal(8)),
        Needed("K09", Decimal(5), None),
    ]
    a_year = worker_year(Decimal(1695), Decimal(60))
    found = size(lines, a_year)
    assert (a_year, found.hours, found.workers) == (Decimal(1017), Decimal(1648), Decimal("1.62"))
    assert found.without_standard == ("K09",)
