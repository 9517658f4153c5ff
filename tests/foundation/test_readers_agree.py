"""A cell is read alike alone and in a column, in a form and in a spreadsheet."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.foundation.readers import (
    Choice,
    Clock,
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
    Reference,
    Text,
    YearMonth,
    sex,
)
from banyan.foundation.readers.base import Reader

READERS = [
    Text(20), Text(20, multiline=True), PersonName(), Date(not_after=date(2025, 12, 31)), YearMonth(), Clock(), Phone(),
    IdNumber(), IdNumber(other_documents=True), Integer(0, 100), Decimal_(2), Percent(), Flag(), sex(),
    Choice({"家访": "visit"}, open=True), Multi(choices={"a": 1, "b": 2}), Multi(), Reference({"凤凰社区": 7}),
]  # fmt: skip
LIKELY = st.text("0123456789-/.:年月日 　xXＸ是否男女=+E,%¥|ab凤凰社区\u200b\u00a0", max_size=20)
CELLS = st.one_of(
    LIKELY, LIKELY.map(NumberCell), st.text(max_size=12), st.sampled_from(["", "2019-03-07", "43531"])
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
@settings(max_examples=60)
@given(cells=st.lists(CELLS, max_size=12))
def test_a_column_reads_like_its_cells(reader: Reader, cells):
    column = reader.read_column(cells)
    one_by_one = [reader.read(cell) for cell in cells]
    assert column.values == [reading.value for reading in one_by_one]
    assert column.findings == {place: each.findings for place, each in enumerate(one_by_one) if each.findings}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
@settings(max_examples=60)
@given(cell=st.one_of(CELLS, st.integers(), st.floats(), st.dates(), st.times(), st.booleans(), st.none()))
def test_whatever_stands_in_a_cell_is_answered_and_never_raises(reader: Reader, cell):
    reading = reader.read(cell)
    if not reading.ok:
        assert reading.value == reader.empty


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: type(reader).__name__)
@settings(max_examples=60)
@given(cell=LIKELY)
def test_the_short_way_for_clean_cells_answers_like_the_careful_one(reader: Reader, cell):
    assert reader.read(cell) == reader._read_with_care(cell)


@settings(max_examples=100)
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_written_out_is_read_back(day):
    for written in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        day,
    ):
        assert Date().read(written).value == day


def test_what_was_remembered_is_used_for_the_next_rows():
    memory = {}
    first = Date().read_column(["2019-03-07", "x"], memory)
    again = Date().read_column(["x", "2019-03-07"], memory)
    assert again.values == first.values[::-1]
    assert set(memory) == {"2019-03-07", "x"}


def test_a_number_and_the_same_text_are_told_apart_in_one_column():
    column = Text().read_column(["1001", NumberCell("1001")])
    assert set(column.findings) == {1}
