from datetime import date, time

import pytest

from banyan.domains.services.rules import matching
from banyan.domains.services.rules.attendance import Reason, Register, Remark, Role, Settled, SignIn, count

DAY = date(2025, 10, 18)


def line(number, name="甲乙", **facts):
    usual = {"role": Role.RESIDENT, "held_on": DAY, "arrived": time(9), "left": time(11)}
    return SignIn(line=number, serial=str(number - 1), name=name, **{**usual, **facts})


def reasons(result):
    return {ruling.sign_in.line: ruling.reason for ruling in result.not_counted}


def test_only_residents_count_and_the_others_say_why():
    result = count(
        [line(2), line(3, role=Role.VOLUNTEER), line(4, role=Role.STAFF), line(5, role=Role.GUEST)]
    )
    assert (result.person_times, len(result.persons)) == (1, 1)
    assert reasons(result) == {3: Reason.VOLUNTEER, 4: Reason.STAFF, 5: Reason.GUEST}
    assert all(ruling.because for ruling in result.not_counted)


def test_a_line_without_a_name_is_a_person_time_and_nobody_in_particular():
    result = count([line(2, name=""), line(3, name="")])
    assert (result.person_times, len(result.persons)) == (2, 0)
    assert Remark.NO_NAME in result.rulings[0].remarks


def test_a_line_with_a_number_and_no_name_is_that_person():
    result = count([line(2, name="", user_number="R1")])
    assert result.persons == {"user:R1"}


def test_a_name_without_a_number_is_one_person_until_merged():
    result = count([line(2, phone_tail="1234"), line(3, phone_tail="1234")])
    assert (result.person_times, len(result.persons)) == (2, 2)
    assert [ruling.sign_in.line for ruling in matching.to_match(result)] == [2, 3]
    first, second = result.rulings
    assert matching.same_name_in_sheet(first, result.rulings) == [second]


def test_one_person_signs_in_once_per_session():
    result = count([line(2, user_number="R1"), line(3, user_number="R1")])
    assert result.person_times == 1
    (repeat,) = result.not_counted
    assert (repeat.reason, repeat.same_as, repeat.sign_in.line) == (Reason.DUPLICATE, 2, 3)


def test_the_same_person_on_two_days_is_two_person_times_and_one_person():
    result = count([line(2, user_number="R1"), line(3, user_number="R1", held_on=date(2025, 10, 19))])
    assert (result.person_times, len(result.persons)) == (2, 1)


def test_several_activities_in_one_file_do_not_push_each_other_out():
    result = count([line(2, user_number="R1", activity="A"), line(3, user_number="R1", activity="B")])
    assert (result.person_times, len(result.persons)) == (2, 1)


def test_signing_out_before_signing_in_waits_to_be_clarified():
    result = count([line(2, arrived=time(11, 20), left=time(10, 50))])
    assert reasons(result) == {2: Reason.TO_CLARIFY}


def test_a_doubtful_line_does_not_push_out_the_good_line_of_that_person():
    result = count([line(2, user_number="R1", left=time(8)), line(3, user_number="R1")])
    assert reasons(result) == {2: Reason.TO_CLARIFY}
    assert result.persons == {"user:R1"}


def test_a_missing_sign_out_is_remarked_and_counts():
    result = count([line(2, left=None)])
    assert result.person_times == 1
    assert Remark.NO_SIGN_OUT in result.rulings[0].remarks


def test_the_same_name_and_phone_end_under_another_number_is_asked_about():
    result = count(
        [line(2, user_number="R1", phone_tail="1234"), line(3, user_number="R2", phone_tail="1234")]
    )
    (doubtful,) = result.not_counted
    assert (doubtful.reason, doubtful.same_as) == (Reason.TO_CLARIFY, 2)


def test_numbers_merged_before_are_one_person_and_not_a_doubt():
    register = Register(merged={"R2": "R1"})
    lines = [line(2, user_number="R1", phone_tail="1234"), line(3, user_number="R2", phone_tail="1234")]
    assert reasons(count(lines, register)) == {3: Reason.DUPLICATE}


def test_a_number_registered_under_another_name_is_asked_about():
    register = Register(names={"R1": "丙丁"})
    assert reasons(count([line(2, user_number="R1")], register)) == {2: Reason.TO_CLARIFY}
    assert count([line(2, name="丙丁", user_number="R1")], register).person_times == 1


def test_staff_listed_as_residents_are_asked_about_unless_they_bear_a_resident_number():
    register = Register(staff=frozenset({"甲乙"}))
    assert reasons(count([line(2)], register)) == {2: Reason.TO_CLARIFY}
    assert count([line(2, user_number="R1")], register).person_times == 1


def test_a_line_that_does_not_say_who_came_waits_to_be_clarified():
    assert reasons(count([line(2, role=None)])) == {2: Reason.TO_CLARIFY}


def test_what_a_person_decided_about_a_line_holds():
    doubtful = {"arrived": time(11), "left": time(10)}
    as_own = count([line(2), line(3, user_number="R2", settled=Settled.OWN_PERSON, **doubtful)])
    assert (as_own.person_times, len(as_own.persons)) == (2, 2)
    as_same = count([line(2), line(3, user_number="R2", settled=Settled.SAME_PERSON, **doubtful)])
    assert (as_same.person_times, reasons(as_same)) == (1, {3: Reason.DUPLICATE})


@pytest.mark.parametrize(
    "written", ["(未留姓名)", "（未留姓名）", "不详", "无", "——", "/", "  ", "匿名", "？"]
)
def test_what_only_says_that_there_is_no_name_is_no_name(written):
    assert matching.name_or_nothing(written) == ""


@pytest.mark.parametrize("written", ["甲乙", "Ana B.", "甲·乙", "吴某某"])
def test_names_stay_as_they_are(written):
    assert matching.name_or_nothing(written) == written


def test_the_match_list_puts_the_likeliest_first_and_never_another_sex():
    sign_in = line(2, phone_tail="1234", area="东村", sex="female")
    known = [
        matching.Known("R1", "甲乙", sex="female", area="东村"),
        matching.Known("R2", "甲乙", sex="female", phone_tail="1234"),
        matching.Known("R3", "甲乙", sex="male", phone_tail="1234"),
        matching.Known("R4", "丙丁", sex="female", phone_tail="1234"),
    ]
    assert [like.known.number for like in matching.likenesses(sign_in, known)] == ["R2", "R1"]
