"""The after-school class in plain values: who may come, who may fetch whom, when an afternoon counts."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from banyan.domains.services.rules import day_class as rules
from banyan.domains.services.rules.day_class import Afternoon, Enrolled, Fetcher
from banyan.foundation.refusal import Refused

DAY = date(2025, 11, 10)
CHILD = Enrolled("样母", "13900000001", DAY, "无", 1, False, 8)
FULL = Afternoon(children=12, inside=0, adults=2, closes_at=time(18), closed=True)


def but(known, **fields):
    return replace(known, **fields)


@pytest.mark.clause("W6.3")
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"guardian_phone": ""}, {"guardian"}),
        ({"consent_on": None}, {"consent_on"}),
        ({"consent_on": date(2025, 11, 11)}, {"consent_on"}),
        ({"allergies": " "}, {"allergies"}),
        ({"fetchers": 0}, {"fetchers"}),
        ({"fetchers": 0, "alone_allowed": True, "age": 10}, set()),
        ({"alone_allowed": True}, {"may_go_alone"}),
        ({"alone_allowed": True, "age": None}, {"may_go_alone"}),
    ],
)
def test_a_child_comes_with_everything_that_must_be_known(fields, wrong):
    if not wrong:
        rules.check_enrolment(but(CHILD, **fields), DAY, 10)
        return
    with pytest.raises(Refused) as problem:
        rules.check_enrolment(but(CHILD, **fields), DAY, 10)
    assert set(problem.value.problems) == wrong


@pytest.mark.clause("W6.3")
@pytest.mark.parametrize(
    ("fetcher", "may"),
    [
        (None, False),
        (Fetcher(DAY, None), True),
        (Fetcher(DAY, DAY), True),
        (Fetcher(date(2025, 11, 11), None), False),
        (Fetcher(date(2025, 9, 1), date(2025, 11, 9)), False),
        (Fetcher(date(2025, 9, 1), None, is_barred=True), False),
    ],
)
def test_a_child_leaves_with_somebody_of_its_list_alone(fetcher, may):
    if may:
        rules.check_may_fetch(fetcher, DAY)
        return
    with pytest.raises(Refused) as problem:
        rules.check_may_fetch(fetcher, DAY)
    assert problem.value.clause == "W6.3"


def test_two_adults_are_there_and_one_for_fifteen_children():
    assert [rules.adults_needed(children, 2, 15) for children in (0, 1, 30, 31, 46)] == [0, 2, 2, 3, 4]


def test_a_child_inside_after_closing_shouts():
    waiting = but(FULL, inside=1, closed=False)
    assert not rules.is_late(waiting, datetime(2025, 11, 10, 18, 0))
    assert rules.is_late(waiting, datetime(2025, 11, 10, 18, 1))
    assert not rules.is_late(but(waiting, inside=0), datetime(2025, 11, 10, 19, 0))
    with pytest.raises(Refused):
        rules.check_close(waiting)


def test_an_afternoon_counts_when_adults_were_enough():
    assert rules.evidence_lacks(FULL, 2) == ()
    assert rules.evidence_lacks(but(FULL, adults=1), 2) == ("adults_missing",)


@pytest.mark.parametrize(
    ("fields", "left", "expected"),
    [({}, 0, "good"), ({}, 1, "breach"), ({"inside": 1}, 0, "breach"), ({"adults": 1}, 0, "breach"),
     ({"closed": False}, 0, "attention")],
)  # fmt: skip
def test_an_afternoon_is_judged_by_its_sheet(fields, left, expected):
    assert rules.day_judged(but(FULL, **fields), 2, left)[0] == expected


def test_three_parties_and_what_school_and_parents_say_are_judged():
    assert rules.parties_judged("社区", "小学", 1)[0] == "good"
    assert rules.parties_judged("社区", "小学", 0)[0] == "attention"
    assert rules.parties_judged("", "小学", 3)[0] == "breach"
    first = date(2025, 6, 13)
    assert rules.following_judged(first, [], DAY, 150)[0] == "good"
    assert rules.following_judged(date(2025, 6, 12), [], DAY, 150)[0] == "attention"
    assert rules.following_judged(date(2025, 1, 1), [date(2025, 9, 1)], DAY, 150)[0] == "good"
