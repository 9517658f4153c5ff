"""Rows are checked by cell, by row and as a whole table."""

import pytest

from banyan.foundation.readers import Choice, IdNumber, Integer, PersonName, Text
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import Checker, Column, Row, Sheet, check_rows

STAFF = Sheet(
    "staff",
    "Staff",
    (
        Column("number", "员工编号", Text(10), required=True),
        Column("name", "姓名", PersonName(), required=True),
        Column("card", "身份证号", IdNumber()),
        Column("years", "年限", Integer(min=0)),
        Column("grade", "级别", Choice({"甲": "a"}, {"一": "甲"})),
    ),
    key=("number",),
)
DEMO = "000000197310232090"


def make_row(line, **cells):
    return Row(line, {"number": f"S{line:03}", "name": "示例", **cells})


def found(checked):
    return [(finding.line, finding.column, finding.code, finding.severity) for finding in checked.findings]


def test_a_clean_row_is_accepted_with_its_values():
    (checked,) = check_rows(STAFF, [make_row(2, years="5", grade="甲")])
    assert checked.ok
    assert checked.row.values == {"number": "S002", "name": "示例", "card": "", "years": 5, "grade": "a"}


def test_an_error_keeps_the_row_out_and_a_warning_lets_it_in():
    bad, good = check_rows(STAFF, [make_row(2, years="-1"), make_row(3, grade="一")])
    assert (bad.ok, found(bad)) == (False, [(2, "年限", "out_of_range", "error")])
    assert (good.ok, found(good)) == (True, [(3, "级别", "unknown_choice", "warning")])


def test_what_must_be_filled_in_is_missed_even_when_only_blanks_stand_there():
    empty, blank, absent = check_rows(
        STAFF, [make_row(2, name=""), make_row(3, name=" 　"), Row(4, {"number": "S004"})]
    )
    assert found(empty) == [(2, "姓名", "required", "error")]
    assert [code for _, _, code, _ in found(blank)] == ["required"]
    assert found(absent) == [(4, "姓名", "required", "error")]


def test_an_unreadable_cell_is_not_called_empty_as_well():
    (checked,) = check_rows(STAFF, [make_row(2, name="123")])
    assert [code for _, _, code, _ in found(checked)] == ["bad_format"]


def test_the_second_of_two_equal_keys_is_refused_with_the_line_of_the_first():
    first, second = check_rows(STAFF, [make_row(2), make_row(3, number="S002 ")])
    assert first.ok
    assert [code for _, _, code, _ in found(second)] == ["whitespace", "duplicate_key"]
    assert "2" in str(second.findings[-1].message)


def test_keys_are_remembered_from_piece_to_piece():
    checker = Checker(STAFF)
    checker.check([make_row(2)])
    (checked,) = checker.check([make_row(3, number="S002")])
    assert found(checked) == [(3, "员工编号", "duplicate_key", "error")]


def test_demonstration_numbers_are_one_line_for_the_whole_table():
    table = check_rows(STAFF, [make_row(line, card=DEMO) for line in range(2, 12)])
    assert len(table.accepted) == 10
    assert [(finding.line, finding.code, finding.name) for finding in table.warnings] == [
        (2, "demo_id", "card")
    ]
    assert "10" in str(table.warnings[0].message)


def test_a_check_of_the_row_sees_values_and_references_and_names_its_column():
    def too_old(row):
        if row.values["years"] and row.values["years"] > row.references["limit"]:
            yield row.warning("years", "out_of_range", noop("Longer than usual."))

    sheet = Sheet("staff", "Staff", STAFF.columns, STAFF.key, checks=(too_old,))
    (checked,) = check_rows(sheet, [make_row(2, years="41")], {"limit": 40})
    assert found(checked) == [(2, "年限", "out_of_range", "warning")]


def test_a_check_of_the_table_sees_all_rows():
    def same_name(rows):
        seen = set()
        for row in rows:
            if row.values["name"] in seen:
                yield row.error("name", "not_unique", noop("Twice."))
            seen.add(row.values["name"])

    sheet = Sheet("staff", "Staff", STAFF.columns, STAFF.key, table_checks=(same_name,))
    first, second = check_rows(sheet, [make_row(2), make_row(3)])
    assert first.ok
    assert found(second) == [(3, "姓名", "not_unique", "error")]


def test_errors_and_warnings_come_by_line():
    table = check_rows(STAFF, [make_row(3, years="x"), make_row(2, years="y", grade="一")])
    assert [finding.line for finding in table.errors] == [2, 3]
    assert [finding.line for finding in table.warnings] == [2]


def test_an_empty_table_is_checked_without_a_word():
    table = check_rows(STAFF, [])
    assert (len(table), table.errors, table.warnings) == (0, [], [])


def test_a_missing_reference_is_a_mistake_of_the_program():
    from banyan.foundation.readers import Reference

    sheet = Sheet("x", "X", (Column("area", "区域", Reference("areas")),), ("area",))
    with pytest.raises(KeyError):
        check_rows(sheet, [])
