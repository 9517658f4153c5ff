from banyan.domains.staff.sheets.units import UNITS
from tests.staff.sheets.reading import codes, read_file, read_rows

TOP = {"单位编号": "T", "单位名称": "某机构", "类型": "机构"}


def test_the_sample_units_come_in_without_a_remark(samples):
    checked = read_file(UNITS, samples / "units.csv", known_units={"U0"})
    assert (len(checked.accepted), codes(checked), codes(checked, "error")) == (15, [], [])


def test_a_unit_below_an_unknown_one_is_kept_out():
    row = {"单位编号": "A", "单位名称": "甲", "类型": "站点", "上级单位编号": "X"}
    assert codes(read_rows(UNITS, TOP, row, known_units={"T"}), "error") == [(3, "unknown_reference")]


def test_only_the_top_of_the_organisation_has_no_superior_unit():
    other = {"单位编号": "A", "单位名称": "甲", "类型": "站点"}
    assert codes(read_rows(UNITS, TOP, other, known_units={"T"}), "error") == [(3, "required")]


def test_two_units_below_each_other_are_kept_out():
    rows = [
        {"单位编号": "A", "单位名称": "甲", "类型": "站点", "上级单位编号": "B"},
        {"单位编号": "B", "单位名称": "乙", "类型": "站点", "上级单位编号": "A"},
    ]
    checked = read_rows(UNITS, *rows, known_units={"T"})
    assert codes(checked, "error") == [(2, "circular_reference"), (3, "circular_reference")]


def test_a_unit_that_closes_before_it_opens_is_kept_out():
    row = {**TOP, "启用日期": "2020-01-01", "停用日期": "2019-12-31"}
    assert codes(read_rows(UNITS, row, known_units={"T"}), "error") == [(2, "out_of_range")]


def test_another_word_for_a_kind_is_understood_and_said():
    row = {**TOP, "类型": "总部"}
    assert codes(read_rows(UNITS, row, known_units={"T"})) == [(2, "unknown_choice")]


def test_a_number_used_twice_is_kept_out():
    checked = read_rows(UNITS, TOP, TOP, known_units={"T"})
    assert codes(checked, "error") == [(3, "duplicate_key")]
