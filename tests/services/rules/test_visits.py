"""The roster in plain values: due days, tries, what a record must say, waits that a control judges."""

from datetime import date, time, timedelta

import pytest

from banyan.domains.services.rules import visits as rules
from banyan.domains.services.rules.visits import Gone, Outcome, Relief
from banyan.foundation.refusal import Refused

DAY = date(2025, 11, 10)
WORDS = {"happened": "家中整洁，午饭吃了", "judgement": "精神好，下月再访"}


def on(days):
    return DAY + timedelta(days=days)


def gone(**fields):
    given = {
        "held_on": DAY, "began_at": time(9), "ended_at": time(9, 40), "outcome": Outcome.MET, "texts": WORDS,
    } | fields  # fmt: skip
    return Gone(**given)


def refused(problem):
    return set(problem.value.problems)


def test_a_try_moves_no_date_and_a_visit_ends_the_row_of_tries():
    assert rules.standing([]) == rules.Standing(None, 0)
    assert rules.standing([(on(0), "met"), (on(9), "not_home"), (on(10), "refused")]) == rules.Standing(
        on(0), 2
    )
    assert rules.standing([(on(9), "not_home"), (on(0), "met"), (on(12), "met")]) == rules.Standing(on(12), 0)


def test_the_next_visit_is_counted_from_the_last_or_from_the_day_on_the_roster():
    assert rules.due_on(None, DAY, 31) == date(2025, 12, 11)
    assert rules.due_on(on(5), DAY, 15) == on(20)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"held_on": on(1)}, {"held_on"}),
        ({"held_on": on(-9)}, {"held_on"}),
        ({"ended_at": time(9)}, {"ended_at"}),
        ({"texts": {"happened": "在家"}}, {"judgement"}),
        ({"texts": {}, "outcome": Outcome.NOT_HOME}, {"happened"}),
    ],
)
def test_a_record_says_when_and_what(fields, wrong):
    with pytest.raises(Refused) as problem:
        rules.check_gone(gone(**fields), on(-5), DAY, needs_two=False)
    assert refused(problem) == wrong


def test_a_try_asks_for_one_line_only():
    rules.check_gone(
        gone(texts={"happened": "敲门无人应"}, outcome=Outcome.NOT_HOME), on(-5), DAY, needs_two=False
    )


def test_two_go_where_two_must_go():
    with pytest.raises(Refused) as problem:
        rules.check_gone(gone(), on(-5), DAY, needs_two=True)
    assert refused(problem) == {"companion"}
    rules.check_gone(gone(accompanied=True), on(-5), DAY, needs_two=True)


@pytest.mark.clause("W5.3")
def test_nobody_is_relieved_twice_unknowingly():
    earlier = ((on(-10), "大米一袋"),)
    with pytest.raises(Refused) as problem:
        rules.check_relief(Relief("食用油", "", True, earlier), Outcome.MET)
    assert refused(problem) == {"relief_because"}
    assert problem.value.clause == "W5.3"
    rules.check_relief(Relief("食用油", "新添一名学童", True, earlier), Outcome.MET)
    rules.check_relief(Relief("食用油", "", True), Outcome.MET)
    with pytest.raises(Refused):
        rules.check_relief(Relief("食用油", "", True), Outcome.NOT_HOME)


def test_visits_count_for_the_indicator_of_the_department_or_for_the_only_one():
    both = [("K05", "长者部"), ("K22", "残障康复部")]
    assert rules.fitting("长者部", both) == "K05"
    assert rules.fitting("家庭部", both) == ""
    assert rules.fitting("家庭部", both[:1]) == "K05"


def judged(since, met, first, until, days=31):
    found = rules.waits(since, met, lambda day: day + timedelta(days=days), first, until)
    return [rules.visited_in_time(wait.due, wait.reached_on, until, 7)[0] for wait in found]


def test_each_wait_that_ends_or_is_overdue_in_the_period_is_judged():
    first, until = date(2025, 10, 1), date(2025, 12, 31)
    since = date(2025, 9, 1)
    monthly = [date(2025, 9, 20), date(2025, 10, 20), date(2025, 11, 20), date(2025, 12, 20)]
    assert judged(since, monthly, first, until) == ["good"] * 3
    assert judged(since, [*monthly[:2], date(2025, 11, 25)], first, until) == [
        "good",
        "attention",
        "attention",
    ]
    assert judged(since, monthly[:2], first, until) == ["good", "breach"]
    assert judged(date(2025, 12, 20), [], first, until) == []
    assert rules.worst([("good", "a"), ("breach", "b"), ("attention", "c")]) == ("breach", "b")
