"""Which records belong to a field, and whether they agree with the matrix."""

from datetime import date

import pytest

from banyan.domains.staff.rules.serving import (
    Belonging,
    Practice,
    Served,
    check_ages,
    count,
    judge,
    list_of,
    own_or_supposed,
    supposed,
)
from banyan.foundation.refusal import Refused

ELDER, FAMILY, YOUTH = 1, 2, 3
NAMES = {ELDER: "长者部", FAMILY: "家庭部", YOUTH: "青少年部"}
DAY = date(2025, 11, 20)


def served(kind="activity", department=ELDER, **known):
    return Served(department, DAY, kind, **known)


@pytest.mark.parametrize(
    ("belonging", "known", "belongs"),
    [
        (Belonging(), {"age": 70}, False),
        (Belonging(age_from=60), {"age": 60}, True),
        (Belonging(age_from=60), {"age": 59}, False),
        (Belonging(age_from=60), {}, False),
        (Belonging(age_to=13), {"age": 0}, True),
        (Belonging(sex="female", age_from=18, age_to=59), {"sex": "female", "age": 59}, True),
        (Belonging(sex="female", age_from=18, age_to=59), {"sex": "male", "age": 59}, False),
        (Belonging(marks=("残疾人", "失能")), {"marks": frozenset({"失能"})}, True),
        (Belonging(marks=("残疾人",)), {"marks": frozenset({"低保"})}, False),
        (Belonging(words=("亲子", "夫妻")), {"about": "亲子沟通 夫妻"}, True),
        (Belonging(words=("亲子",)), {"about": "重阳义诊"}, False),
        (Belonging(kind="class"), {}, False),
        (Belonging(kind="activity", age_from=60), {"age": 61}, True),
    ],
)
def test_all_that_is_said_has_to_hold_and_one_mark_or_word_is_enough(belonging, known, belongs):
    assert belonging.holds(served(**known)) is belongs


@pytest.mark.parametrize(
    ("name", "belonging"),
    [
        ("长者", Belonging(age_from=60)),
        ("独居长者", Belonging(age_from=60)),
        ("暑期托管", Belonging(kind="class")),
        ("妇女", Belonging(sex="female", age_from=18, age_to=59)),
        ("高空楼栋长者下楼", Belonging()),
        ("宠物", Belonging()),
    ],
)
def test_a_name_lets_us_suppose_who_belongs_there_and_a_particular_need_does_not(name, belonging):
    assert supposed(name) == belonging


def test_what_the_agency_says_stands_before_what_the_name_lets_suppose():
    said = Belonging(age_from=55)
    assert own_or_supposed(said, "长者") == (said, False)
    assert own_or_supposed(Belonging(), "长者") == (Belonging(age_from=60), True)


def test_somebody_of_two_fields_is_counted_in_both():
    fields = {1: Belonging(age_from=60), 2: Belonging(sex="female"), 3: Belonging(age_to=13)}
    assert count(fields, [served(age=70, sex="female"), served(age=30, department=FAMILY)]) == {
        1: {ELDER: 1}, 2: {ELDER: 1}, 3: {},
    }  # fmt: skip


@pytest.mark.clause("P1.4")
@pytest.mark.parametrize(
    ("times", "parts", "says"),
    [
        ({ELDER: 30, FAMILY: 5}, {ELDER}, "served most by %(department)s, which leads it"),
        ({ELDER: 5, FAMILY: 30}, {ELDER}, "served most by %(department)s, which does not lead it"),
        ({ELDER: 5, FAMILY: 30}, {ELDER, FAMILY}, "served most by %(department)s, which does not lead it"),
        ({ELDER: 30, FAMILY: 20}, {ELDER}, "%(department)s has no part in it"),
        ({ELDER: 30, FAMILY: 20}, {ELDER, FAMILY}, "served most by %(department)s, which leads it"),
        ({ELDER: 30, FAMILY: 19}, {ELDER}, "served most by %(department)s, which leads it"),
        ({}, {ELDER}, "is needed, and no record of service belongs to it"),
    ],
)
def test_real_work_by_others_is_an_overlap_and_none_a_void(times, parts, says):
    practice = Practice(times, leads=frozenset({ELDER}), parts=frozenset(parts))
    verdict, said = judge(practice, NAMES, 20, 40)
    assert said.text.startswith(says)
    assert verdict == ("good" if says.endswith("which leads it") else "attention")


def test_little_work_and_a_field_nobody_needs_say_nothing():
    assert judge(Practice({FAMILY: 19}, frozenset({ELDER}), frozenset({ELDER})), NAMES, 20, 40) is None
    assert judge(Practice({}, needed=False), NAMES, 20, 40) is None


def test_marks_are_written_with_any_comma():
    assert list_of(" 残疾人，失能,残疾人、 ") == ("残疾人", "失能")


@pytest.mark.parametrize(("ages", "wrong"), [((60, 18), "age_to"), ((200, None), "age_from")])
def test_ages_stand_in_order_and_are_those_of_people(ages, wrong):
    with pytest.raises(Refused) as refused:
        check_ages(*ages)
    assert wrong in refused.value.problems
