"""Each kind of field reads what people write and refuses what it cannot understand."""

from datetime import date, time
from decimal import Decimal

import pytest

from banyan.foundation.identity_card import check_digit
from banyan.foundation.readers import (
    Choice,
    Clock,
    Code,
    Date,
    Decimal_,
    Flag,
    IdNumber,
    Integer,
    Multi,
    NumberCell,
    Percent,
    PersonName,
    Phone,
    Reading,
    Reference,
    Text,
    YearMonth,
    sex,
)

DAY = date(2019, 3, 7)
TAGS = {"残疾人": "disabled", "低保边缘": "near-poor"}


def codes(reading):
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "written",
    ["2019-03-07", "2019-3-7", "2019/3/7", "2019.3.7", "2019年3月7日", "2019年03月07号", "20190307",
     "2019-03-07 00:00:00",
     "2019-03-07T08:30:00Z", "2019 - 3 - 7", DAY],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert Date().read(written).value == DAY
    assert Date().read(written).ok


@pytest.mark.parametrize("written", ["43531", "43531.0", 43531, 43531.5])
def test_a_day_number_of_a_spreadsheet_is_read_with_a_warning(written):
    reading = Date().read(written)
    assert (reading.value, codes(reading), reading.ok) == (DAY, ["number_as_text"], True)


@pytest.mark.parametrize(
    "written",
    ["2025-13-05", "1990-02-30", "2019-3", "19-03-07", "3/7/2019", "07.03.2019", "2019-03/07", "昨天", "2019",
     "0000-00-00",
     "1850-01-01", "2025-W01-1", "99999999", "2019-03-07 foo", "٢٠١٩-٠٣-٠٧"],
)  # fmt: skip
def test_a_day_that_is_none_is_refused(written):
    reading = Date().read(written)
    assert (reading.value, codes(reading)) == (None, ["bad_date"])


def test_the_sentence_tells_an_impossible_day_from_an_unreadable_one():
    said = [str(Date().read(text).findings[0].message) for text in ("1990-02-30", "soon", "19-3-7")]
    assert len(set(said)) == 3


def test_a_day_to_come_is_refused_where_only_the_past_makes_sense():
    reader = Date(not_after="today").bind({"today": date(2025, 12, 31)})
    assert codes(reader.read("2031-01-01")) == ["future_date"]
    assert reader.read("2025-12-31").ok


def test_a_day_before_the_first_possible_one_is_out_of_range():
    assert codes(Date(not_before=date(2020, 1, 1)).read("2019-12-31")) == ["out_of_range"]


def test_full_width_figures_are_read_with_a_warning():
    reading = Date().read("２０１９－３－７")
    assert (reading.value, codes(reading)) == (DAY, ["full_width"])


@pytest.mark.parametrize("written", ["2025-01", "2025/1", "2025年1月", "202501", date(2025, 1, 1)])
def test_a_month_is_read_however_it_is_written(written):
    assert YearMonth().read(written).value == "2025-01"


@pytest.mark.parametrize("written", ["2025-13", "2025-01-15", "25-01", "一月"])
def test_a_month_that_is_none_is_refused(written):
    assert codes(YearMonth().read(written)) == ["bad_date"]


@pytest.mark.parametrize("written", ["08:55", "8:55", "8点55分", "08:55:00", time(8, 55), 0.37152777777])
def test_a_time_of_day_is_read_however_it_is_written(written):
    assert Clock().read(written).value == time(8, 55)


@pytest.mark.parametrize("written", ["25:00", "8:60", "早上", "0855", NumberCell("1.5")])
def test_a_time_of_day_that_is_none_is_refused(written):
    assert codes(Clock().read(written)) == ["bad_format"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13800138000", "13800138000"),
        ("138 0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("020-87654321", "020-87654321"),
        ("(020) 8765 4321", "020-87654321"),
        ("（020）87654321", "020-87654321"),
        ("+86 20 8765 4321", "020-87654321"),
        ("07558765432转102", "0755-8765432-102"),
        ("400-123-4567", "4001234567"),
        ("+85212345678", "+85212345678"),
        ("00010000042", "00010000042"),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(written, kept):
    assert Phone().read(written).value == kept
    assert Phone().read(written).ok


@pytest.mark.parametrize(
    "written",
    [
        "10000001.0",
        "1.0001E+10",
        "1.38E+10",
        10000042,
        "87654321",
        "1380013800",
        "138001380000",
        "电话",
        "13800138000/13900139000",
    ],
)
def test_a_telephone_number_that_cannot_be_dialled_is_refused(written):
    assert codes(Phone().read(written)) == ["bad_format"]


@pytest.mark.parametrize("written", ["10000001.0", "1.0001E+10"])
def test_the_sentence_says_when_a_spreadsheet_made_a_number_of_a_telephone(written):
    assert "spreadsheet" in str(Phone().read(written).findings[0].message)


def test_a_mobile_number_kept_as_a_figure_has_lost_nothing():
    for written in (13800138000.0, 13800138000, "13800138000.0"):
        assert Phone().read(written) == Reading("13800138000")
    assert codes(Phone().read(4008001234)) == ["number_as_text"]


@pytest.mark.parametrize(
    "written", ["11010519491231002X", "11010519491231002x", "11010519491231002ｘ", "110105 19491231 002X"]
)
def test_an_identity_number_is_kept_with_a_plain_capital(written):
    assert IdNumber().read(written).value == "11010519491231002X"
    assert IdNumber().read(written).ok


def test_an_identity_number_of_fifteen_places_is_taken():
    assert IdNumber().read("110105491231002").value == "110105491231002"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("110105194912310021", "id_check_digit"),
        ("11010519491331002X", "bad_format"),
        ("1101051949123100", "bad_format"),
        ("1101051949A231002X", "bad_format"),
        ("4.40106199001011E+17", "bad_format"),
        (4.40106199001011e17, "bad_format"),
        (440106199001011234, "bad_format"),
    ],
)
def test_an_identity_number_that_cannot_be_one_is_refused(written, code):
    reading = IdNumber().read(written)
    assert reading.value == ""
    assert code in codes(reading)


def test_a_demonstration_number_is_warned_about_and_never_refused():
    reading = IdNumber().read("000000197310232090")
    assert (reading.value, codes(reading), reading.ok) == ("000000197310232090", ["demo_id"], True)
    assert codes(IdNumber().read("00000020121001089ｘ")) == ["full_width", "demo_id"]


def test_an_unknown_region_is_a_doubt_and_no_error():
    number = "99010519491231002" + check_digit("99010519491231002")
    reading = IdNumber().read(number)
    assert codes(reading) == ["unknown_area"]
    assert reading.value == number


def test_a_passport_is_taken_where_other_documents_are():
    assert IdNumber(other_documents=True).read("E00000000").value == "E00000000"
    assert codes(IdNumber(other_documents=True).read("护照")) == ["bad_format"]
    assert codes(IdNumber(other_documents=True).read("110105194912310021")) == ["id_check_digit"]


@pytest.mark.parametrize(
    ("written", "kept", "found"),
    [
        (" 郭美例　", "郭美例", ["whitespace"]),
        ("郭　例", "郭例", ["whitespace"]),
        ("郭\u200b例\u00a0", "郭例", ["whitespace"]),
        ("𠮷野例", "𠮷野例", []),
        ("阿凡提•例提", "阿凡提·例提", []),
        ("Sample Anna", "Sample Anna", []),
        ("郭例（小）", "郭例（小）", []),
    ],
)
def test_a_name_keeps_every_character_and_loses_stray_blanks(written, kept, found):
    reading = PersonName().read(written)
    assert (reading.value, codes(reading)) == (kept, found)


def test_figures_in_the_column_of_names_betray_swapped_columns():
    assert codes(PersonName().read("13800138000")) == ["bad_format"]
    assert codes(PersonName().read("2019-03-07")) == ["bad_format"]


def test_an_alias_is_read_with_a_warning():
    reading = sex().read("女性")
    assert (reading.value, codes(reading), reading.ok) == ("female", ["unknown_choice"], True)


def test_a_word_outside_the_list_is_refused_and_the_list_named():
    reading = sex().read("不详")
    assert (reading.value, codes(reading), reading.ok) == (None, ["unknown_choice"], False)
    assert "男、女" in str(reading.findings[0].message)


def test_an_open_list_keeps_the_word_with_a_warning():
    reading = Choice({"家访": "visit"}, open=True).read("讲座")
    assert (reading.value, codes(reading), reading.ok) == ("讲座", ["unknown_choice"], True)


def test_a_choice_does_not_mind_blanks_width_and_case():
    assert Choice({"机构总部（外聘）": "hq"}).read("机构总部(外聘)").value == "hq"
    assert Choice({"机构 总部": "HQ"}).read("hq").value == "HQ"


def test_several_values_stand_in_one_cell():
    assert Multi(choices=TAGS).read("残疾人|低保边缘").value == ("disabled", "near-poor")
    assert Multi(choices=TAGS).read("残疾人、低保边缘、残疾人").value == ("disabled", "near-poor")
    assert Multi().read("a|b").value == ("a", "b")
    assert Multi().read("").value == ()


def test_one_unknown_value_among_several_is_refused_once():
    assert codes(Multi(choices=TAGS).read("残疾人|富豪|富豪")) == ["unknown_choice"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("是", True), ("否", False), ("Y", True), ("TRUE", True), (False, False), (1, True), ("", None)],
)
def test_yes_and_no_are_read(written, kept):
    assert Flag().read(written).value is kept


def test_perhaps_is_neither_yes_nor_no():
    assert codes(Flag().read("也许")) == ["unknown_choice"]


@pytest.mark.parametrize(
    ("written", "kept"), [("5", 5), ("5.0", 5), ("1,234", 1234), (5.0, 5), ("−5", -5), ("５", 5)]
)
def test_whole_numbers_are_read(written, kept):
    assert Integer().read(written).value == kept


@pytest.mark.parametrize("written", ["5.5", "五", "1,23", "1e5", "9" * 5000, "5 6", "--5", ".", "٥"])
def test_what_is_no_whole_number_is_refused(written):
    assert codes(Integer().read(written)) == ["bad_format"]


def test_limits_are_kept():
    assert codes(Integer(min=0).read("-1")) == ["out_of_range"]
    assert codes(Integer(max=9).read("10")) == ["out_of_range"]
    assert codes(Decimal_(2, max=1).read("1.01")) == ["out_of_range"]
    assert codes(Percent().read("101%")) == ["out_of_range"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1,234.50", "1234.50"),
        ("¥1,234.5", "1234.50"),
        ("￥12", "12.00"),
        ("12元", "12.00"),
        ("(12.00)", "-12.00"),
        (0.1 + 0.2, "0.30"),
    ],
)
def test_amounts_are_read_as_written_in_books(written, kept):
    assert Decimal_(2).read(written).value == Decimal(kept)


@pytest.mark.parametrize(
    "written", ["12万", "NaN", "1e999", "Infinity", float("nan"), float("inf"), 10**4000, "1.2.3"]
)
def test_what_is_no_amount_is_refused(written):
    assert codes(Decimal_(2).read(written)) == ["bad_format"]


def test_more_decimals_than_kept_are_refused_rather_than_rounded():
    assert codes(Decimal_(2).read("1.005")) == ["out_of_range"]


def test_rates_are_in_per_cent():
    assert Percent().read("65.5 %").value == Decimal("65.50")
    assert Percent().read("65").value == Decimal(65)
    reading = Percent().read(0.65)
    assert (reading.value, codes(reading)) == (Decimal(65), ["number_as_text"])


def test_a_reference_is_found_or_said_to_be_unknown():
    areas = Reference("areas", "unknown_area", "warning").bind({"areas": {"凤凰社区": 7}})
    assert areas.read("凤凰 社区").value == 7
    reading = areas.read("不存在社区")
    assert (reading.value, codes(reading), reading.ok) == (None, ["unknown_area"], True)
    assert not Reference({"U1": 1}).read("U2").ok


def test_a_reference_nobody_bound_is_a_mistake_of_the_program():
    with pytest.raises(LookupError):
        Reference("areas").read("凤凰社区")


def test_texts_have_a_length_counted_in_characters():
    assert Text(2).read("𠮷𠮷").ok
    assert codes(Text(2).read("abc")) == ["out_of_range"]


def test_a_text_that_looks_like_a_number_keeps_its_zeros():
    assert Text().read("007").value == "007"
    assert Text().read("1.0").value == "1.0"
    assert codes(Text().read(7)) == ["number_as_text"]


def test_a_longer_text_keeps_its_lines():
    assert Text(multiline=True).read(" 一\r\n\r\n二\n").value == "一\n\n二"


def test_a_number_of_a_record_follows_its_pattern():
    assert codes(Text(pattern=r"R\d{5}").read("R1")) == ["bad_format"]
    assert Text(pattern=r"R\d{5}").read("R00001").ok


@pytest.mark.parametrize("reader", [Text(), Date(), Phone(), Integer(), Flag(), sex(), PersonName()])
@pytest.mark.parametrize("written", ["=SUM(A1:A3)", "=1+1", "＝cmd", "= A1"])
def test_a_formula_is_never_a_value(reader, written):
    assert codes(reader.read(written)) == ["formula"]


@pytest.mark.parametrize("written", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "########"])
def test_an_error_value_of_a_spreadsheet_is_never_a_value(written):
    assert codes(Text().read(written)) == ["formula"]


def test_a_line_of_equals_signs_is_a_text():
    assert Text().read("====").value == "===="


def test_broken_characters_are_refused():
    assert codes(Text().read("坏\ufffd")) == ["encoding"]
    assert codes(Text().read("a\x00b")) == ["bad_format"]
    assert codes(Text().read("a\ud800b")) == ["bad_format"]


@pytest.mark.parametrize(
    ("reader", "written", "kept"),
    [
        (Integer(min=0), "5,093人", 5093),
        (Integer(min=0), "22 个", 22),
        (Decimal_(1), "12.5小时", Decimal("12.5")),
        (Decimal_(2, max=1, whole=1), "50%", Decimal("0.50")),
        (Decimal_(2, max=100, whole=100), "3%", Decimal("3.00")),
        (Clock(), "9:19 AM", time(9, 19)),
        (Clock(), "12:05 am", time(0, 5)),
        (Clock(), "下午2:30", time(14, 30)),
        (Clock(), "9点半", time(9, 30)),
        (Clock(), "14时", time(14, 0)),
        (Flag(), "不同意", False),
    ],
)
def test_what_offices_write_beside_a_figure_is_understood(reader, written, kept):
    assert reader.read(written) == Reading(kept)


@pytest.mark.parametrize(
    ("reader", "written"),
    [(Integer(), "1.2万"), (Integer(), "约4000"), (Decimal_(), "3%"), (Clock(), "9:"), (Clock(), "2575")],
)
def test_what_would_have_to_be_guessed_is_refused(reader, written):
    assert not reader.read(written).ok


def test_a_dash_typed_full_width_does_not_make_another_number():
    reading = Code(40).read("记－2025－05－004")
    assert (reading.value, [each.code for each in reading.findings]) == ("记-2025-05-004", ["full_width"])
    assert Code(40).read("记-2025-05-004") == Reading("记-2025-05-004")
    assert Text(40).read("甲－乙") == Reading("甲－乙")
