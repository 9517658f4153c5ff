from datetime import date

import pytest

from banyan.domains.services.rules import residents_sheet
from banyan.domains.services.rules.ages import AgeLimits, age_on
from tests.services.sheets import TODAY, area_names, from_file, residents


@pytest.fixture(scope="module")
def sample(samples):
    return from_file(residents_sheet.SHEET, samples / "residents.csv", areas=area_names(samples))


def found(checked, *codes):
    return [
        (each.line, each.column, each.code)
        for each in checked.errors + checked.warnings
        if each.code in codes
    ]


def test_the_sample_takes_196_of_200_and_says_why_four_stay_out(sample):
    assert (len(sample), len(sample.accepted)) == (200, 196)
    assert [(each.line, each.column, each.code) for each in sample.errors] == [
        (153, "出生日期", "bad_date"),
        (155, "手机", "bad_format"),
        (156, "监护人姓名", "guardian_missing"),
        (160, "出生日期", "future_date"),
    ]


def test_the_sample_s_warnings_are_found_and_let_their_rows_in(sample):
    assert (154, "社区", "unknown_area") in found(sample, "unknown_area")
    assert (157, "性别", "unknown_choice") in found(sample, "unknown_choice")
    assert (158, "姓名", "whitespace") in found(sample, "whitespace")
    assert (159, "证件号码", "full_width") in found(sample, "full_width")
    assert [line for line, *_ in found(sample, "id_birth_mismatch")] == [153, 156, 160]
    assert [line for line, *_ in found(sample, "id_sex_mismatch")] == [157]
    accepted = {each.row.line for each in sample.accepted}
    assert {154, 157, 158, 159, 132} <= accepted


def test_demonstration_numbers_are_one_line_and_not_two_hundred(sample):
    (line,) = [each for each in sample.warnings if each.code == "demo_id"]
    assert line.message.params["count"] == 198


def test_sixteen_persons_have_no_consent(sample):
    lines = [line for line, *_ in found(sample, "consent_missing")]
    assert len(lines) == 16
    assert {12, 132} <= set(lines)


def test_households_without_or_with_two_heads_are_reported_once_each(sample):
    lines = [line for line, *_ in found(sample, "household_no_head", "household_two_heads")]
    assert len(found(sample, "household_two_heads")) == 1
    assert len(found(sample, "household_no_head")) == len(set(lines)) - 1


def test_the_sample_proposes_one_certain_and_one_probable_duplicate(sample):
    proposed = residents_sheet.duplicates(each.row for each in sample.accepted)
    assert [(each.keys, each.certainty) for each in proposed] == [
        ((21, 151), "certain"),
        ((22, 152), "probable"),
    ]


def test_the_ages_of_the_sample_s_register(sample):
    ages = [age_on(each.row.values["born_on"], TODAY) for each in sample.accepted]
    assert (sum(age < 14 for age in ages), sum(age < 18 for age in ages), sum(age >= 60 for age in ages)) == (
        40,
        55,
        53,
    )


def test_rare_characters_stay_as_they_are(sample):
    names = [each.row.values["name"] for each in sample.accepted]
    assert any(ord(character) > 0xFFFF for name in names for character in name)
    assert any("·" in name for name in names)


def test_a_child_without_a_guardian_stays_out_and_a_grown_child_comes_in():
    child = {"出生日期": "2011-12-31"}
    grown = {"出生日期": "2011-12-31", "居民编号": "R2", "户编号": "H2"}
    assert not found(residents(grown), "guardian_missing")
    assert found(residents(child, today=date(2025, 12, 30)), "guardian_missing")
    assert not found(residents({**child, "监护人姓名": "丙丁"}), "guardian_missing")


def test_the_age_of_a_guardian_is_a_setting():
    limits = AgeLimits(guardian_below=16)
    assert found(residents({"出生日期": "2010-06-01"}, age_limits=limits), "guardian_missing")
    assert not found(residents({"出生日期": "2010-06-01"}), "guardian_missing")


def test_where_no_birth_date_is_written_the_identity_number_tells_the_age():
    checked = residents({"出生日期": "", "证件类型": "居民身份证", "证件号码": "000000201906010028"})
    assert found(checked, "guardian_missing")
    assert not found(checked, "id_birth_mismatch")


def test_a_passport_is_not_read_as_an_identity_number():
    checked = residents({"证件类型": "护照", "证件号码": "e12345678"})
    assert not checked.errors
    assert checked.rows[0].row.values["id_number"] == "E12345678"


def test_sensitive_facts_want_a_consent_of_their_own():
    bare = {"敏感信息单独同意": "否"}
    assert not found(residents(bare), "sensitive_consent_missing")
    for facts in ({"重点人群标签": "低保"}, {"残疾类别": "视力"}, {"低保或特困": "特困"},
                  {"出生日期": "2019-01-01", "监护人姓名": "丙丁"}):  # fmt: skip
        assert found(residents({**bare, **facts}), "sensitive_consent_missing"), facts
        assert not found(residents(facts), "sensitive_consent_missing")


def test_an_unknown_group_is_kept_as_written_and_said():
    checked = residents({"重点人群标签": "低保|新市民"})
    assert found(checked, "unknown_choice")
    assert checked.rows[0].row.values["tags"] == ("低保", "新市民")


def test_the_same_number_twice_in_a_file_is_an_error():
    checked = residents({}, {"姓名": "丙丁", "户编号": "H2"})
    assert [(each.line, each.code) for each in checked.errors] == [(3, "duplicate_key")]


def test_a_consent_without_its_day_is_remarked():
    assert (2, "同意日期", "consent_missing") in found(residents({"同意日期": ""}), "consent_missing")
