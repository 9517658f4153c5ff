import pytest

from banyan.domains.services.rules import attendance, signin_sheet
from banyan.domains.services.rules.attendance import Reason, Register
from tests.services.sheets import area_names, from_file, residents, sign_ins


class Known:
    """A registered person behind a number."""

    def __init__(self, number, name):
        self.number, self.name = number, name


@pytest.fixture(scope="module")
def known(samples):
    from banyan.domains.services.rules import residents_sheet

    register = from_file(residents_sheet.SHEET, samples / "residents.csv", areas=area_names(samples))
    values = [each.row.values for each in register.accepted]
    return {value["number"]: Known(value["number"], value["name"]) for value in values}


@pytest.fixture(scope="module")
def sample(samples, known):
    return from_file(
        signin_sheet.SHEET, samples / "activity_signin.csv", areas=area_names(samples), users=known
    )


@pytest.fixture(scope="module")
def counted(sample, known):
    names = {number: user.name for number, user in known.items()}
    return attendance.count(
        signin_sheet.sign_ins(each.row for each in sample.accepted), Register(names=names)
    )


def lines(checked, code):
    return [each.line for each in checked.warnings if each.code == code]


def test_all_lines_of_the_sample_are_accepted(sample):
    assert (len(sample), len(sample.accepted), sample.errors) == (52, 52, [])


def test_the_sample_counts_41_person_times_and_40_distinct_persons(counted):
    assert (counted.person_times, len(counted.persons)) == (41, 40)


def test_every_other_line_of_the_sample_says_why_it_does_not_count(counted):
    reasons = {ruling.sign_in.line: ruling.reason for ruling in counted.not_counted}
    assert reasons == {
        **dict.fromkeys(range(42, 48), Reason.VOLUNTEER),
        48: Reason.STAFF,
        49: Reason.STAFF,
        50: Reason.GUEST,
        51: Reason.DUPLICATE,
        53: Reason.TO_CLARIFY,
    }
    assert all(ruling.because for ruling in counted.not_counted)
    same = {ruling.sign_in.line: ruling.same_as for ruling in counted.not_counted if ruling.same_as}
    assert same == {51: 6, 53: 9}


def test_what_is_missing_on_the_sample_is_remarked_and_nothing_else(sample):
    assert lines(sample, "sign_out_missing") == [5, 8, 28, 32, 52]
    assert lines(sample, "number_missing") == [10, 27, 34, 38]
    assert lines(sample, "name_missing") == [52]
    assert lines(sample, "sign_out_before_sign_in") == [53]


def test_the_sheet_alone_counts_the_same_before_the_register_is_there(samples):
    alone = from_file(
        signin_sheet.SHEET, samples / "activity_signin.csv", areas=area_names(samples), users={}
    )
    result = attendance.count(signin_sheet.sign_ins(each.row for each in alone.accepted))
    assert (result.person_times, len(result.persons)) == (41, 40)
    assert len(lines(alone, "unknown_reference")) == 38


def test_an_unknown_role_is_accepted_and_waits_to_be_clarified():
    checked = sign_ins({"身份": "群众"}, {"身份": "", "序号": "2"})
    assert len(checked.accepted) == 2
    result = attendance.count(signin_sheet.sign_ins(each.row for each in checked.accepted))
    assert [ruling.reason for ruling in result.not_counted] == [Reason.TO_CLARIFY] * 2


@pytest.mark.parametrize(
    ("written", "read"),
    [("0142", "0142"), ("142", "0142"), ("142.0", "0142"), ("00010000142", "0142"), ("", "")],
)
def test_the_end_of_a_phone_number_gets_its_zeros_back(written, read):
    checked = sign_ins({"手机后四位": written})
    assert checked.rows[0].row.values["phone_tail"] == read
    assert not checked.errors


def test_what_is_no_phone_end_is_refused():
    assert [each.code for each in sign_ins({"手机后四位": "尾号不详"}).errors] == ["bad_format"]


def test_two_lines_with_one_serial_are_told_apart_by_an_error():
    assert [each.code for each in sign_ins({}, {"姓名": "丙丁"}).errors] == ["duplicate_key"]


def test_another_trade_s_words_for_the_roles_are_understood():
    checked = sign_ins({"身份": "义工"}, {"身份": "社工", "序号": "2"}, {"身份": "来宾", "序号": "3"})
    result = attendance.count(signin_sheet.sign_ins(each.row for each in checked.accepted))
    assert [ruling.reason for ruling in result.not_counted] == [Reason.VOLUNTEER, Reason.STAFF, Reason.GUEST]


def test_an_unknown_resident_number_is_remarked_and_counts_as_that_number():
    checked = sign_ins({"居民编号": "R9"}, {"居民编号": "R9", "序号": "2"})
    assert lines(checked, "unknown_reference") == [2, 3]
    result = attendance.count(signin_sheet.sign_ins(each.row for each in checked.accepted))
    assert (result.person_times, [r.reason for r in result.not_counted]) == (1, [Reason.DUPLICATE])


def test_residents_and_sign_ins_read_a_name_alike():
    padded = {"姓名": " 甲　乙 "}
    assert (
        residents(padded).rows[0].row.values["name"] == sign_ins(padded).rows[0].row.values["name"] == "甲乙"
    )
