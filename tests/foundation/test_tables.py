"""Tables are read whatever they were made with; what cannot be read is refused in one sentence."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from banyan.foundation.readers import Clock, Date, Integer, PersonName, Phone, Text
from banyan.foundation.sheets import Column, Sheet
from banyan.foundation.tables import UnreadableTable, check_table, open_table

STAFF = Sheet(
    "staff",
    "Staff",
    (
        Column("number", "员工编号", Text(10), required=True),
        Column("name", "姓名", PersonName(), required=True),
        Column("born_on", "出生日期", Date()),
        Column("phone", "手机", Phone(), aliases=("联系电话",)),
        Column("hours", "时数(小时)", Integer()),
        Column("from_at", "开始时间", Clock()),
        Column("remark", "备注", Text()),
    ),
    key=("number",),
)
HEAD = "员工编号,姓名,出生日期,手机,时数,开始时间,备注"
ONE = "S001,示例甲,1990-01-02,13800138000,8,08:55,好"
TWO = "S002,示例乙,1991-02-03,13800138001,9,09:00,"


def text_of(*lines, end="\n"):
    return "\n".join(lines) + end


def opened(content, filename="staff.csv"):
    data = content.encode() if isinstance(content, str) else content
    return open_table(data, filename, STAFF)


def rows_of(content):
    return [(row.line, row.raw["number"], row.raw["name"]) for row in opened(content).rows_by_name()]


def refused(content, filename="staff.csv"):
    with pytest.raises(UnreadableTable) as refusal:
        opened(content, filename)
    sentence = str(refusal.value.message)
    assert "\n" not in sentence
    assert sentence.startswith("Found ")
    return refusal.value.code, sentence


def workbook(*rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEADERS = HEAD.split(",")
GOOD = [(2, "S001", "示例甲"), (3, "S002", "示例乙")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_csv_is_read_in_both_encodings_with_any_delimiter(encoding, delimiter, newline):
    content = text_of(HEAD, ONE, TWO).replace(",", delimiter).replace("\n", newline)
    assert rows_of(content.encode(encoding)) == GOOD


def test_gb18030_with_its_own_mark_is_read():
    assert rows_of("\ufeff".encode("gb18030") + text_of(HEAD, ONE, TWO).encode("gb18030")) == GOOD


def test_a_rare_name_survives_both_encodings():
    for encoding in ("utf-8", "gb18030"):
        content = text_of(HEAD, ONE.replace("示例甲", "𠮷例")).encode(encoding)
        assert rows_of(content) == [(2, "S001", "𠮷例")]


def test_a_workbook_is_read():
    content = workbook(HEADERS, ONE.split(","), TWO.split(","))
    table = opened(content, "staff.xlsx")
    assert [(row.line, row.raw["number"], row.raw["name"]) for row in table.rows_by_name()] == GOOD
    assert (table.format, table.header_line) == ("xlsx", 1)


def test_the_content_decides_and_not_the_name_of_the_file():
    assert len(list(opened(workbook(HEADERS, ONE.split(",")), "staff.csv").rows_by_name())) == 1
    assert len(list(opened(text_of(HEAD, ONE), "staff.xlsx").rows_by_name())) == 1


def test_columns_may_stand_in_any_order_and_have_other_names():
    content = "备注,联系电话,* 姓 名,员工编号（必填）\n,13800138000,示例甲,S001\n"
    (row,) = opened(content).rows_by_name()
    assert (row.raw["number"], row.raw["name"], row.raw["phone"]) == ("S001", "示例甲", "13800138000")


def test_missing_and_unknown_columns_are_warned_about():
    table = opened("员工编号,姓名,星座\nS001,示例甲,狮子\n")
    found = {(finding.column, finding.code) for finding in table.findings}
    assert ("星座", "unknown_column") in found
    assert ("手机", "missing_column") in found
    assert all(finding.severity == "warning" and finding.line == 1 for finding in table.findings)


def test_title_rows_above_the_heading_are_passed_over_and_lines_counted():
    content = "示例机构员工名册,,,,,,\n,,,,,,\n" + text_of(HEAD, ONE)
    table = opened(content)
    assert [row.line for row in table.rows_by_name()] == [4]
    assert table.header_line == 3
    assert any("3" in str(note) for note in table.notes)


def test_totals_remarks_and_repeated_headings_are_left_aside():
    content = text_of(
        HEAD, ONE, "小计,,,,8,,", HEAD, TWO, " 合 计,,,,17,,", "注：时数未审核,,,,,,", "制表人：示例,,,,,,"
    )
    table = opened(content)
    assert [row.line for row in table.rows_by_name()] == [2, 5]
    assert [str(note) for note in table.notes] == [
        "Rows with totals were left aside: line 3、6.",
        "Rows with remarks or a repeated heading were left aside: line 4、7、8.",
    ]


def test_blank_rows_are_passed_over():
    content = text_of(HEAD, ",,,,,,", "", ONE, " ,　,\u200b,,,,", TWO, "", "")
    assert [row.line for row in opened(content).rows_by_name()] == [4, 6]


def test_a_line_break_inside_a_cell_does_not_shift_the_lines():
    content = text_of(HEAD, 'S001,示例甲,,,,,"一\n二"', TWO)
    assert [(row.line, row.raw["remark"]) for row in opened(content).rows_by_name()] == [
        (2, "一\n二"),
        (3, ""),
    ]


def test_an_unprotected_formula_is_an_error_and_a_protected_text_comes_back():
    content = text_of(HEAD, "S001,示例甲,,,,,=1+1", "S002,示例乙,,,,,'-5", "S003,示例丙,,,,,'例")
    checked = check_table(opened(content), STAFF)
    assert [(finding.line, finding.column, finding.code) for finding in checked.errors] == [
        (2, "备注", "formula")
    ]
    assert [each.row.values["remark"] for each in checked][1:] == ["-5", "'例"]


def test_a_row_with_a_comma_too_many_is_an_error_and_a_short_one_a_warning():
    content = text_of(
        HEAD, "S001,示例甲,1990-01-02,13800138000,8,08:55,好,再好", "S002,示例乙", TWO.replace("S002", "S003")
    )
    checked = check_table(opened(content), STAFF)
    assert [(finding.line, finding.code) for finding in checked.errors] == [(2, "bad_format")]
    assert (3, "missing_column") in [(finding.line, finding.code) for finding in checked.warnings]


def test_rows_can_be_walked_through_again():
    table = opened(text_of(HEAD, ONE, TWO, "合计,,,,,,"))
    assert len(list(table.rows_by_name())) == len(list(table.rows_by_name())) == 2
    assert len(table.notes) == 1


def test_a_list_of_headers_is_enough_to_open_a_table():
    table = open_table(text_of("名册,,", HEAD, ONE, "合计,,,,,,").encode(), "staff.csv", HEADERS)
    assert (table.headers, table.header_line, table.row_count) == (tuple(HEADERS), 2, 1)
    assert list(table.rows) == [(3, ONE.split(","))]
    with pytest.raises(UnreadableTable):
        open_table(text_of("甲,乙", "1,2").encode(), "staff.csv", HEADERS)


def test_columns_mapped_by_hand_are_read_where_they_stand():
    table = opened("员工编号,姓名,代号\nS001,示例甲,x\n")
    (row,) = table.rows_by_name({0: "number", 2: "name"})
    assert row.raw == {"number": "S001", "name": "x"}


def test_a_header_goes_before_its_alias_and_before_its_shorter_form():
    table = opened("联系电话,手机,时数,时数(小时),员工编号,姓名\n1,2,3,4,S001,示例甲\n")
    (row,) = table.rows_by_name()
    assert (row.raw["phone"], row.raw["hours"]) == ("2", "4")
    assert [finding.column for finding in table.findings if finding.code == "unknown_column"] == [
        "联系电话",
        "时数",
    ]


# What cannot be read at all


@pytest.mark.parametrize(
    "content", ["", "\n\n", " \n ,,\n", "\ufeff", HEAD, HEAD + "\n", HEAD + "\n合计,,,,,,\n"]
)
def test_an_empty_file_is_refused(content):
    assert refused(content)[0] == "empty"


def test_an_empty_workbook_is_refused():
    assert refused(workbook(), "x.xlsx")[0] == "empty"
    assert refused(workbook(HEADERS), "x.xlsx")[0] == "empty"


def test_a_wrong_heading_is_refused_naming_found_and_expected():
    code, sentence = refused("指标编号,服务领域\nK01,长者\n")
    assert code == "missing_column"
    assert "指标编号、服务领域" in sentence
    assert all(header in sentence for header in STAFF.headers)


def test_a_heading_without_an_indispensable_column_is_refused():
    code, sentence = refused("姓名,手机\n示例甲,13800138000\n")
    assert code == "missing_column"
    assert "lacks “员工编号”" in sentence


def test_a_table_without_a_heading_is_refused():
    assert refused(text_of(ONE, TWO))[0] == "missing_column"


def test_a_column_that_stands_twice_is_refused():
    code, sentence = refused("员工编号,姓名,手机,手机\nS001,示例甲,13800138000,13800138001\n")
    assert code == "not_unique"
    assert "手机" in sentence


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_as_such(encoding):
    code, sentence = refused(text_of(HEAD, ONE, TWO).encode(encoding))
    assert code == "encoding"
    assert "UTF-16" in sentence


def test_big5_is_refused_as_a_wrong_encoding():
    content = text_of(
        "員工編號,姓名,出生日期,手機,時數,開始時間,備註", "S001,示範甲,1990-01-02,,8,08:55,這是繁體中文的備註"
    )
    assert refused(content.encode("big5"))[0] == "encoding"


def test_shift_jis_is_refused_as_a_wrong_encoding():
    content = text_of("社員番号,名前,生年月日", "S001,ひらがなカタカナ,1990-01-02")
    assert refused(content.encode("shift_jis"))[0] == "encoding"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_cut_off_inside_a_character_is_refused_as_cut_off(encoding):
    whole = text_of(HEAD, ONE, TWO.removesuffix(",") + ",备注", end="").encode(encoding)
    assert refused(whole[:-1])[0] == "cut_off"


def test_a_file_cut_off_inside_a_quoted_cell_is_refused_with_its_line():
    code, sentence = refused(text_of(HEAD, ONE, 'S002,示例乙,,,,,"没有写完', end=""))
    assert (code, "line 3" in sentence) == ("cut_off", True)


def test_a_file_cut_off_inside_a_row_is_refused_with_its_line():
    for content in (text_of(HEAD, ONE, "S002,示", end=""), text_of(HEAD, ONE, "S0", end="")):
        code, sentence = refused(content)
        assert (code, "line 3" in sentence) == ("cut_off", True)


def test_a_file_that_may_be_cut_off_inside_its_very_last_cell_names_that_line():
    for content, told in ((text_of(HEAD, ONE, TWO, end=""), True), (text_of(HEAD, ONE, TWO), False)):
        notes = [note.params.get("line") for note in opened(content.encode()).notes if "compare" in note.text]
        assert notes == ([3] if told else [])


def test_every_cut_is_refused_or_loses_only_whole_cells_of_the_last_row():
    whole = text_of(HEAD, ONE, TWO).encode()
    for length in range(1, len(whole)):
        try:
            rows = list(opened(whole[:length]).rows_by_name())
        except UnreadableTable:
            continue
        assert [row.raw["number"] for row in rows] in (["S001"], ["S001", "S002"])
        assert all(len(row.raw) == len(HEADERS) for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damaged_bytes_in_the_middle_are_refused_with_their_line(encoding):
    whole = text_of(HEAD, ONE, TWO, ONE.replace("S001", "S003")).encode(encoding)
    place = whole.index("示例乙".encode(encoding))
    code, sentence = refused(whole[:place] + b"\xff\xff" + whole[place + 2 :])
    assert (code, "line 3" in sentence) == ("encoding", True)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table></table></html>",
     bytes(range(256)) * 9],
)  # fmt: skip
def test_other_kinds_of_files_are_refused(content):
    assert refused(content)[0] in ("not_a_table", "encoding")


def test_a_document_is_refused_as_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(out.getvalue(), "x.xlsx") == (
        "not_a_table",
        "Found DOCX; expected a table as CSV or XLSX.",
    )


def test_an_open_quotation_mark_in_the_middle_is_refused_with_its_line():
    code, sentence = refused(text_of(HEAD, 'S001,"示例甲,,,,,', 'S002,"示例乙",,,,,', TWO))
    assert (code, "line 2" in sentence) == ("not_a_table", True)


def test_a_line_without_an_end_is_refused():
    assert refused(HEAD + "\n" + "x" * 300_000)[0] == "too_large"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(1 << 30)
    with pytest.raises(UnreadableTable) as refusal:
        open_table(path, "huge.csv", STAFF)
    assert refusal.value.code == "too_large"


# What is special in workbooks


def test_numbers_dates_and_times_of_a_workbook_become_what_a_person_sees():
    content = workbook(
        HEADERS,
        ["S001", "示例甲", date(1990, 1, 2), 13800138000, 8, time(8, 55), 7],
        ["S002", "示例乙", datetime(1990, 1, 2), None, 8.0, 0.5, True],
    )
    table = check_table(opened(content, "x.xlsx"), STAFF)
    assert len(table.accepted) == 2
    first, second = (each.row.values for each in table)
    assert (first["born_on"], first["phone"], first["hours"], first["from_at"], first["remark"]) == (
        date(1990, 1, 2),
        "13800138000",
        8,
        time(8, 55),
        "7",
    )
    assert (second["born_on"], second["from_at"], second["remark"]) == (date(1990, 1, 2), time(12, 0), "TRUE")
    assert [(finding.column, finding.code) for finding in table.warnings if finding.line == 2] == [
        ("备注", "number_as_text"),
    ]


def test_a_formula_in_a_workbook_is_an_error_of_its_cell():
    def formulas(book):
        book.active["G2"] = "=1+1"
        book.active["E3"] = "=SUM(E2:E2)"

    content = workbook(HEADERS, ONE.split(","), TWO.split(","), change=formulas)
    table = check_table(opened(content, "x.xlsx"), STAFF)
    assert [(finding.line, finding.column, finding.code) for finding in table.errors] == [
        (2, "备注", "formula"),
        (3, "时数(小时)", "formula"),
    ]


def test_an_error_value_in_a_workbook_is_an_error_of_its_cell():
    def wrong(book):
        book.active["G2"] = "#N/A"
        book.active["G2"].data_type = "e"

    table = check_table(opened(workbook(HEADERS, ONE.split(","), change=wrong), "x.xlsx"), STAFF)
    assert [(finding.line, finding.code) for finding in table.errors] == [(2, "formula")]


def test_hidden_sheets_are_left_aside_and_named():
    def hide(book):
        hidden = book.create_sheet("旧名册", 0)
        hidden.append(HEADERS)
        hidden.append(["S999", *ONE.split(",")[1:]])
        hidden.sheet_state = "hidden"

    table = opened(workbook(HEADERS, ONE.split(","), change=hide), "x.xlsx")
    assert [row.raw["number"] for row in table.rows_by_name()] == ["S001"]
    assert any("旧名册" in str(note) for note in table.notes)


def test_the_sheet_whose_heading_fits_is_taken():
    def cover(book):
        book.create_sheet("封面", 0).append(["示例机构", "2025"])

    table = opened(workbook(HEADERS, ONE.split(","), change=cover), "x.xlsx")
    assert [row.raw["number"] for row in table.rows_by_name()] == ["S001"]
    assert any("封面" in str(note) for note in table.notes)


def test_a_merged_cell_is_read_in_each_of_its_rows():
    def merge(book):
        book.active.merge_cells("G2:G3")
        book.active["G2"] = "同上"

    table = opened(
        workbook(
            HEADERS, ONE.split(","), TWO.split(","), TWO.replace("S002", "S003").split(","), change=merge
        ),
        "x.xlsx",
    )
    assert [row.raw["remark"] for row in table.rows_by_name()] == ["同上", "同上", ""]


def test_a_merged_title_and_a_total_in_a_workbook_are_left_aside():
    def merge(book):
        book.active.merge_cells("A1:G1")

    content = workbook(
        ["员工名册"], [], HEADERS, ONE.split(","), [None] * 7, ["合计", None, None, None, 8], change=merge
    )
    assert [row.line for row in opened(content, "x.xlsx").rows_by_name()] == [4]


def test_every_truncation_of_a_workbook_is_refused():
    whole = workbook(HEADERS, ONE.split(","), TWO.split(","))
    assert refused(b"", "x.xlsx")[0] == "empty"
    for length in range(4, len(whole) - 22, 97):
        assert refused(whole[:length], "x.xlsx")[0] == "cut_off"


def outcome(content):
    """The numbers of the rows, or the one sentence of the refusal."""
    try:
        return [row.raw["number"] for row in opened(content, "x.xlsx").rows_by_name()]
    except UnreadableTable as refusal:
        return str(refusal.message)


def test_a_changed_byte_gives_rows_or_one_sentence():
    whole = workbook(HEADERS, ONE.split(","), TWO.split(","))
    for place in range(0, len(whole), 41):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        answer = outcome(bytes(changed))
        assert isinstance(answer, list) or (answer.startswith("Found ") and "\n" not in answer)


def repacked(whole, name, change):
    source, out = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_zip_bomb_is_refused_before_it_is_opened():
    whole = workbook(HEADERS, ONE.split(","))
    bomb = repacked(
        whole, SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>")
    )
    assert len(bomb) < 100_000
    assert refused(bomb, "x.xlsx")[0] == "too_large"


def test_a_single_cell_in_the_far_corner_is_refused():
    whole = workbook(HEADERS, ONE.split(","))
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    assert (
        refused(repacked(whole, SHEET, lambda xml: xml.replace(b"</sheetData>", far)), "x.xlsx")[0]
        == "too_large"
    )


def test_an_empty_formatted_cell_in_the_far_corner_does_no_harm():
    whole = workbook(HEADERS, ONE.split(","))
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    table = opened(repacked(whole, SHEET, lambda xml: xml.replace(b"</sheetData>", far)), "x.xlsx")
    assert len(list(table.rows_by_name())) == 1


def test_entities_of_its_own_make_a_workbook_unreadable():
    whole = workbook(HEADERS, ONE.split(","))
    own = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    assert (
        refused(repacked(whole, SHEET, lambda xml: xml.replace(b"<worksheet", own, 1)), "x.xlsx")[0]
        == "not_a_table"
    )


def test_too_many_members_make_a_workbook_unreadable():
    out = io.BytesIO(workbook(HEADERS, ONE.split(",")))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/media/{number}.bin", b"")
    assert refused(out.getvalue(), "x.xlsx")[0] == "not_a_table"


@pytest.mark.parametrize(
    ("above", "header", "found"),
    [
        ("金额单位：人民币万元", HEAD, "万元"),
        ("", HEAD.replace("时数", "时数（千人次）"), "千人次"),
    ],
)
def test_figures_in_tens_of_thousands_are_not_read_as_full_ones(above, header, found):
    code, sentence = refused(text_of(*filter(None, (above, header)), ONE))
    assert code == "bad_format" and f"“{found}”" in sentence


@pytest.mark.parametrize("title", ["填报单位：百花社工站", "单位：元", "单位：万家社区"])
def test_a_unit_that_only_sounds_like_a_number_is_none(title):
    assert opened(text_of(title, HEAD, ONE)).row_count == 1


@pytest.mark.parametrize("sum_row", ["共2人,,,,,,", "本页合计,,,,16,,", "总共2 人,,,,,,", "支出合计,,,,16,,"])
def test_sums_are_left_aside_however_they_are_called(sum_row):
    assert opened(text_of(HEAD, ONE, TWO, sum_row)).row_count == 2


def test_a_record_is_not_taken_for_a_sum():
    assert opened(text_of(HEAD, ONE.replace("S001", "共2"), TWO)).row_count == 2
